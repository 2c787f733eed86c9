#!/usr/bin/env node
// Builds sites of one plan each, of shapes that multiply what they hold, and fails where a plan makes more
// than promised: at most 200 times its text and 2,000,000 bytes, 2,000 pages and 512 MB of memory.
// What a plan makes is all that its site holds, without what the site of a page of one letter holds:
// styles, scripts, rules and empty lists. Its text is that of all plans of the site.
//
//   node scripts/output-bounds.mjs PHASEBOOK [NAME…]
//
// builds the shapes whose name contains one of the names, all of them without one.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { each, pathsBelow } from "./lib.mjs";
import { shapes } from "./output-shapes.mjs";

const [given, ...names] = process.argv.slice(2);
if (!given) {
  console.error("usage: node scripts/output-bounds.mjs PHASEBOOK [NAME…]");
  process.exit(2);
}
const program = resolve(given);
const PER_BYTE = 200;
const FREE_BYTES = 2_000_000;
const MOST_PAGES = 2000;
const MOST_KILOBYTES = 512 * 1024;
const MOST_SECONDS = 120;
const AT_ONCE = 2;

const folder = mkdtempSync(join(tmpdir(), "bounds-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let next = 0;

/** Runs one command in a site; its exit status and most resident kilobytes. */
function run(site, ...command) {
  return new Promise((done) => {
    const time = join(site, "time");
    const child = spawn(
      "/usr/bin/time",
      ["-q", "-f", "%M", "-o", time, program, "-C", site, "--today", "2026-11-22", ...command],
      { stdio: "ignore" },
    );
    const stop = setTimeout(() => child.kill("SIGKILL"), MOST_SECONDS * 1000);
    child.on("exit", (status) => {
      clearTimeout(stop);
      const kilobytes = Number(readFileSync(time, "utf8").trim().split("\n").pop()) || Infinity;
      done({ status, kilobytes });
    });
  });
}

/** What a site of these files by path is: bytes, pages, memory. */
async function measure(files) {
  const site = join(folder, `site-${next++}`);
  let text = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = join(site, "content", name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    text += statSync(path).size;
  }
  const built = await run(site, "build");
  let [bytes, pages] = [0, 0];
  if (built.status === 0 || built.status === 1) {
    const made = pathsBelow(join(site, "public")).filter((file) => file !== ".phasebook-manifest");
    for (const file of made) bytes += statSync(join(site, "public", file)).size;
    pages = made.filter((file) => file.endsWith(".html")).length;
  }
  rmSync(site, { recursive: true });
  return { files, text, bytes, pages, ...built };
}

const none = await measure({ "page.md": "P\n" });
const most = { ratio: [-Infinity], pages: [0], kilobytes: [0] };
let failed = 0;

async function judge({ name, files, manyPlans }) {
  const made = await measure(files());
  const [bytes, pages] = [made.bytes - none.bytes, made.pages - none.pages];
  // What a plan may make whatever its length, each of them may.
  const ratio = (bytes - FREE_BYTES * Object.keys(made.files).length) / made.text;
  const faults = [];
  if (made.status !== 0 && made.status !== 1) faults.push(`exit status ${made.status}`);
  if (ratio > PER_BYTE) faults.push(`over ${PER_BYTE} bytes for a byte`);
  if (pages > MOST_PAGES && !manyPlans) faults.push(`over ${MOST_PAGES} pages`);
  if (made.kilobytes >= MOST_KILOBYTES) faults.push("512 MB of memory or more");
  failed += faults.length > 0 ? 1 : 0;
  for (const [key, value] of Object.entries({ ratio, pages, kilobytes: made.kilobytes })) {
    if (value > most[key][0] && !(manyPlans && key === "pages")) most[key] = [value, name];
  }
  const figures = `${made.text} → ${bytes} bytes (${ratio.toFixed(1)}), ${pages} pages, ${Math.round(made.kilobytes / 1024)} MB`;
  console.log(`${faults.length > 0 ? "FAILED" : "ok    "}  ${name}: ${figures}${faults.map((f) => `; ${f}`).join("")}`);
}

const queue = shapes().filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
await each(queue, judge, AT_ONCE);
console.log(`largest output per byte of input: ${most.ratio[0].toFixed(1)} (${most.ratio[1]})`);
console.log(`most pages: ${most.pages[0]} (${most.pages[1]})`);
console.log(`most memory: ${Math.round(most.kilobytes[0] / 1024)} MB (${most.kilobytes[1]})`);
process.exit(failed === 0 ? 0 : 1);
