// Places in a plan where one run of text can stand: each makes a whole plan around it. The rest of the plan
// is there too, so that what looks from one place to another has something to find.

const HEAD = "**Date:** 2026-11-02\n**Author:** Dana Ruiz\n**Status:** In Progress\n\n";
const PHASES = `## Rollout Phases

| Phase | Scope | Users | Duration | Success Criteria | Go / No-Go |
|---|---|---|---|---|---|
| Phase 0 — Dogfood | Staff | ~20 users | 1 week | No P0 bugs | Search lead |
| Phase 1 — Preview | Customers | 50% | 2 weeks | errors < 1% | Product |

`;
const RISKS = `## Risk Register

| ID | Risk | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|---|
| R1 | Queries time out | Medium | Critical | Load test before Phase 1 | Dana Ruiz | Open |
| R2 | The vendor is late | High | Medium | Stub it | Search team | Mitigated |

`;
const ROLLBACK = "## Rollback Plan\n\n### Rollback Triggers\n\n- Errors exceed 5%\n\n### Rollback Steps\n\n1. Turn it off\n\n";
const END = "## Launch Checklist\n\n- [x] Flag configured\n\n## Why now\n\nSee R1 and Phase 1.\n";

const whole = (body) => `# Rollout Plan: Shapes\n\n${HEAD}${body}`;
const behind = (text) => whole(`${PHASES}${RISKS}${ROLLBACK}${END}\n${text}\n`);
const before = (text) => whole(`${text}\n\n${PHASES}${RISKS}${ROLLBACK}${END}`);

/** A table under a heading with one cell to fill in each column. */
const COLUMNS = {
  phase: ["## Rollout Phases", "Phase 1 — A", ["Phase", "Scope", "Users", "Duration", "Start", "End", "Owner", "Status", "Success Criteria", "Go / No-Go", "Other"]],
  risk: [
    "## Risk Register", "R1",
    ["ID", "Risk", "Category", "Likelihood", "Impact", "Score", "Mitigation", "Owner", "Status", "Phase", "Trigger", "Contingency", "Other"],
  ],
  decision: ["## Go / No-Go Log", "Phase 1", ["Phase", "Decision", "By", "Date", "Notes"]],
  trigger: ["## Rollback Plan\n\n### Rollback Triggers", "Errors", ["Trigger", "Threshold", "Action", "Owner", "Phase"]],
  step: ["## Rollback Plan\n\n### Rollback Steps", "1", ["Step", "Action", "Owner", "Command", "Verify", "Time"]],
  owner: ["## Rollback Plan\n\n### Rollback Owners", "Phase 1", ["Phase", "Primary Owner", "Backup Owner", "Contact", "Role"]],
  box: ["## Launch Checklist", "☐ a", ["Done", "Task", "Owner", "Status"]],
};
const cells = Object.entries(COLUMNS).flatMap(([name, [heading, first, columns]]) =>
  columns.map((column, at) => [
    `${name}'s ${column}`,
    (run) => {
      const row = columns.map((_, n) => (n === at ? run.replaceAll("|", "\\|") : n === 0 ? first : "a"));
      const rule = columns.map(() => "---");
      const table = `${heading}\n\n${[columns, rule, row].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n\n`;
      const others = { phase: RISKS + ROLLBACK, risk: PHASES + ROLLBACK, decision: PHASES + RISKS }[name] ?? PHASES + RISKS;
      return whole(`${others}${table}${END}`);
    },
  ]),
);

const front = (line) => `---\n${line}\n---\n\n# Rollout Plan: Shapes\n\n${PHASES}${RISKS}${ROLLBACK}${END}`;
const header = ["Status", "Date", "Owner", "Author", "Current phase", "Feature flag", "Tags", "Other"].map((key) => [
  `header ${key}`,
  (run) => `# Rollout Plan: Shapes\n\n**${key}:** ${run}\n\n${PHASES}${RISKS}${ROLLBACK}${END}`,
]);
const matter = ["title", "status", "owner", "date", "tags", "phase", "other"].flatMap((key) => [
  [`front matter ${key}`, (run) => front(`${key}: ${run}`)],
  [`quoted front matter ${key}`, (run) => front(`${key}: "${run.replaceAll(/["\\]/g, "")}"`)],
]);

