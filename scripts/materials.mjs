#!/usr/bin/env node
// What the program for a target is made of: a bill of materials (CycloneDX 1.6, JSON), or the licences of all that is
// in it. Both are made of Cargo.lock and the sources that cargo has fetched, and are the same each time.
//
//   node scripts/materials.mjs bill|licences TARGET
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const [what, target] = process.argv.slice(2);
if (!["bill", "licences"].includes(what) || !target) {
  console.error("usage: node scripts/materials.mjs bill|licences TARGET");
  process.exit(2);
}
const root = new URL("..", import.meta.url).pathname;

/** Works that the program carries beside its crates: folder below the repository, name, licence. */
const CARRIED = [
  { folder: "static/icons", name: "lucide", licence: "ISC" },
  { folder: "static/vendor/minisearch", name: "minisearch", licence: "MIT" },
];

const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--filter-platform", target],
  { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }));
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));

/** Crates that are linked into the program: not those of tests, builds and macros alone. */
const linked = new Map();
const gather = (id) => {
  if (linked.has(id)) return;
  const isMacro = packages.get(id).targets.some((one) => one.kind.includes("proc-macro"));
  const normal = isMacro ? [] : nodes.get(id).deps.filter((dep) => dep.dep_kinds.some(({ kind }) => kind === null)).map((dep) => dep.pkg);
  linked.set(id, normal);
  normal.forEach(gather);
};
gather(metadata.resolve.root);

const purl = (one) => `pkg:cargo/${one.name}@${one.version}`;
const byPurl = (a, b) => (purl(a) < purl(b) ? -1 : 1);
const own = packages.get(metadata.resolve.root);
const crates = [...linked.keys()].filter((id) => id !== own.id).map((id) => packages.get(id)).sort(byPurl);

/** The checksums of Cargo.lock, by name and version. */
const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
const sums = new Map([...lock.matchAll(/name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"/g)].map(([, name, version, sum]) => [`${name}@${version}`, sum]));
/** An SPDX expression; older crates write a stroke for "or". */
const expression = (one) => (one.license ?? "").replaceAll(/ *\/ */g, " OR ");

function bill() {
  const component = (one) => ({
    type: "library", "bom-ref": purl(one), name: one.name, version: one.version, scope: "required",
    hashes: [{ alg: "SHA-256", content: sums.get(`${one.name}@${one.version}`) }],
    licenses: [{ expression: expression(one) }], purl: purl(one),
  });
  const carried = CARRIED.map(({ name, licence }) => ({
    type: "library", "bom-ref": `carried:${name}`, name, scope: "required", licenses: [{ license: { id: licence } }],
  }));
  const dependencies = [own, ...crates].map((one) => ({
    ref: purl(one),
    dependsOn: [...new Set(linked.get(one.id).map((id) => purl(packages.get(id))))].concat(one === own ? carried.map((c) => c["bom-ref"]) : []).sort(),
  }));
  const digest = createHash("sha256").update(`${target}\n${own.version}\n${lock}`).digest("hex");
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  const moment = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? 0) * 1000).toISOString().replace(".000Z", "Z");
  return JSON.stringify({
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", bomFormat: "CycloneDX", specVersion: "1.6",
    serialNumber: `urn:uuid:${uuid}`, version: 1,
    metadata: {
      timestamp: moment,
      component: { type: "application", "bom-ref": purl(own), name: own.name, version: own.version, licenses: [{ expression: own.license }], purl: purl(own) },
      properties: [{ name: "cargo:target", value: target }],
    },
    components: [...crates.map(component), ...carried],
    dependencies: dependencies.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  }, null, 2);
}

/** The texts of a folder's licences, by name. */
function texts(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)).sort();
  return names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => readFileSync(join(folder, name), "utf8").trim());
}

function licences() {
  const holders = new Map();
  const add = (text, who) => holders.set(text, [...(holders.get(text) ?? []), who]);
  for (const one of crates) {
    const found = texts(dirname(one.manifest_path));
    for (const text of found.length > 0 ? found : [`${expression(one)}; its source holds no text of it.`]) add(text, `${one.name} ${one.version}`);
  }
  for (const { folder, name } of CARRIED) texts(join(root, folder)).forEach((text) => add(text, name));
  const parts = [...holders].map(([text, who]) => `${"=".repeat(80)}\n${who.join(", ")}\n${"-".repeat(80)}\n${text}\n`);
  return `Phasebook is made with the works of others, under these licences. The standard library of Rust
(MIT OR Apache-2.0) and musl (MIT) are in it too.\n\n${parts.join("\n")}`;
}

process.stdout.write(what === "bill" ? `${bill()}\n` : licences());
