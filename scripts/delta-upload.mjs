#!/usr/bin/env node
// Keeps a bucket as a pipeline would: each round edits a site at random, builds it on a fresh runner against the
// manifest that it fetches from the bucket, sends what `changes.json` lists, the manifest last, and removes what it
// lists. After each round the bucket must hold the built site, byte for byte; each fifth upload breaks off half-way
// and is repeated with the same lists. The bucket is that of a server that speaks S3 (moto, put into a
// temporary folder by pip); where that can't be had, a folder.
//
//   node scripts/delta-upload.mjs PHASEBOOK ROUNDS [SEED]
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { Files } from "./edit-steps.mjs";
import { chance, generate } from "./generate-plans.mjs";
import { run, sleep } from "./lib.mjs";

const PORT = 5055;
const BUCKET = `http://127.0.0.1:${PORT}/rollouts`;
const MANIFEST = ".phasebook-manifest";
/** Requests at one time. */
const AT_ONCE = 16;
/** Plans that nobody edits. */
const UNEDITED = 60;

/** All files of a folder: path below it, and bytes. */
function files(folder, below = folder, found = new Map()) {
  for (const name of readdirSync(below)) {
    const path = join(below, name);
    if (statSync(path).isDirectory()) files(folder, path, found);
    else found.set(relative(folder, path), readFileSync(path));
  }
  return found;
}

/** A bucket in a folder. */
function folderBucket(folder) {
  mkdirSync(folder);
  return {
    name: "a folder",
    get: async (key) => (existsSync(join(folder, key)) ? readFileSync(join(folder, key)) : null),
    put: async (key, bytes) => { mkdirSync(dirname(join(folder, key)), { recursive: true }); writeFileSync(join(folder, key), bytes); },
    remove: async (key) => rmSync(join(folder, key), { force: true }),
    all: async () => files(folder),
    end: () => {},
  };
}

const address = (key) => `${BUCKET}/${key.split("/").map(encodeURIComponent).join("/")}`;

/** A request that must be answered well; `null` where there is no such object. */
async function ask(url, options) {
  const answer = await fetch(url, options);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${options?.method ?? "GET"} ${url}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** A bucket of a server that speaks S3; `null` where none can be had. */
async function serverBucket(folder) {
  const environment = join(folder, "python");
  const install = [["python3", "-m", "venv", environment], [join(environment, "bin/pip"), "install", "--quiet", "moto[s3,server]"]];
  for (const [program, ...options] of install) {
    if (spawnSync(program, options, { stdio: "ignore" }).status !== 0) return null;
  }
  const server = spawn(join(environment, "bin/moto_server"), ["-H", "127.0.0.1", "-p", String(PORT)], { stdio: "ignore" });
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(`http://127.0.0.1:${PORT}/`).catch(() => null)) break;
    await sleep(200);
  }
  await ask(BUCKET, { method: "PUT" });
  const keys = async () => {
    const found = [];
    for (let more = ""; more !== null;) {
      const list = String(await ask(`${BUCKET}?list-type=2&max-keys=1000&encoding-type=url${more}`));
      found.push(...[...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => decodeURIComponent(key.replaceAll("+", " "))));
      const next = list.match(/<NextContinuationToken>([^<]*)</);
      more = next ? `&continuation-token=${encodeURIComponent(next[1])}` : null;
    }
    return found;
  };
  return {
    name: "an S3 server",
    get: (key) => ask(address(key)),
    put: (key, bytes) => ask(address(key), { method: "PUT", body: bytes, headers: { "x-amz-acl": "public-read" } }),
    remove: (key) => ask(address(key), { method: "DELETE" }),
    all: async () => {
      const [found, left] = [new Map(), await keys()];
      // Hundreds of requests at once are more than the server accepts on a busy machine.
      while (left.length) {
        const some = left.splice(0, AT_ONCE);
        for (const [at, bytes] of (await Promise.all(some.map((key) => ask(address(key))))).entries()) found.set(some[at], bytes);
      }
      return found;
    },
    end: () => server.kill(),
  };
}

/** What differs between the bucket and the built site. */
function differing(bucket, built) {
  const wrong = [...built].filter(([path, bytes]) => !bucket.get(path)?.equals(bytes)).map(([path]) => path);
  return wrong.concat([...bucket.keys()].filter((path) => !built.has(path)));
}

/** Builds on a fresh runner against the bucket's manifest; the built files, and what is to be sent and removed. */
async function build(program, site, bucket) {
  const runner = mkdtempSync(join(tmpdir(), "phasebook-runner-"));
  for (const name of readdirSync(site)) cpSync(join(site, name), join(runner, name), { recursive: true });
  const published = join(runner, "published");
  writeFileSync(published, (await bucket.get(MANIFEST)) ?? "");
  const ran = await run(program, ["-C", runner, "build", "--allow-empty", "--against", published]);
  const list = ran.status < 2 ? JSON.parse(readFileSync(join(runner, "changes.json"), "utf8")) : null;
  const built = list && files(join(runner, "public"));
  rmSync(runner, { recursive: true });
  return { list, built };
}

const [program, rounds, seed = "1"] = process.argv.slice(2);
if (!program || !(Number(rounds) > 0)) {
  console.error("usage: node scripts/delta-upload.mjs PHASEBOOK ROUNDS [SEED]");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "phasebook-delta-"));
const bucket = (await serverBucket(folder)) ?? folderBucket(join(folder, "bucket"));
const tally = { rounds: 0, refused: 0, broken: 0, sent: 0, removed: 0, whole: 0 };
let wrong = [];
try {
  const site = join(folder, "site");
  mkdirSync(join(site, "content"), { recursive: true });
  generate(UNEDITED, join(site, "content/unedited"));
  const r = chance(Number(seed));
  const edits = new Files(program, site, r);
  while (tally.rounds < Number(rounds) && wrong.length === 0) {
    for (let left = r.int(1, 5); left > 0; left -= 1) await edits.step();
    const { list, built } = await build(program, site, bucket);
    tally.rounds += 1;
    if (!list) { tally.refused += 1; continue; }
    // The manifest is the last: until then the bucket tells of the site before.
    const send = [...list.changed.filter((path) => path !== MANIFEST), ...list.changed.filter((path) => path === MANIFEST)];
    const breaks = tally.rounds % 5 === 0;
    const upload = async (share) => {
      for (const path of list.removed.slice(0, list.removed.length * share)) await bucket.remove(path);
      for (const path of send.slice(0, send.length * share)) await bucket.put(path, built.get(path));
    };
    if (breaks) await upload(0.5);
    await upload(1);
    tally.sent += send.length;
    tally.removed += list.removed.length;
    tally.whole += built.size;
    if (breaks) tally.broken += 1;
    wrong = differing(await bucket.all(), built);
  }
} finally {
  bucket.end();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${tally.rounds} rounds into ${bucket.name}, seed ${seed}: ${tally.sent} files sent and ${tally.removed} removed where the sites had ${tally.whole}; ${tally.broken} broke off, ${tally.refused} could not be built`);
wrong.slice(0, 5).forEach((path) => console.error(`${path} differs`));
process.exit(wrong.length > 0 ? 1 : 0);
