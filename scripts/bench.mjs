#!/usr/bin/env node
// Times whole commands on made-up plans, all in one run and in turn, and prints a table of medians: seconds of
// wall clock and CPU, memory, and the ratio to writing the same tree of files from memory.
//
//   node scripts/bench.mjs PHASEBOOK [PLANS [RUNS [FOLDER]]]
//
// 2,000 plans and 3 runs unless told. FOLDER is where sites are made: in memory (/dev/shm) unless told, where the
// disk's swings are left out. Nothing is deleted between runs, as some file systems write slowly behind what
// was deleted. Where `zola` is installed, it builds the same texts as pages beside it.
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { generate } from "./generate-plans.mjs";
import { pathsBelow } from "./lib.mjs";

const [given, plans = "2000", runs = "3", folder = "/dev/shm"] = process.argv.slice(2);
if (!given || !(Number(plans) > 0) || !(Number(runs) > 0)) {
  console.error("usage: node scripts/bench.mjs PHASEBOOK [PLANS [RUNS [FOLDER]]]");
  process.exit(2);
}
const program = resolve(given);
const root = mkdtempSync(join(folder, "phasebook-bench-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
const content = join(root, "content");
generate(Number(plans), content);
const TODAY = "2026-11-22";

/** Runs a command; seconds of wall clock and CPU, and most resident MiB. */
function time(command, args) {
  const told = join(root, "time");
  const { status, stderr } = spawnSync("/usr/bin/time", ["-q", "-f", "%e %U %S %M", "-o", told, command, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 30,
  });
  if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  const [wall, user, system, kilobytes] = readFileSync(told, "utf8").trim().split(/\s+/).slice(-4).map(Number);
  return { wall, cpu: user + system, mebibytes: kilobytes / 1024 };
}

/** Writes a tree that is in memory into a folder of its own. */
function write(tree, to) {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const made = new Set();
  for (const [path, bytes] of tree) {
    const target = join(to, path);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(target, bytes);
  }
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6, mebibytes: 0 };
}

const build = (output, today = TODAY) => time(program, ["-C", root, "--today", today, "build", "--output", output]);
const command = (...args) => time(program, ["-C", root, "--today", TODAY, ...args]);
const first = pathsBelow(content).find((path) => path.endsWith(".md"));
const figures = new Map();
const note = (name, figure) => figures.set(name, [...(figures.get(name) ?? []), figure]);

let tree;
for (let run = 0; run < Number(runs); run++) {
  const output = join(root, `out-${run}`);
  note("build, from nothing", build(output));
  if (!tree) {
    tree = pathsBelow(output).map((path) => [path, readFileSync(join(output, path))]);
  }
  note("writing its files from memory, one thread", write(tree, join(root, `written-${run}`)));
  note("build, nothing changed", build(output));
  appendFileSync(join(content, first), `\nOne more sentence, number ${run}.\n`);
  note("build, one plan's prose changed", build(output));
  note("build, the next day", build(output, "2026-11-23"));
  for (const name of ["check", "list", "export"]) note(name, command(name));
  if (spawnSync("zola", ["--version"]).status === 0) note("zola build", zola(run));
}

/** The same texts as pages of another generator's plainest theme. */
function zola(run) {
  const site = join(root, "zola");
  if (!existsSync(site)) {
    mkdirSync(join(site, "templates"), { recursive: true });
    writeFileSync(join(site, "config.toml"), 'base_url = "https://plans.example"\n');
    for (const name of ["index", "section", "page"]) {
      const body = name === "page" ? "{{ page.title }}{{ page.content | safe }}" : "{{ section.title }}";
      writeFileSync(join(site, "templates", `${name}.html`), `<!doctype html><title>x</title>${body}\n`);
    }
    cpSync(content, join(site, "content"), { recursive: true });
    for (const path of pathsBelow(join(site, "content"))) {
      const file = join(site, "content", path);
      writeFileSync(file, `+++\ntitle = "A plan"\n+++\n${readFileSync(file, "utf8").replace(/^---\n[\s\S]*?\n---\n/, "")}`);
    }
  }
  return time("zola", ["--root", site, "build", "--force", "--output-dir", join(root, `zola-${run}`)]);
}

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const base = middle(figures.get("writing its files from memory, one thread").map((figure) => figure.cpu));
const bytes = tree.reduce((sum, [, text]) => sum + text.length, 0);
console.log(`${plans} plans, ${statSync(join(content, first)).size} bytes the first; ${tree.length} files, ${(bytes / 1e6).toFixed(0)} MB; medians of ${runs} runs in ${folder}\n`);
console.log("| | wall, s | CPU, s | memory, MiB | CPU by that of writing |\n|---|---|---|---|---|");
for (const [name, all] of figures) {
  const [wall, cpu, mebibytes] = ["wall", "cpu", "mebibytes"].map((key) => middle(all.map((figure) => figure[key])));
  const memory = mebibytes > 0 ? Math.round(mebibytes) : "–";
  console.log(`| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${memory} | ${(cpu / base).toFixed(2)} |`);
}
