#!/usr/bin/env node
// Kills builds that change a site at random moments (KILL, TERM and INT in turns), and lets two builds meet,
// while readers ask the published folder for its index and for a plan's page. There are three sites, of which two
// differ in one plan alone, so that the one is made of the other's spare generation. After each build the site must
// be wholly the old or wholly the new one, byte for byte, and a build that runs to its end must leave nothing
// beside it but a spare generation. A reader must never miss a page that all sites have, nor see one that none has.
// Exit status 1: it was not so. The same seed kills at the same shares of a build's time.
//
//   node scripts/kills.mjs PHASEBOOK KILLS [SEED]
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { chance, generate } from "./generate-plans.mjs";
import { files, isSame, run } from "./lib.mjs";

const SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT"];
/** Enough for a spare generation, which is kept for sites of 1,000 files. */
const PLANS = 90;
const SPARE = ".site.phasebook-spare";
/** Of so many kills, one is a race of two builds of two contents. */
const RACE_EVERY = 10;

/** Reads pages without pause until it is told to end, and counts what no site has. */
function read({ site, pages, shared }) {
  const counts = new Int32Array(shared);
  while (Atomics.load(counts, 0) === 0) {
    for (const [path, versions] of pages) {
      Atomics.add(counts, 1, 1);
      let bytes;
      try {
        bytes = readFileSync(join(site, path), "latin1");
      } catch {
        Atomics.add(counts, 2, 1);
        continue;
      }
      if (!versions.includes(bytes)) Atomics.add(counts, 3, 1);
    }
  }
}

/** Builds, or begins to: ended after some milliseconds if a signal is named. */
const build = (program, root, output, after, signal) =>
  run(program, ["-C", root, "build", "--output", output], { signal, after });

async function main([program, kills = "200", seed = "1"]) {
  if (!program) {
    console.error("usage: node scripts/kills.mjs PHASEBOOK KILLS [SEED]");
    process.exit(2);
  }
  const root = mkdtempSync(join(tmpdir(), "phasebook-kills-"));
  const [one, two, near, output] = ["one", "two", "near", "www/site"].map((name) => join(root, name));
  const contents = [one, two, near];
  mkdirSync(join(root, "www"));
  generate(PLANS, join(one, "content"));
  for (const copy of [two, near]) cpSync(one, copy, { recursive: true });
  const names = readdirSync(join(two, "content"), { recursive: true }).filter((name) => name.endsWith(".md")).sort();
  for (const name of names.slice(0, PLANS / 3)) rmSync(join(two, "content", name));
  for (const name of names.slice(PLANS / 3)) {
    const path = join(two, "content", name);
    writeFileSync(path, `${readFileSync(path, "utf8")}\n## One more\n\nAnother version of the text.\n`);
  }
  const edited = join(near, "content", names.at(-1));
  writeFileSync(edited, `${readFileSync(edited, "utf8")}\n## One more\n\nA version of its own.\n`);
  const sites = [];
  for (const content of contents.toReversed()) {
    const { status, milliseconds, err } = await build(program, content, output);
    if (status > 1) throw new Error(err);
    sites.unshift({ files: files(output), milliseconds });
  }
  const all = [...sites[0].files.keys()].filter((path) => sites.every((site) => site.files.has(path)));
  const plan = all.find((path) => path.startsWith("plans/") && path.endsWith("/index.html"));
  const pages = ["index.html", plan].map((path) => [path, sites.map((site) => site.files.get(path))]);
  const shared = new SharedArrayBuffer(16);
  const reader = new Worker(new URL(import.meta.url), { workerData: { site: output, pages, shared } });

  const r = chance(Number(seed));
  const tally = { killed: 0, races: 0, old: 0, new: 0, litter: 0, spares: 0 };
  const wrong = [];
  let current = 0;
  for (let number = 0; number < Number(kills); number += 1) {
    const next = (current + r.int(1, contents.length - 1)) % contents.length;
    if (number % RACE_EVERY === RACE_EVERY - 1) {
      const ran = await Promise.all([contents[current], contents[next]].map((content) => build(program, content, output)));
      tally.races += 1;
      const is_said = ({ status, err }) => status <= 1 || /another build is publishing/.test(err);
      if (!ran.every(is_said)) wrong.push(`race ${number}: ${ran.map(({ err }) => err).join("\n")}`);
    } else {
      const after = r.int(0, Math.ceil(sites[next].milliseconds * 1.1));
      const ran = await build(program, contents[next], output, after, SIGNALS[number % SIGNALS.length]);
      tally.killed += ran.signal ? 1 : 0;
    }
    const found = files(output);
    const stands = sites.findIndex((site) => isSame(site.files, found));
    if (stands < 0) wrong.push(`after ${number}: the site is none of the three`);
    else tally[stands === current ? "old" : "new"] += 1;
    const beside = () => readdirSync(join(root, "www")).filter((name) => name !== "site" && name !== SPARE);
    tally.litter += beside().length > 0 ? 1 : 0;
    const whole = await build(program, contents[next], output);
    if (whole.status > 1 || !isSame(files(output), sites[next].files)) wrong.push(`after ${number}: the next build: ${whole.err}`);
    if (beside().length > 0) wrong.push(`after ${number}: ${beside()} is left`);
    tally.spares += existsSync(join(root, "www", SPARE)) ? 1 : 0;
    current = next;
  }
  const counts = new Int32Array(shared);
  Atomics.store(counts, 0, 1);
  await new Promise((ended) => reader.once("exit", ended));
  rmSync(root, { recursive: true });
  if (counts[2] > 0) wrong.push(`a reader missed a page ${counts[2]} times`);
  if (counts[3] > 0) wrong.push(`a reader saw a page of neither site ${counts[3]} times`);
  console.log(
    `${kills} moments: ${tally.killed} builds killed, ${tally.races} races; the site was the old one after ${tally.old}, ` +
      `the new one after ${tally.new}; ${tally.litter} left something, which the next build removed; ` +
      `${tally.spares} times a spare generation stood beside it; ` +
      `${counts[1]} pages read, ${counts[2]} missing`,
  );
  wrong.forEach((told) => console.log(`FAILED  ${told}`));
  console.log(`${Number(kills) - Math.min(Number(kills), wrong.length)} passed, ${wrong.length} failed`);
  process.exit(wrong.length === 0 && tally.killed > 0 && tally.spares > 0 ? 0 : 1);
}

if (isMainThread) await main(process.argv.slice(2));
else read(workerData);
