// Small plans for one question each, and a site of them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { once, site } from "./sites.mjs";

const row = (...cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => "---")), ...rows.map((r) => row(...r))].join("\n");

export const PHASES = (n) => `## Rollout Phases\n\n${table(
  ["Phase", "Scope", "Users", "Duration", "Success Criteria", "Go / No-Go"],
  Array.from({ length: n }, (_, i) => [`Phase ${i} — ${["Staff", "Guests", "One shop", "All shops"][i] ?? `Step ${i}`}`, "Some of it", `~${10 * (i + 1)} users`, "1 week", "no P0/P1 bugs", "Anke Reimers"]),
)}`;
const REGISTER = ["ID", "Risk", "Category", "Likelihood", "Impact", "Mitigation", "Owner", "Status"];
export const RISKS = (rows, more = []) => `## Risk Register\n\n${table([...REGISTER, ...more], rows)}`;
const risk = (id, likelihood, impact, status, ...more) =>
  [id, `What ${id} would do`, "Technical", likelihood, impact, "Look at it daily", "Anke Reimers", status, ...more];

/** A whole plan by its sections, so that one can be left out. */
const SECTIONS = {
  phases: PHASES(4),
  criteria: "### Phase Transition Criteria\n\n- [ ] Every number is read\n- [x] The approver signed off",
  risks: RISKS([risk("R1", "High", "High", "Open"), risk("R2", "Low", "Low", "Closed")]),
  triggers: "## Rollback Plan\n\n### Rollback Triggers\n\n- Errors exceed 2% for > 5 minutes",
  steps: "### Rollback Steps\n\n1. Turn it off.\n\n   ```sh\n   flagctl set shop.new off\n   ```\n\n2. Tell everyone.",
  owners: `### Rollback Owners\n\n${table(["Phase", "Primary Owner", "Backup Owner"], [["Phase 0–3", "Anke Reimers, +49 30 23125 011", "Bojan Petrov"]])}`,
  checklists: "## Launch Checklist\n\n### Pre-Launch\n\n- [ ] Load test passed\n- [x] Runbook read",
};
export const PARTS = Object.keys(SECTIONS);

export const header = (name, status = "In Progress", current = "Phase 1") =>
  `# ${name}\n\n**Date:** 2026-10-01\n**Author:** Anke Reimers\n**Status:** ${status}\n${current ? `**Current phase:** ${current}\n` : ""}**Last updated:** 2026-11-20`;

/** A plan with all sections but one. */
function without(part) {
  const kept = PARTS.filter((p) => p !== part).map((p) => SECTIONS[p]);
  // Without triggers the section of the way back needs its heading all the same.
  if (part === "triggers") kept.splice(kept.indexOf(SECTIONS.steps), 0, "## Rollback Plan");
  return [header(`Without ${part}`), ...kept].join("\n\n") + "\n";
}

const COMMANDS = ["kubectl --namespace shop rollout undo deployment/checkout-service --to-revision=41 --timeout=90s",
  "for pod in a b c; do\n  kubectl delete pod \"$pod\"   # three blanks\n\techo `date` 'done' && true\ndone",
  `printf '%s\\n' <<'EOF'\n${"x".repeat(120)}\nEOF`, "a\n\n\nb"];

const GRID = ["Low", "Medium", "High"].flatMap((l) => ["Low", "Medium", "High", "Critical"].map((i) => [l, i]));

function plans() {
  const files = Object.fromEntries(PARTS.map((part) => [`without-${part}.md`, without(part)]));
  files["without-anything.md"] = `${header("Without anything")}\n\n## Rollout Phases\n\nTo follow.\n`;
  for (const n of [1, 4, 8, 9, 30]) files[`phases-${n}.md`] = `${header(`${n} phases`, "In Progress", `Phase ${Math.min(1, n - 1)}`)}\n\n${PHASES(n)}\n`;
  files["nowhere.md"] = `${header("Nowhere yet", "In Progress", null)}\n\n${PHASES(4)}\n`;
  files["unknown-levels.md"] = `${header("Unknown levels")}\n\n${PHASES(2)}\n\n${RISKS([
    risk("R1", "Rather often", "High", "Open"), risk("R2", "High", "High", "Being watched"), risk("R3", "Low", "Low", "Open")])}\n`;
  files["residual.md"] = `${header("With residuals")}\n\n${PHASES(2)}\n\n${RISKS([
    risk("R1", "High", "High", "Open", "Low", "Low"), risk("R2", "Medium", "High", "Open", "Low", "Medium")], ["Residual likelihood", "Residual impact"])}\n`;
  files["every-cell.md"] = `${header("Every cell")}\n\n${PHASES(2)}\n\n${RISKS([
    ...GRID.map(([l, i], at) => risk(`R${at + 1}`, l, i, "Open")), risk("R20", "High", "Critical", "Mitigated"), risk("R21", "High", "Critical", "Closed"), risk("R22", "High", "High", "Accepted")])}\n`;
  files["all-settled.md"] = `${header("All settled")}\n\n${PHASES(2)}\n\n${RISKS([risk("R1", "High", "High", "Closed"), risk("R2", "Low", "High", "Mitigated")])}\n`;
  files["commands.md"] = `${header("Commands of all kinds")}\n\n${PHASES(2)}\n\n## Rollback Plan\n\n### Rollback Steps\n\n${
    COMMANDS.map((c, i) => `${i + 1}. Do this, number ${i}.\n\n   \`\`\`sh\n${c.split("\n").map((l) => (l ? `   ${l}` : "")).join("\n")}\n   \`\`\``).join("\n\n")}\n`;
  const rated = (rows) => `## Risk Register\n\n${table(["ID", "Risk", "Likelihood", "Impact", "Rating", "Owner"], rows)}\n`;
  const beside = [["K2", "Fog", "", "", "High", "Bojan Petrov"], ["K3", "Snow", "", "", "Critical", "Bojan Petrov"], ["K4", "Wind", "", "", "Critical", "Bojan Petrov"]];
  files["rated.md"] = `${header("Rated beside the map")}\n\n${PHASES(2)}\n\n${rated([["K1", "Ice", "High", "Critical", "", "Anke Reimers"], ...beside])}`;
  files["rated-only.md"] = `${header("Rated without a map")}\n\n${PHASES(2)}\n\n${rated(beside)}`;
  files["two-hundred-risks.md"] = `${header("Two hundred risks")}\n\n${PHASES(2)}\n\n${RISKS(
    Array.from({ length: 200 }, (_, at) => risk(`R${at + 1}`, ...GRID[(at * 5) % 12], "Open")))}\n`;
  return files;
}

export { COMMANDS };

/** The site of these plans. */
export const small = once("small", (name) => site(name, (root) => {
  const content = join(root, "content");
  mkdirSync(content);
  for (const [file, text] of Object.entries(plans())) writeFileSync(join(content, file), text);
}));