/** Name and plan of every place. */
export const PLACES = [
  ["title", (run) => `# ${run}\n\n${HEAD}${PHASES}${RISKS}${ROLLBACK}${END}`],
  ["second title", (run) => `---\ntitle: ${run.slice(0, 60_000)}\n---\n\n# ${run} b\n\n${PHASES}`],
  ["heading", (run) => behind(`## ${run}\n\ntext`)],
  ["heading in the middle", (run) => before(`## ${run}\n\n- a\n\n### Phase 1\n\ntext`)],
  ["phase heading", (run) => whole(`## Phase 1: ${run}\n\n**Duration:** 1 week\n\n## Phase 2: b\n\ntext\n\n${RISKS}${ROLLBACK}`)],
  ["unparted phase heading", (run) => whole(`## Phase 1 ${run}\n\ntext\n\n## Phase 2 ${run.slice(0, 99)}\n\ntext\n\n${RISKS}`)],
  ["heading behind a phase", (run) => whole(`## ${run} Phase 1\n\ntext\n\n## Phase 2: b\n\ntext\n\n${RISKS}`)],
  ["risk heading", (run) => behind(`## Risks\n\n### R9: ${run}\n\n**Impact:** High\n`)],
  ["numbered risk heading", (run) => behind(`## Risks\n\n### Risk 9 ${run}\n\nLikelihood: High\n`)],
  ["risk heading of its own", (run) => behind(`### ${run}\n\n- Impact: High\n`).replace("### R", "## Risks\n\n### R")],
  ["rollback heading", (run) => behind(`## Rollback ${run}\n\n- a step\n\n### When to roll back ${run}\n\n- errors`)],
  ["paragraph", (run) => behind(run)],
  ["head paragraph", (run) => before(run)],
  ["paragraph of a phase", (run) => whole(`## Phase 1: a\n\n${run}\n\n## Phase 2: b\n\ntext\n\n${RISKS}${ROLLBACK}`)],
  ["label in a phase", (run) => whole(`## Phase 1: a\n\n**Success criteria:** ${run}\n\n**Owner:** ${run}\n\n## Phase 2: b\n\ntext\n`)],
  ["plain label in a phase", (run) => whole(`## Phase 1: a\n\n- Duration: ${run}\n- Go/no-go: ${run}\n\n## Phase 2: b\n\ntext\n`)],
  ["criteria list of a phase", (run) => whole(`## Phase 1: a\n\n### Success criteria\n\n- ${run}\n\n## Phase 2: b\n\ntext\n`)],
  ["list of phases", (run) => whole(`## Rollout Phases\n\n- ${run}\n- **Phase 2:** b\n- **Phase 3:** c\n\n${RISKS}`)],
  ["list of bold phases", (run) => whole(`## Rollout Phases\n\n1. **${run}** — a\n2. **Phase 2** — b\n\n${RISKS}`)],
  ["transition criteria", (run) => behind(`### Phase Transition Criteria\n\n- [ ] ${run}\n- ${run}`)],
  ["risk item", (run) => whole(`${PHASES}## Risks\n\n- ${run}\n- b (likelihood: high)\n\n${ROLLBACK}`)],
  ["bold risk item", (run) => whole(`${PHASES}## Risks\n\n- **${run}**: a\n- **b**: ${run}\n\n${ROLLBACK}`)],
  ["risk paragraph", (run) => whole(`${PHASES}## Risks\n\n**Risk 1: a.** ${run}\n\n${ROLLBACK}`)],
  ["risk sentence", (run) => whole(`${PHASES}## Risks\n\n${run}\n\n${ROLLBACK}`)],
  ["risk legend", (run) => behind(`## Risk Legend\n\n- ${run}\n\n| Level | Meaning |\n|---|---|\n| High | ${run.replaceAll("|", "\\|")} |\n`)],
  ["trigger", (run) => whole(`${PHASES}${RISKS}## Rollback Triggers\n\n- ${run}\n- ${run}\n`)],
  ["rollback step", (run) => whole(`${PHASES}${RISKS}## Rollback Plan\n\n1. ${run}\n2. Verify: ${run}\n`)],
  ["rollback paragraph", (run) => whole(`${PHASES}${RISKS}## Rollback Plan\n\nIf errors rise, ${run}\n\n**Owner:** ${run}\n`)],
  ["checklist item", (run) => behind(`## Pre-Launch\n\n- [ ] ${run}\n  - [x] ${run}\n- ☐ ${run}`)],
  ["quote", (run) => before(`> ${run}\n>\n> > ${run}`)],
  ["callout", (run) => before(`> [!NOTE] ${run}\n> ${run}`)],
  ["admonition", (run) => before(`!!! note "${run}"\n    ${run}\n\n::: tip ${run}\n${run}\n:::`)],
  ["link text", (run) => behind(`[${run}](a.md) and [a](b.md "${run}")`)],
  ["link target", (run) => behind(`[a](${run}) [b](<${run}>) ![c](${run})`)],
  ["reference definition", (run) => behind(`[a]: ${run}\n[${run}]: b\n\n[a] [${run}]`)],
  ["footnote", (run) => behind(`a[^1] [^${run}]\n\n[^1]: ${run}`)],
  ["image", (run) => behind(`![${run}](a.png)`)],
  ["code span", (run) => behind(`\`${run}\` \`\` ${run} \`\``)],
  ["emphasis", (run) => behind(`*${run}* **${run}** ~~${run}~~`)],
  ["code fence", (run) => behind(`\`\`\`${run.replaceAll("`", "")}\n${run}\n\`\`\``)],
  ["indented code", (run) => behind(`    ${run}`)],
  ["raw HTML", (run) => behind(`<div ${run}>\n\n<b ${run}>a</b> <!-- ${run} -->\n\n<details><summary>${run}</summary>\n\n${run}\n\n</details>`)],
  ["allow comment", (run) => behind(`<!-- phasebook-allow: ${run} -->\n\n<!-- ${run} -->`)],
  ["heading attribute", (run) => behind(`## a {#${run}}\n\n## b {${run}}`)],
  ["header key", (run) => `# Rollout Plan: Shapes\n\n**${run}:** a\n**Status:** Draft\n\n${PHASES}${RISKS}`],
  ["plain header line", (run) => `# Rollout Plan: Shapes\n\nStatus: ${run}\nOwner: ${run}\n\n${PHASES}${RISKS}`],
  ["last line", (run) => `${behind("")}\n\n*Last updated: ${run}*`],
  ["status section", (run) => before(`## Status\n\n${run}`)],
  ["table header", (run) => behind(`## Risks\n\n| ID | ${run.replaceAll("|", "\\|")} | Impact |\n|---|---|---|\n| R9 | a | High |`)],
  ["table of any kind", (run) => behind(`| a | b |\n|---|---|\n| ${run.replaceAll("|", "\\|")} | c |`)],
  ["table's pipes", (run) => behind(`| a | b |\n|---|---|\n| ${run} |`)],
  ["front matter key", (run) => front(`${run}: a`)],
  ["front matter list", (run) => front(`owner: [${run}]\ntags: {${run}}`)],
  ["front matter comment", (run) => front(`owner: a # ${run}\nstatus: ${run} # b`)],
  ["TOML", (run) => front(`x`).replace("---\nx\n---", `+++\ntitle = "${run.replaceAll(/["\\]/g, "")}"\nowner = [${run}]\n+++`)],
  ...header,
  ...matter,
  ...cells,
];
