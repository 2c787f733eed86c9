// The sites that the tests look at, built once into a temporary folder that is removed at the end.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { demoHistory } from "../../../scripts/demo-history.mjs";
import { generate } from "../../../scripts/generate-plans.mjs";

export const repository = resolve(fileURLToPath(new URL("../../..", import.meta.url)));
export const program = process.env.PHASEBOOK ?? join(repository, "target/debug/phasebook");
const folder = mkdtempSync(join(tmpdir(), "phasebook-browser-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Runs the program; errors among the findings (exit status 1) are no failure here. */
export function phasebook(...args) {
  if (!existsSync(program)) throw new Error(`${program} is missing. Build it first: cargo build`);
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
  } catch (error) {
    if (error.status === 1) return error.stdout;
    throw new Error(`phasebook ${args.join(" ")}: ${error.stderr || error.message}`);
  }
}

/** A folder for one site; `fill` puts settings and content into it. */
export function site(name, fill, ...options) {
  const root = join(folder, name);
  mkdirSync(root, { recursive: true });
  fill(root);
  const output = join(root, "public");
  phasebook("-C", root, "--today", "2026-11-22", "build", "--output", output, ...options);
  return { root, output, types: pageTypes(output) };
}

const made = new Map();
export const once = (name, make) => () => {
  if (!made.has(name)) made.set(name, make(name));
  return made.get(name);
};

function copyExample(root) {
  cpSync(join(repository, "content"), join(root, "content"), { recursive: true });
  cpSync(join(repository, "phasebook.toml"), join(root, "phasebook.toml"));
}

/** The example that the repository ships. */
export const example = once("example", (name) => site(name, copyExample));

/** The same for a place below a host's root. */
export const BASE = "/a/b/";
export const deployed = once("deployed", (name) =>
  site(name, copyExample, "--base-url", `https://rollouts.example${BASE}`));

/** 64 made-up plans: a second page of the index, and every list with something in it. */
export const many = once("many", (name) => site(name, (root) => void generate(64, join(root, "content"), 7)));

/** A site with a history: gate records, what changed since, a refused signature, an acceptance that is over. */
export const withHistory = once("with history", (name) => site(name, demoHistory));

/** A site of one plan. */
export const one = once("one", (name) => site(name, (root) => void generate(1, join(root, "content"), 7)));

/** Content that strains the layout: endless words, thirty phases, next to nothing. */
export const awkward = once("awkward", (name) => site(name, (root) => {
  const content = join(root, "content");
  mkdirSync(content);
  for (const [file, text] of Object.entries(awkwardPlans())) writeFileSync(join(content, file), text);
}));

/** A week with twenty-five entries: phases that start, gates that are due, decisions. */
export const busyWeek = once("busy week", (name) => site(name, (root) => {
  const content = join(root, "content");
  mkdirSync(content);
  const titles = ["Instant Supplier Payouts", "Orders Database", "Access without the VPN", "Card Vault Migration", "Electronic Invoices", "Buyer App", "Offline Deliveries"];
  const people = ["Tomasz Brandt", "Mirela Dobre", "Noor Haddad", "Jonas Weber"];
  for (const [i, title] of titles.entries()) {
    const [owner, first, second] = [0, 1, 2].map((n) => people[(i + n) % people.length]);
    writeFileSync(join(content, `${i}.md`), `# Rollout Plan: ${title}

**Owner:** ${owner}
**Status:** In Progress
**Current phase:** Phase 1
${i < 4 ? "**Next review:** 2026-11-22\n" : ""}
## Rollout Phases

| Phase | Users | Start | End | Go / No-Go |
|---|---|---|---|---|
| Phase 0 — Staff | ~20 users | 2026-09-01 | 2026-09-30 | ${first} |
| Phase 1 — Invited suppliers | ~200 users | 2026-10-01 | 2026-11-22 | ${first} + ${second} |
| Phase 2 — United Kingdom | 2k users | 2026-11-${16 + i} | 2026-12-20 | ${first} |

### Phase Transition Criteria

- [ ] Books are closed
- [x] Bugs are fixed

## Go / No-Go Log

| Phase | Decision | By | Date |
|---|---|---|---|
| Phase 0 | Go | ${owner} | 2026-11-${17 + (i % 4)} |
`);
  }
}));

/** A plan with a table of eleven columns, long words and long code: wider than any sheet. */
export const wide = once("wide", (name) => site(name, (root) => {
  const content = join(root, "content");
  mkdirSync(content);
  const names = ["ID", "Category", "Risk", "Likelihood", "Impact", "Mitigation", "Contingency", "Trigger", "Owner", "Due", "Notes"];
  const command = "`shipctl --region north-sea --fleet ferries rollout undo timetable/passenger-information`";
  const cells = ["R1", "Operations", "Schiffahrtskapitänspatentverlängerung is late", "High", "High", command, "Call", "p95 > 900 ms", "Ida", "2026-12-24", "the last word"];
  const row = (of) => `| ${of.join(" | ")} |`;
  const table = [row(names), row(names.map(() => "---")), row(cells)].join("\n");
  writeFileSync(join(content, "wide.md"),
    `# Rollout Plan: Ferries\n\n**Status:** Draft\n\n## Risk Register\n\n${table}\n\n## Notes\n\n\`\`\`\n${command.repeat(3)}\n\`\`\`\n\n> [!WARNING]\n> ${table.replaceAll("\n", "\n> ")}\n`);
}));

function awkwardPlans() {
  const long = (n) => "Unterbrechungsfreiewarenwirtschaftssystemumstellung".repeat(20).slice(0, n);
  const row = (...cells) => `| ${cells.join(" | ")} |`;
  const phases = (n) => Array.from({ length: n }, (_, i) =>
    row(`Phase ${i} — Step ${i} of many`, "Some", "~10 users", "1 week", "no P0/P1 bugs", "Anke Reimers")).join("\n");
  const head = "| Phase | Scope | Users | Duration | Success Criteria | Go / No-Go |\n|---|---|---|---|---|---|\n";
  const risks = "| ID | Risk | Category | Likelihood | Impact | Mitigation | Owner | Status |\n|---|---|---|---|---|---|---|---|\n";
  const live = "**Status:** In Progress\n**Current phase:** Phase 1\n**Last updated:** 2026-11-20\n";
  return {
    "endless.md": `# ${long(200)}\n\n**Author:** ${long(90)}\n**Owner:** ${long(90)}\n${live}
Prose with ${long(150)} and \`${long(120)}\`.\n
## Rollout Phases\n\n${head}${row(`Phase 0 — ${long(120)}`, long(80), long(60), "1 week", long(90), long(70))}
${row(`Phase 1 — ${long(120)}`, long(80), long(60), "2 weeks", `${long(40)} < 5%`, long(70))}\n
### Phase Transition Criteria\n\n- [ ] ${long(150)}\n
## Risk Register\n\n${risks}${row("R1", long(150), long(40), "High", "Critical", long(120), long(60), "Open")}
${row(long(40), long(90), "Technical", "Medium", "High", long(120), long(60), long(40))}\n
## Rollback Plan\n\n### Rollback Triggers\n\n- ${long(150)}\n\n### Rollback Steps\n
1. ${long(120)}\n\n   \`\`\`sh\n   run ${long(150)} --with ${long(60)}\n   \`\`\`\n\n   Expect: \`${long(100)}\`\n2. Call ${long(80)}\n
### Rollback Owners\n\n| Phase | Primary Owner | Backup Owner |\n|---|---|---|\n${row("Phase 0–1", long(80), long(80))}\n
## Launch Checklist\n\n### Pre-Launch\n\n- [ ] ${long(150)}\n\n## Notes on ${long(80)}\n
| A | B | C | D | E | F |\n|---|---|---|---|---|---|\n${row(...Array(6).fill(long(40)))}\n`,
    "thirty.md": `# Thirty Phases\n\n**Author:** Anke Reimers\n${live}\n## Rollout Phases\n\n${head}${phases(30)}\n`,
    "eight.md": `# Eight Phases\n\n**Author:** Anke Reimers\n${live}\n## Rollout Phases\n\n${head}${phases(8)}\n`,
    "bare.md": "# Next to Nothing\n\n**Status:** In Progress\n\n## Rollout Phases\n\nTo follow.\n",
    "page.md": `# A Page with ${long(80)}\n\n\`\`\`\n${long(300)}\n\`\`\`\n`,
  };
}

export function filesBelow(root, below = "") {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const name = posix.join(below, entry.name);
    return entry.isDirectory() ? filesBelow(root, name) : [name];
  }).sort();
}

