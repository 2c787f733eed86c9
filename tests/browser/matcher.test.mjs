// The task of the manual for Visual Studio Code: what its problem matcher makes of the output of `check --watch`, by the
// rules of that editor. A line that begins a round forgets what was found; the line that ends it shows what was found
// since; lines that match the pattern between them are problems.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";

const program = process.env.PHASEBOOK ?? new URL("../../target/debug/phasebook", import.meta.url).pathname;
const guide = readFileSync(new URL("../../docs/guides/editors.md", import.meta.url), "utf8");

const plan = (status) => `# Rollout Plan: Ferry\n\n**Status:** ${status}\n\n## Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1: Crew | 5 |\n`;

test("the task for Visual Studio Code shows the findings of each round", async (t) => {
  const block = guide.match(/\.vscode\/tasks\.json[^]*?```json\n([^]*?)```/)[1];
  const [task] = JSON.parse(block).tasks;
  const { pattern, background } = task.problemMatcher;
  const [problem, begins, ends] = [pattern.regexp, background.beginsPattern, background.endsPattern].map((one) => new RegExp(one));

  const site = mkdtempSync(join(tmpdir(), "phasebook-matcher-"));
  t.after(() => rmSync(site, { recursive: true }));
  mkdirSync(join(site, "content"));
  const file = join(site, "content", "ferry.md");
  writeFileSync(file, plan("In Progres"));

  // As in its terminal: both outputs in one, in their order.
  const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', program, ...task.args], { cwd: site, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  /** The problems that a round leaves in the panel, as the status of the plan is concerned. */
  let isActive = background.activeOnStart;
  const round = async () => {
    let found = [];
    for (;;) {
      const { value: line, done } = await lines.next();
      assert.ok(!done, "the task has ended");
      if (begins.test(line)) {
        if (!isActive) found = [];
        isActive = true;
      } else if (isActive && ends.test(line)) {
        isActive = false;
        return found;
      } else if (problem.test(line)) {
        const match = line.match(problem);
        const told = Object.fromEntries(Object.entries(pattern).filter(([, at]) => Number.isInteger(at)).map(([name, at]) => [name, match[at]]));
        if (told.code === "unknown-status") found.push(told);
      }
    }
  };

  const slip = { file: "content/ferry.md", line: "3", column: "13", severity: "warning", code: "unknown-status" };
  const [first, ...more] = await round();
  assert.deepEqual({ ...first, message: undefined }, { ...slip, message: undefined });
  assert.match(first.message, /In Progres/);
  assert.deepEqual(more, []);
  writeFileSync(file, plan("Under way, perhaps"));
  const second = await round();
  assert.deepEqual(second.map(({ code, line }) => [code, line]), [[slip.code, slip.line]]);
  assert.match(second[0].message, /perhaps/);
  writeFileSync(file, plan("In Progress"));
  assert.deepEqual(await round(), []);
});
