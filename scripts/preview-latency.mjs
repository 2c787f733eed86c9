#!/usr/bin/env node
// Measures the live preview on a site of made-up plans: from the last byte of a save to the plan's new
// page, starting, first and second answers, memory. Times are printed, not judged; beside them stands
// the time of an answer that needs no rebuild.
// Exit status 1: a save was not shown within ten seconds, or an answer was not 200.
//
//   node scripts/preview-latency.mjs PHASEBOOK PLANS [SAVES]
import { closeSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate, plan } from "./generate-plans.mjs";
import { sleep } from "./lib.mjs";
import { Preview, summary } from "./preview.mjs";

const [program, plans, saves = "60"] = process.argv.slice(2);
if (!(Number(plans) > 0) || !(Number(saves) > 0)) {
  console.error("usage: node scripts/preview-latency.mjs PHASEBOOK PLANS [SAVES]");
  process.exit(2);
}

const DEADLINE = 10_000;
/** Between two saves, so that each is heard on its own. */
const PAUSE = 120;
const CONTROLS = 200;

const SAVES = {
  "in place": (file, text) => writeFileSync(file, text, { flag: "r+" }),
  "renamed over": (file, text) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  },
  "truncated, written": async (file, text) => {
    const open = openSync(file, "w");
    await sleep(3);
    writeSync(open, text);
    closeSync(open);
  },
};

const root = mkdtempSync(join(tmpdir(), "phasebook-latency-"));
const content = join(root, "content");
generate(Number(plans), content);
const slug = (path) => path.replace(/\.md$/, "");
const milliseconds = (number) => `${number.toFixed(1)} ms`;
const row = (times) => {
  const { median, p95, max } = summary(times);
  return `median ${milliseconds(median)}, p95 ${milliseconds(p95)}, max ${milliseconds(max)}`;
};

/** Milliseconds from the end of a save to the page with the new text. */
async function saved(preview, number, save) {
  const { path } = plan(1, number % Number(plans));
  const file = join(content, path);
  const mark = `This is save number ${number} of this run.`;
  const text = `${readFileSync(file, "utf8")}\n${mark}\n`;
  let seen = preview.number;
  await save(file, text);
  const end = performance.now();
  const late = () => performance.now() - end > DEADLINE;
  while (!late()) {
    if (preview.number === seen) await preview.change(DEADLINE);
    seen = preview.number;
    const { status, body } = await preview.get(`plans/${slug(path)}/source.html`);
    if (status !== 200) throw new Error(`the page of ${path} answers ${status}`);
    if (body.includes(mark)) return performance.now() - end;
  }
  throw new Error(`save ${number} of ${path} was not shown within ${DEADLINE} ms`);
}

let failed = false;
let preview;
try {
  preview = await Preview.start(program, root);
  console.log(`${plans} plans: URL after ${milliseconds(preview.startTime)}`);
  await preview.follow();
  const overview = `plans/${slug(plan(1, 0).path)}/index.html`;
  for (const path of ["index.html", "risks.html", overview]) {
    const [first, second] = [await preview.time(path), await preview.time(path)];
    console.log(`  ${path}: first ${milliseconds(first)}, second ${milliseconds(second)}`);
  }
  const times = Object.fromEntries(Object.keys(SAVES).map((kind) => [kind, []]));
  for (let number = 0; number < Number(saves); number += 1) {
    const kind = Object.keys(SAVES)[number % 3];
    times[kind].push(await saved(preview, number, SAVES[kind]));
    await sleep(PAUSE);
  }
  for (const [kind, list] of Object.entries(times)) console.log(`  ${kind}: ${row(list)}`);
  const all = Object.values(times).flat();
  console.log(`  all ${all.length} saves: ${row(all)}`);
  const control = [];
  for (let number = 0; number < CONTROLS; number += 1) control.push(await preview.time(overview));
  const ratio = summary(all).median / summary(control).median;
  console.log(`  an answer without a save: ${row(control)}; a save takes ${ratio.toFixed(0)} times as long`);
  console.log(`  memory at most ${Math.round(preview.memory("VmHWM") / 1024)} MB`);
} catch (error) {
  console.log(`FAILED: ${error.message}`);
  failed = true;
} finally {
  await preview?.stop();
  rmSync(root, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