/** Pages of a kind look alike, and which kind a page is, its path tells. */
function kind(path) {
  const name = posix.basename(path, ".html").replace(/-\d+$/, "");
  const top = path.split("/")[0];
  if (!path.includes("/")) return name;
  if (top === "plans") return `plan ${name.startsWith("phase-") ? "phase" : name}`;
  if (top === "risks") return name.startsWith("category-") ? "risks of a category" : name.includes("-") ? "risks of a cell" : "risks of a band";
  return { page: "index, page 2", status: "status", views: `view ${name}`, programs: "program", owner: "owner", rules: "rule", pages: "page", timeline: "timeline of a quarter" }[top] ?? top;
}

/** One page of each kind, by the kind's name: the largest, as it shows most. */
export function pageTypes(output) {
  const types = new Map();
  for (const path of filesBelow(output).filter((f) => f.endsWith(".html"))) {
    const size = statSync(join(output, path)).size;
    const known = types.get(kind(path));
    if (!known || known.size < size) types.set(kind(path), { path, size });
  }
  return [...types].map(([name, { path }]) => ({ name, path }));
}

/** The plans of a site as the export gives them, each with the folder of its pages; templates only if asked for. */
export function plansOf({ root }, { templates = false } = {}) {
  const { plans } = JSON.parse(phasebook("-C", root, "--today", "2026-11-22", "export", "--format", "json"));
  return plans.filter((plan) => templates || !plan.template).map((plan) => ({ ...plan, folder: `plans/${plan.slug}` }));
}
