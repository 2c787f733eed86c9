#!/usr/bin/env node
// Times whole commands on made-up plans, all in one run and in turn, and prints a table of medians: seconds of
// wall clock and CPU, memory, and the ratio to writing the same tree of files from memory.
//
//   node scripts/bench.mjs PHASEBOOK [PLANS [RUNS [FOLDER]]]
//
// 2,000 plans and 3 runs unless told. FOLDER is where sites are made: in memory (/dev/shm) unless told, where the
// disk's swings are left out. Nothing is deleted between runs, as some file systems write slowly behind what
// was deleted. Other generators that are on the PATH build the same texts in turn with it (`bench-peers.mjs`), and
// a second table tells the ratios to them.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { peers } from "./bench-peers.mjs";
import { generate } from "./generate-plans.mjs";
import { pathsBelow } from "./lib.mjs";
import { Preview } from "./preview.mjs";

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
const FEW = 10;
const BUILD = "build, from nothing";
const FEW_BUILD = `build, ${FEW} plans`;
const WRITING = "writing its files from memory, one thread";
/** How often in a row a short command runs: times are told in hundredths of a second. */
const TIMES = 20;

/** Runs a command; seconds of wall clock and CPU, and most resident MiB. */
function time(command, args, { cwd = root, statuses = [0] } = {}) {
  const told = join(root, "time");
  const { status, stderr } = spawnSync("/usr/bin/time", ["-q", "-f", "%e %U %S %M", "-o", told, command, ...args], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 30,
  });
  if (!statuses.includes(status)) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  const [wall, user, system, kilobytes] = readFileSync(told, "utf8").trim().split(/\s+/).slice(-4).map(Number);
  return { wall, cpu: user + system, mebibytes: kilobytes / 1024 };
}

/** Writes a tree that is in memory into a folder of its own. */
function writeTree(tree, to) {
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

/** Runs a command in each folder below `parent`, as it is too short for the clock; what one run takes. */
function timeEach(parent, command, args) {
  const each = 'for folder in "$PWD"/*; do cd "$folder" && "$0" "$@" >/dev/null || exit; done';
  const { wall, cpu, mebibytes } = time("sh", ["-c", each, command, ...args], { cwd: parent });
  return { wall: wall / TIMES, cpu: cpu / TIMES, mebibytes };
}

/** A folder with one in it for each time that a short command runs. */
function copies(name, write) {
  const parent = join(root, name);
  for (let number = 0; number < TIMES; number++) write(join(parent, `${number}`));
  return parent;
}

/** Starts the preview, asks it for its first page, and ends it. */
async function serve() {
  const begun = performance.now();
  const preview = await Preview.start(program, root);
  await preview.time("index.html");
  const figure = { wall: (performance.now() - begun) / 1000, mebibytes: preview.memory("VmHWM") / 1024 };
  await preview.stop();
  return figure;
}

const build = (output, today = TODAY) => time(program, ["--today", today, "build", "--output", output], { statuses: [0, 1] });
const command = (...args) => time(program, ["--today", TODAY, ...args], { statuses: [0, 1] });
const first = pathsBelow(content).find((path) => path.endsWith(".md"));
const figures = new Map();
const note = (name, figure) => figures.set(name, [...(figures.get(name) ?? []), figure]);
const others = peers();
const sizes = new Map();

/** Notes how many pages a site has, and how long they are on average. */
function weigh(name, site) {
  if (sizes.has(name)) return;
  const pages = pathsBelow(site).filter((path) => path.endsWith(".html"));
  const bytes = pages.reduce((sum, path) => sum + statSync(join(site, path)).size, 0);
  sizes.set(name, { pages: pages.length, bytes: bytes / pages.length });
}

let tree;
for (let run = 0; run < Number(runs); run++) {
  const output = join(root, `out-${run}`);
  note(BUILD, build(output));
  weigh("phasebook", output);
  for (const peer of others) {
    const site = join(root, `${peer.id}-${run}`);
    peer.write(Number(plans), site);
    note(`${peer.name}, from nothing`, time(...peer.build, { cwd: site }));
    weigh(peer.name, join(site, "public"));
  }
  if (!tree) {
    tree = pathsBelow(output).map((path) => [path, readFileSync(join(output, path))]);
  }
  note(WRITING, writeTree(tree, join(root, `written-${run}`)));
  note("build, nothing changed", build(output));
  // The first small change finds no spare generation, the second does.
  for (const [at, name] of ["build, one plan's prose changed", "build, the same again"].entries()) {
    appendFileSync(join(content, first), `\nOne more sentence, number ${run}.${at}.\n`);
    note(name, build(output));
  }
  note("build, the next day", build(output, "2026-11-23"));
  for (const name of ["check", "list", "export"]) note(name, command(name));
  note("serve, from its start to the first page", await serve());
  const few = copies(`few-${run}`, (site) => generate(FEW, join(site, "content")));
  note("--help", timeEach(few, program, ["--help"]));
  note(FEW_BUILD, timeEach(few, program, ["--today", TODAY, "build"]));
  for (const peer of others) {
    const sites = copies(`few-${peer.id}-${run}`, (site) => peer.write(FEW, site));
    note(`${peer.name}, ${FEW} plans`, timeEach(sites, ...peer.build));
  }
}

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const median = (name, key) => middle(figures.get(name).map((figure) => figure[key]));
const digits = (number) => (number < 0.02 ? 4 : number < 0.2 ? 3 : 2);
const seconds = (number) => (Number.isFinite(number) ? number.toFixed(digits(number)) : "–");
const base = median(WRITING, "cpu");
const bytes = tree.reduce((sum, [, text]) => sum + text.length, 0);
console.log(`${plans} plans, ${statSync(join(content, first)).size} bytes the first; ${tree.length} files, ${(bytes / 1e6).toFixed(0)} MB; medians of ${runs} runs in ${folder}\n`);
console.log("| | wall, s | CPU, s | memory, MiB | CPU by that of writing |\n|---|---|---|---|---|");
for (const name of figures.keys()) {
  const [wall, cpu, mebibytes] = ["wall", "cpu", "mebibytes"].map((key) => median(name, key));
  const memory = mebibytes > 0 ? Math.round(mebibytes) : "–";
  console.log(`| ${name} | ${seconds(wall)} | ${seconds(cpu)} | ${memory} | ${seconds(cpu / base)} |`);
}
const told = [...sizes].map(([name, size]) => `${name} ${size.pages} of ${Math.round(size.bytes)} bytes`);
console.log(`\nPages: ${told.join("; ")}, on average.`);

if (others.length > 0) {
  console.log("\nPhasebook's wall clock / CPU / memory by that of another generator's whole build of the same texts:\n");
  console.log(`| | ${others.map(({ name }) => name).join(" | ")} |\n|---|${"---|".repeat(others.length)}`);
  for (const name of [BUILD, FEW_BUILD, "check", "list", "export"]) {
    const theirs = name === FEW_BUILD ? `${FEW} plans` : "from nothing";
    const ratio = (peer, key) => (median(name, key) / median(`${peer}, ${theirs}`, key)).toFixed(2);
    const cells = others.map((peer) => ["wall", "cpu", "mebibytes"].map((key) => ratio(peer.name, key)).join(" / "));
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
  const aPage = (name, row) => median(row, "cpu") / sizes.get(name).pages;
  const ratios = others.map(({ name }) => (aPage("phasebook", BUILD) / aPage(name, `${name}, from nothing`)).toFixed(2));
  console.log(`| ${BUILD}, CPU alone, a page | ${ratios.join(" | ")} |`);
}
