#!/usr/bin/env node
// Changes the files of a site a few steps at a time, and checks after each sequence that the site which was
// built again and again is that of a clean build, byte for byte with the manifest: once published by
// exchange, once in place. Where a clean build fails, both must fail and stay as they were. Two sites at
// once, of which the second has enough plans beside those that are changed for a spare generation. The same seed
// takes the same steps. Exit status 1: a site differs; its folder is kept.
//
//   node scripts/edit-builds.mjs PHASEBOOK SEQUENCES [SEED]
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Files } from "./edit-steps.mjs";
import { chance, generate } from "./generate-plans.mjs";
import { differences, files, run } from "./lib.mjs";

const WORKERS = 2;

/** Plans of the second site that nobody edits: of more than 1,000 files a spare generation is kept. */
const UNEDITED = 80;

/** Builds into a folder beside the content; the exit status, 0 for findings too. */
async function build(program, site, output, ...options) {
  const { status } = await run(program, ["-C", site, "build", "--allow-empty", "--output", join(site, output), ...options]);
  return status === 1 ? 0 : status;
}

/** All sequences of one site; how many there were, and what differed. */
async function trial(program, sequences, seed, worker) {
  const site = mkdtempSync(join(tmpdir(), "phasebook-builds-"));
  mkdirSync(join(site, "content"));
  if (worker === 1) generate(UNEDITED, join(site, "content/unedited"));
  const r = chance(seed * WORKERS + worker);
  const edits = new Files(program, site, r);
  const tally = { sequences: 0, steps: 0, files: 0, refused: 0, spares: 0, wrong: null };
  let last = null;
  for (; tally.sequences < sequences && !tally.wrong; tally.sequences += 1) {
    const steps = [];
    for (let left = r.int(3, 8); left > 0; left -= 1) steps.push(await edits.step());
    tally.steps += steps.length;
    const clean = await build(program, site, "clean");
    const others = [await build(program, site, "exchanged"), await build(program, site, "placed", "--in-place")];
    if (others.some((status) => status !== clean)) {
      tally.wrong = [`status ${clean} of a clean build, ${others} of the others`];
    } else if (clean === 0) {
      last = files(join(site, "clean"));
    } else {
      tally.refused += 1;
    }
    for (const output of last && !tally.wrong ? ["exchanged", "placed"] : []) {
      const wrong = differences(last, files(join(site, output)));
      tally.files += last.size;
      if (wrong.length > 0) tally.wrong = wrong.slice(0, 5).map((path) => `${output}/${path} differs`);
    }
    rmSync(join(site, "clean"), { recursive: true, force: true });
    const known = ["content", "exchanged", "placed", "templates", "static", "phasebook.toml", "phasebook-baseline.json"];
    const spare = ".exchanged.phasebook-spare";
    tally.spares += existsSync(join(site, spare)) ? 1 : 0;
    const beside = readdirSync(site).filter((name) => !known.includes(name) && name !== spare);
    if (beside.length > 0 && !tally.wrong) tally.wrong = [`${beside} is left`];
    if (tally.wrong) tally.wrong.unshift(`seed ${seed}, sequence ${tally.sequences}, in ${site}`, ...steps);
  }
  if (!tally.wrong) rmSync(site, { recursive: true });
  return tally;
}

const [program, count, seed = "1"] = process.argv.slice(2);
if (!(Number(count) > 0)) {
  console.error("usage: node scripts/edit-builds.mjs PHASEBOOK SEQUENCES [SEED]");
  process.exit(2);
}
// The large site takes ten times the time of the small one.
const large = Math.ceil(Number(count) / 10);
const share = (worker) => (worker === 1 ? large : Number(count) - large);
const trials = Array.from({ length: WORKERS }, (_, worker) => trial(program, share(worker), Number(seed), worker));
const tallies = await Promise.all(trials);
for (const { wrong } of tallies) if (wrong) console.log(wrong.join("\n"));
const sum = (name) => tallies.reduce((total, tally) => total + tally[name], 0);
const differing = tallies.filter((tally) => tally.wrong).length;
console.log(
  `${sum("sequences")} sequences, ${sum("steps")} steps, ${sum("refused")} refused, ${sum("files")} files compared, ` +
    `${sum("spares")} times a spare generation, ` +
    `${differing} differences`,
);
process.exit(differing > 0 ? 1 : 0);
