#!/usr/bin/env node
// Changes the files of a site while a preview shows it, a few steps at a time, and checks after each
// sequence that every path is answered as a clean build of the same files has it, byte for byte, that
// what is built no more is answered with 404, and that the findings are as many. Two sites at once, each
// with one preview for all its sequences. The same seed takes the same steps.
// Exit status 1: an answer still differs after five seconds; the site's folder is kept.
//
//   node scripts/edit-sequences.mjs PHASEBOOK SEQUENCES [SEED]
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { Files } from "./edit-steps.mjs";
import { chance } from "./generate-plans.mjs";
import { pathsBelow, run, sleep } from "./lib.mjs";
import { Preview, asBuilt } from "./preview.mjs";

const WORKERS = 2;
const DEADLINE = 5000;
const PATIENCE = 25;
/** The pages of rules are the same in nearly every build. */
const RULES_EVERY = 50;
/** Where clean builds go: into memory if there is such a place, as publishing waits for the disk. */
const BUILDS = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** The sequence after which descriptors and memory are first counted: the ones before fill caches. */
const WARM = 20;

/** Builds into a new folder: paths with their bytes, and the summary. */
async function build(program, root, output) {
  const { status, out } = await run(program, ["-C", root, "build", "--output", output, "--format", "json"]);
  if (status === null || status > 1) throw new Error(`the build has ended with status ${status}`);
  // The page for what is missing names the place where the site stands.
  const paths = pathsBelow(output).filter((path) => !path.startsWith(".") && path !== "404.html");
  const files = new Map(paths.map((path) => [path, readFileSync(join(output, path))]));
  rmSync(output, { recursive: true });
  return { files, findings: JSON.parse(out).findings };
}

/** The first line in which two texts differ. */
function firstDifference(expected, found) {
  const [a, b] = [expected, found].map((bytes) => bytes.toString().split("\n"));
  const at = a.findIndex((line, i) => line !== b[i]);
  const line = at < 0 ? a.length : at;
  return `line ${line + 1}\n  built:  ${a[line] ?? "(end)"}\n  served: ${b[line] ?? "(end)"}`;
}

/** How a preview answers otherwise than a build, or `null`. */
async function difference(preview, path, expected) {
  const { status, body, location } = await preview.get(path);
  // A page that was asked for a moment ago still finds its own stylesheet and scripts.
  if (expected === null && path.startsWith("assets/")) return null;
  // A plan that has become a page leads there, and the other way round.
  const leads_on = expected === null && status === 307 && /^(plans|pages)\//.test(path);
  if (leads_on && (await preview.get(decodeURI(location).slice(1))).status === 200) return null;
  if (expected === null) return status === 404 ? null : `/${path} is built no more, and answers ${status}`;
  if (status !== 200) return `/${path} is built, and answers ${status}`;
  const found = path.endsWith(".html") ? asBuilt(body) : body;
  return found.equals(expected) ? null : `/${path} differs, ${firstDifference(expected, found)}`;
}

async function findingsDiffer(preview, findings) {
  const { body } = await preview.get("_preview/state?page=index.html");
  const { counts, broken } = JSON.parse(body);
  const is_same = counts.error === findings.error && counts.warning === findings.warning && !broken;
  const told = JSON.stringify({ ...counts, broken });
  return is_same ? null : `the findings differ: built ${JSON.stringify(findings)}, served ${told}`;
}

/** Asks for all paths until they are as built, all in one state of the preview: what differs for good. */
async function compare(preview, expected, findings) {
  const end = performance.now() + DEADLINE;
  for (let pending = expected; ; ) {
    const number = preview.number;
    const results = await Promise.all(
      [...pending].map(async ([path, bytes]) => [path, await difference(preview, path, bytes)]),
    );
    const wrong = results.filter(([, told]) => told);
    const counted = wrong.length > 0 ? null : await findingsDiffer(preview, findings);
    const is_whole = pending.size === expected.size && preview.number === number;
    if (wrong.length === 0 && !counted && is_whole) return null;
    if (performance.now() > end) return [...wrong.map(([, told]) => told), counted].filter(Boolean);
    if (wrong.length === 0 && !counted) pending = expected;
    else {
      pending = counted ? expected : new Map(wrong.map(([path]) => [path, expected.get(path)]));
      if (preview.number === number) await preview.change(PATIENCE);
    }
  }
}

