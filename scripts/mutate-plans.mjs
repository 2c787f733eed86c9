#!/usr/bin/env node
// Damages plans at random and checks that none brings the program down: every run ends with a status of
// its own, says what it read, and mending twice changes nothing more.
//
//   node scripts/mutate-plans.mjs PHASEBOOK [N] [--seed S]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [program, count = "3000"] = process.argv.slice(2).filter((a) => !a.startsWith("--"));
const seed = Number(process.argv[process.argv.indexOf("--seed") + 1]) || 1;
if (!program) {
  console.error("usage: node scripts/mutate-plans.mjs PHASEBOOK [N] [--seed S]");
  process.exit(2);
}

let state = seed;
/** A whole number below `n`; the same seed gives the same plans. */
function below(n) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
}

const BITS = [
  "|", "**", ": ", "#", "- [ ] ", "\n", "é", "阶段1", "：", "(", "1.", "Phase ", "—", "🚀", "`", "<!--", "-->", "\t",
  "% ", ">", "R1: ", "第", "②", "\u200b", "Week -3", "[x]", "{", "}", "№", "\r\n", "\u0000", "~~~", "---\n", "+++\n",
];
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const markdown = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
const plans = [...markdown("content"), ...markdown("tests/fixtures")];

function mutate() {
  const text = [...plans[below(plans.length)]];
  for (let i = 1 + below(60); i > 0 && text.length > 0; i--) {
    const at = below(text.length);
    const kind = below(4);
    if (kind === 0) text.splice(at, 0, ...BITS[below(BITS.length)]);
    else if (kind === 1) text.splice(at, 1 + below(40));
    else if (kind === 2) text.splice(at, 0, ...text.slice(below(text.length)).slice(0, 80));
    else text[at] = BITS[below(BITS.length)];
  }
  return text.join("");
}

const folder = mkdtempSync(join(tmpdir(), "mutated-"));
const content = join(folder, "content");
const run = (...options) =>
  spawnSync(program, ["-C", folder, "--today", "2026-11-22", ...options], { encoding: "utf8", maxBuffer: 1 << 30 });
const sum = () => readdirSync(content).map((name) => readFileSync(join(content, name), "base64")).join("\n");
let failed = 0;
function check(name, ok) {
  failed += ok ? 0 : 1;
  console.log(`${ok ? "ok    " : "FAILED"}  ${name}`);
}
try {
  mkdirSync(content);
  for (let i = 0; i < Number(count); i++) writeFileSync(join(content, `${i}.md`), mutate());
  const ended = ({ status }) => status === 0 || status === 1;
  check(`${count} damaged plans are built`, ended(run("build")));
  const json = run("check", "--format", "json");
  check("findings are JSON", ended(json) && JSON.parse(json.stdout).findings.length > 0);
  check("what is safe is mended", ended(run("check", "--fix")));
  const mended = sum();
  check("mending again is mending nothing", ended(run("check", "--fix")) && sum() === mended);
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(failed === 0 ? 0 : 1);
