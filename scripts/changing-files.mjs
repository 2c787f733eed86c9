#!/usr/bin/env node
// Changes a plan in the very moment between two system calls of a build that reads it: the call that comes
// next is held up meanwhile. What is published must be one whole version of the plan, or a warning where it
// is gone; the plan beside it is built each time. Needs strace. Exit status 1: it was not so.
//
//   node scripts/changing-files.mjs PHASEBOOK
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ENVIRONMENT, run, sleep } from "./lib.mjs";

const [given] = process.argv.slice(2);
if (!given) {
  console.error("usage: node scripts/changing-files.mjs PHASEBOOK");
  process.exit(2);
}
const program = resolve(given);

/** How long a call is held up: long enough for a change on a busy machine. */
const HELD = 2_000_000;
const LINES = 5000;
const PLAN = readFileSync(new URL("../tests/fixtures/alpha.md", import.meta.url), "utf8");
/** A plan of which each line of its notes names the version. */
const version = (word, lines = LINES) => `${PLAN}\n## Notes\n\n${`A line of version ${word}.\n\n`.repeat(lines)}`;

/** The words of a built page's lines, each once, and how many lines there are. */
function lines(site) {
  const page = readFileSync(join(site, "public/plans/alpha/source.html"), "utf8");
  const words = [...page.matchAll(/A line of version (\w+)\./g)].map((found) => found[1]);
  return { words: [...new Set(words)], count: words.length };
}

/** Builds a site of two plans; does something as soon as a call begins that is held up. */
async function during(call, pattern, act) {
  const site = mkdtempSync(join(tmpdir(), "phasebook-changing-"));
  const plan = join(site, "content/alpha.md");
  const trace = join(site, "trace");
  mkdirSync(join(site, "content"));
  writeFileSync(plan, version("one"));
  writeFileSync(join(site, "content/beta.md"), PLAN);
  writeFileSync(trace, "");
  // Files at rest are read at once.
  await sleep(100);
  const held = ["-e", `trace=${call.name},clone3`, "-e", `inject=${call.name}:delay_enter=${HELD}${call.when}`];
  // All in one thread, so that the calls come one after the other.
  const one = ["-e", "inject=clone3:error=EAGAIN"];
  const only = call.path ? ["-P", plan] : [];
  const built = run("strace", ["-f", "-qq", "-o", trace, ...held, ...one, ...only, program, "-C", site, "build"], {
    env: { ...ENVIRONMENT, RAYON_NUM_THREADS: "1" },
  });
  let isOver = false;
  built.finally(() => (isOver = true));
  while (!isOver && !pattern.test(readFileSync(trace, "utf8"))) await sleep(5);
  if (isOver) throw new Error(`no call was held up: ${(await built).err}`);
  act(plan);
  const { status, err } = await built;
  return { site, status, err };
}

const OPENING = [{ name: "openat2", when: "" }, /openat2\(\d+, "alpha\.md"/];
/** The second reading of a file is the one that finds its end. */
const READING = [{ name: "read", when: ":when=2", path: true }, /read\(\d+[^\n]*\n[^\n]*read\(\d+/];

const CASES = {
  "removed before it is opened": [OPENING, (plan) => rmSync(plan), null],
  "replaced before it is opened": [OPENING, (plan) => replace(plan, version("two")), "two"],
  "made longer while it is read": [READING, (plan) => writeFileSync(plan, version("two", LINES + 7)), "two"],
  "made shorter while it is read": [READING, (plan) => writeFileSync(plan, version("two", LINES - 7)), "two"],
  "written anew with the same size while it is read": [READING, (plan) => writeFileSync(plan, version("two")), "two"],
  "replaced while it is read": [READING, (plan) => replace(plan, version("two")), "two"],
};

function replace(plan, text) {
  writeFileSync(`${plan}.new`, text);
  renameSync(`${plan}.new`, plan);
}

let failed = 0;
for (const [name, [[call, pattern], act, word]] of Object.entries(CASES)) {
  const { site, status, err } = await during(call, pattern, act);
  const faults = [];
  const { words, count } = word ? lines(site) : { words: [], count: 0 };
  if (word && (words.join() !== word || Math.abs(count - LINES) > 7)) faults.push(`${count} lines of ${words}`);
  if (word && status !== 0) faults.push(`exit status ${status}: ${err}`);
  if (!word && !/warning\[unreadable-file\][^\n]*removed while the site was read/.test(err)) faults.push(`it is not told: ${err}`);
  if (!readFileSync(join(site, "public/plans/beta/index.html"), "utf8").includes("Alpha search")) faults.push("the other plan is not built");
  failed += faults.length > 0 ? 1 : 0;
  console.log(`${faults.length > 0 ? "FAILED" : "ok    "}  a plan that is ${name}${faults.map((f) => `; ${f}`).join("")}`);
  rmSync(site, { recursive: true });
}
console.log(`${Object.keys(CASES).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
