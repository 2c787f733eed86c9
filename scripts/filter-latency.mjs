#!/usr/bin/env node
// Measures how soon the index answers a reader who filters and sorts: a browser at a quarter of its speed, as
// a phone has it. A time runs from the press to rows that are laid out; beside it stands that of putting copies
// of the same rows in their place, which no script can save. Times are printed, not judged.
// Exit status 1: the script that holds all plans did not come, or no filter left a row.
//
//   node scripts/filter-latency.mjs SITE [ROUNDS]      SITE: a folder that phasebook has built
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { closeBrowser, withPage } from "../tests/browser/lib/browser.mjs";
import { summary } from "./preview.mjs";

const [site, rounds = "40"] = process.argv.slice(2);
if (!site || !(Number(rounds) > 0)) {
  console.error("usage: node scripts/filter-latency.mjs SITE [ROUNDS]");
  process.exit(2);
}
const SLOWDOWN = 4;

/** Times of so many presses, in milliseconds: of the script alone, and with the rows laid out. */
async function measure([kind, rounds]) {
  const [words, status, approver] = ["q", "status", "approver"].map((name) => document.querySelector(`.filter [name=${name}]`));
  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const WORDS = ["a", "ap", "app", "st", "sto", "the", "t", "", "o", "on"];
  const STATUSES = ["draft", "in-progress", "complete", ""];
  const press = {
    "filter by words": (n) => set(words, WORDS[n % WORDS.length]),
    "filter by status": (n) => set(status, STATUSES[n % STATUSES.length]),
    "filter by approver": (n) => {
      if (approver) set(approver, approver.options[n % approver.options.length].value);
    },
    sort: (n) => document.querySelectorAll("th[data-sort] button")[n % 7].click(),
    "same rows again": () => {
      const rows = document.querySelector("table[data-stack] tbody");
      rows.replaceChildren(...[...rows.children].map((row) => row.cloneNode(true)));
    },
  }[kind];
  set(words, "");
  set(status, "");
  if (approver) set(approver, "");
  const times = { script: [], laid: [], rows: 0 };
  for (let n = 0; n < rounds; n += 1) {
    const start = performance.now();
    press(n);
    times.script.push(performance.now() - start);
    // Asking for a height lays the page out.
    void document.body.offsetHeight;
    times.laid.push(performance.now() - start);
    times.rows = Math.max(times.rows, document.querySelectorAll("tbody tr").length);
    // What comes after the first rows is in before the next press.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 100)));
  }
  return times;
}

let failed = false;
await withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
  const session = await page.context().newCDPSession(page);
  await page.goto(pathToFileURL(resolve(site, "index.html")).href);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  const asked = performance.now();
  await page.locator(".filter [name=q]").focus();
  await page.locator(".filter [name=q]").fill("zzzz");
  await page.getByText(/No plan matches/).waitFor();
  console.log(`all plans fetched and read, first filter: ${Math.round(performance.now() - asked)} ms`);
  for (const kind of ["filter by words", "filter by status", "filter by approver", "sort", "same rows again"]) {
    const { script, laid, rows } = await page.evaluate(measure, [kind, Number(rounds)]);
    const [alone, whole] = [summary(script), summary(laid)];
    console.log(`${kind}: script median ${alone.median.toFixed(1)} ms, max ${alone.max.toFixed(1)} ms; `
      + `with layout median ${whole.median.toFixed(1)} ms, p95 ${whole.p95.toFixed(1)} ms, max ${whole.max.toFixed(1)} ms`);
    failed ||= rows === 0;
  }
});
await closeBrowser();
if (failed) {
  console.error("no filter left a row");
  process.exit(1);
}
