#!/usr/bin/env node
// Times what history adds to a command: plans in a repository in which each was committed several times, listed
// without history, with it for the first time, and again with what the first run kept in the cache.
//
//   node scripts/history-time.mjs PHASEBOOK [PLANS [COMMITS]]
//
// 10,000 plans and 20,000 commits unless told. A first commit has all plans; each of the others changes one of them.
// Times are printed, not judged; a command that takes more than 300 MiB makes the script fail.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generate } from "./generate-plans.mjs";
import { ENVIRONMENT, pathsBelow } from "./lib.mjs";

const [given, plans = "10000", commits = "20000"] = process.argv.slice(2);
if (!given || !(Number(plans) > 0) || !(Number(commits) > 0)) {
  console.error("usage: node scripts/history-time.mjs PHASEBOOK [PLANS [COMMITS]]");
  process.exit(2);
}
const program = resolve(given);
const root = mkdtempSync(join(tmpdir(), "phasebook-history-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
generate(Number(plans), join(root, "content"));

/** The second of the first commit, and how many pass between two. */
const [FIRST, APART] = [1_760_000_000, 1_800];

/** A commit as `git fast-import` reads it: files by their paths. */
function commit(n, files) {
  const who = `Author ${n % 7} <author${n % 7}@example.org> ${FIRST + n * APART} +0000`;
  const message = `Change ${n}`;
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const changes = files.map(([path, text]) => `M 100644 inline content/${path}\n${data(text)}`);
  return `commit refs/heads/main\ncommitter ${who}\n${data(message)}${changes.join("")}\n`;
}

const texts = pathsBelow(join(root, "content")).map((path) => [path, readFileSync(join(root, "content", path), "utf8")]);
const stream = [commit(0, texts)];
for (let n = 1; n < Number(commits); n += 1) {
  const [path, text] = texts[(n * 7919) % texts.length];
  // Another duration, and another tick: what a plan's author changes.
  const changed = text.replace(/(\d+) weeks/, (_, weeks) => `${(Number(weeks) % 9) + 1} weeks`).replace("- [ ]", "- [x]");
  texts[(n * 7919) % texts.length][1] = changed;
  stream.push(commit(n, [[path, changed]]));
}
const git = (...args) => execFileSync("git", ["-C", root, ...args], { env: { ...ENVIRONMENT, GIT_CONFIG_GLOBAL: "/dev/null" }, maxBuffer: 1 << 30 });
git("init", "--quiet", "--initial-branch=main");
writeFileSync(join(root, "stream"), stream.join(""));
execFileSync("sh", ["-c", 'git -C "$0" fast-import --quiet <"$0/stream"', root]);
git("reset", "--quiet", "--hard");
console.log(`${plans} plans, ${git("rev-list", "--count", "HEAD").toString().trim()} commits`);

/** Most memory that a command may take, in KiB. */
const MOST_MEMORY = 300 << 10;

/** Runs a command; prints its seconds of wall clock and CPU, and most resident MiB. */
function time(name, ...args) {
  const told = join(root, "time");
  const env = { ...ENVIRONMENT, XDG_CACHE_HOME: join(root, "cache") };
  const command = ["-q", "-f", "%e s, CPU %U + %S s, %M KiB", "-o", told, program, "-C", root, ...args];
  const { status, stderr } = spawnSync("/usr/bin/time", command, { env, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status > 1) throw new Error(`${name}: ${stderr}`);
  const figures = readFileSync(told, "utf8").trim();
  console.log(`${name}: ${figures}`);
  if (Number(/(\d+) KiB/.exec(figures)[1]) > MOST_MEMORY) process.exitCode = 1;
}

const list = ["list", "--format", "json"];
for (let turn = 0; turn < 3; turn += 1) time("list, without history", ...list, "--no-history");
time("list, with history, nothing kept", ...list);
for (let turn = 0; turn < 3; turn += 1) time("list, with history", ...list);
time("build, without history", "build", "--no-history", "--output", join(root, "without"));
time("build, with history", "build", "--output", join(root, "with"));
time("build, with history, again", "build", "--output", join(root, "with"));