/** Takes the steps of one sequence. */
async function edit(files, r, steps) {
  const longest = r.pick([0, 0, 0, 0, 20, 20, 20, 20, 60, 400]);
  for (let left = r.int(3, 8); left > 0; left -= 1) {
    const begun = performance.now();
    steps.push(await files.step());
    const pause = r.int(0, longest);
    steps.push(`  (${Math.round(performance.now() - begun)} ms, then ${pause} ms)`);
    if (longest > 0) await sleep(pause);
  }
  return steps;
}

/** A site with one preview, for the sequences of one worker. */
class Trial {
  constructor({ program, seed, worker }) {
    this.program = program;
    this.root = mkdtempSync(join(tmpdir(), "phasebook-edits-"));
    this.clean = mkdtempSync(join(BUILDS, "phasebook-clean-"));
    this.site = join(this.root, "site");
    mkdirSync(join(this.site, "content"), { recursive: true });
    this.r = chance(seed * WORKERS + worker);
    this.files = new Files(program, this.site, this.r);
    this.before = new Map();
    this.tally = { sequences: 0, steps: 0, files: 0, differences: 0, memory: [], descriptors: [], peak: 0 };
  }

  /** Takes the steps of a sequence and notes them; what differs for good, or `null`. */
  async sequence(number, steps) {
    await edit(this.files, this.r, steps);
    this.tally.steps += steps.length / 2;
    // A further save would hide that an earlier one was not heard: only every second sequence ends with it.
    if (number % 2 === 0) writeFileSync(join(this.site, "content/marker.md"), `# Marker ${number}\n`);
    const { files, findings } = await build(this.program, this.site, join(this.clean, `${number}`));
    const with_rules = number % RULES_EVERY === 0;
    const expected = new Map([...files].filter(([path]) => with_rules || !path.startsWith("rules/")));
    for (const path of this.before.keys()) if (!files.has(path)) expected.set(path, null);
    this.before = files;
    this.tally.files += expected.size;
    return compare(this.preview, expected, findings);
  }

  measure() {
    this.tally.memory.push(this.preview.memory("VmRSS"));
    this.tally.descriptors.push(this.preview.descriptors());
    this.tally.peak = this.preview.memory("VmHWM");
  }

  /** All sequences, or those up to the first that ends otherwise than a build. */
  async run({ sequences, seed, worker }) {
    this.preview = await Preview.start(this.program, this.site);
    await this.preview.follow();
    const { tally } = this;
    for (; tally.sequences < sequences && tally.differences === 0; tally.sequences += 1) {
      const number = tally.sequences;
      const steps = [];
      // A preview that has ended answers nothing: the steps tell why.
      const wrong = await this.sequence(number, steps).catch((error) => [error.stack]);
      if (wrong) {
        tally.differences += 1;
        const head = `seed ${seed}, site ${worker}, sequence ${number}: ${wrong.length} differ, in ${this.site}`;
        tally.report = [head, ...steps, ...wrong.slice(0, 3)].join("\n");
      } else if (number === WARM || number === Math.floor(sequences / 2) || number === sequences - 1) {
        this.measure();
      }
    }
    return tally;
  }

  async end() {
    await this.preview?.stop();
    rmSync(this.clean, { recursive: true });
    if (this.tally.differences === 0) rmSync(this.root, { recursive: true });
  }
}

async function work(data) {
  const trial = new Trial(data);
  try {
    return await trial.run(data);
  } finally {
    await trial.end();
  }
}

function main() {
  const [program, count, seed = "1"] = process.argv.slice(2);
  if (!(Number(count) > 0)) {
    console.error("usage: node scripts/edit-sequences.mjs PHASEBOOK SEQUENCES [SEED]");
    process.exit(2);
  }
  const tallies = Array.from({ length: WORKERS }, (_, worker) => {
    const sequences = Math.ceil((Number(count) - worker) / WORKERS);
    const data = { program, sequences, seed: Number(seed), worker };
    const thread = new Worker(new URL(import.meta.url), { workerData: data });
    return new Promise((done, failed) => thread.once("message", done).once("error", failed));
  });
  return Promise.all(tallies).then((all) => {
    for (const { report } of all) if (report) console.log(report);
    const sum = (name) => all.reduce((total, tally) => total + tally[name], 0);
    for (const { memory, descriptors, peak } of all) {
      console.log(`a preview at the start, half way, at the end: ${descriptors.join(", ")} descriptors; ` +
        `${memory.join(", ")} kB resident, ${peak} at most`);
    }
    const counts = `${sum("sequences")} sequences, ${sum("steps")} steps, ${sum("files")} files compared`;
    console.log(`${counts}, ${sum("differences")} differences`);
    process.exit(sum("differences") > 0 ? 1 : 0);
  });
}

if (isMainThread) await main();
else parentPort.postMessage(await work(workerData));
