#!/usr/bin/env node
// Reads plans of shapes that make careless readers slow, each at N and at 4 N parts, and fails where
// four times the parts take more than ten times as long: linear is four, quadratic sixteen.
//
//   node scripts/slow-shapes.mjs PHASEBOOK [N]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, parts = "4000"] = process.argv.slice(2);
if (!program) {
  console.error("usage: node scripts/slow-shapes.mjs PHASEBOOK [N]");
  process.exit(2);
}
const MOST = 10;
const RUNS = 3;
const LEAST = 150;
const MOST_PARTS = 64_000;

const repeat = (n, part) => Array.from({ length: n }, (_, i) => part(i)).join("");
const SHAPES = {
  "phase headings": (n) => repeat(n, (i) => `## Phase ${i}: Name ${i}\n\ntext\n\n`),
  "week headings": (n) => repeat(n, (i) => `## Week ${i}\n\ntext\n\n`),
  "equal headings": (n) => "## Alpha\n\n".repeat(n),
  "nested headings": (n) => repeat(n, (i) => `${"#".repeat(1 + (i % 6))} Phase ${i}: a\n\n`),
  "risk headings": (n) => `## Risks\n\n${repeat(n, (i) => `### R${i}: name\n\n**Impact:** High\n\n`)}`,
  "risk bullets": (n) => `## Risks\n\n${repeat(n, (i) => `- risk ${i}\n`)}`,
  "bold risks": (n) => `## Risks\n\n${repeat(n, (i) => `**${i}. name ${i}**\n\n- Impact: High\n\n`)}`,
  "risk tables": (n) =>
    `## Risks\n\n${repeat(n / 4, (i) => `| ID | Risk | Impact |\n|---|---|---|\n| R${i} | x | High |\n\ntext\n\n`)}`,
  "rollback sections": (n) => repeat(n, (i) => `## Rollback ${i}\n\n- a step\n\n`),
  "levels on one line": (n) => `## Risks\n\n- a ${"(likelihood: high) ".repeat(n)}\n`,
  "pairs on one line": (n) => `${"Status: a. ".repeat(n)}\n\n## Risks\n`,
  "dashes on one line": (n) => `Status: a${" — Key: b".repeat(n)}\n\n## Risks\n`,
};

const folder = mkdtempSync(join(tmpdir(), "shapes-"));
let failed = 0;

/** Least time of several runs, in milliseconds. */
function time(text) {
  const file = join(folder, "plan.md");
  writeFileSync(file, `# Rollout Plan: Shapes\n\n${text}`);
  const once = () => {
    const start = process.hrtime.bigint();
    const { status } = spawnSync(program, ["--today", "2026-11-22", "export", file], { stdio: "ignore" });
    if (status !== 0) throw new Error(`exit status ${status} for ${text.slice(0, 60)}`);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  return Math.min(...Array.from({ length: RUNS }, once));
}

try {
  const start = time("## Risks\n");
  for (const [name, shape] of Object.entries(SHAPES)) {
    // So many parts that the time is that of the parts, and not of the program's start.
    let n = Number(parts);
    let small = time(shape(n)) - start;
    for (; small < LEAST && n < MOST_PARTS; small = time(shape(n)) - start) n *= 2;
    const large = time(shape(4 * n)) - start;
    const ratio = large / Math.max(small, 10);
    const ok = ratio <= MOST;
    failed += ok ? 0 : 1;
    console.log(`${ok ? "ok    " : "FAILED"}  ${name}: ${ratio.toFixed(1)} times as long for 4 times the parts`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(failed === 0 ? 0 : 1);
