// Plans of many lines: the same part again and again, or two of them that look at each other.

const repeat = (n, part) => Array.from({ length: n }, (_, i) => part(i)).join("");

const under = (heading, part) => (n) => `${heading}\n\n${repeat(n, part)}\n`;
const phases = (n) => repeat(n, (i) => `## Phase ${i}: Name ${i}\n\ntext\n\n`);
const phaseRows = under("## Rollout Phases\n\n| Phase | Success Criteria |\n|---|---|", (i) => `| Phase ${i} — a | a < ${i} |\n`);
const riskRows = under("## Risks\n\n| ID | Risk | Impact | Phase |\n|---|---|---|---|", (i) => `| R${i} | a${i} | High | Phase ${i} |\n`);

/** What a plan has many of, each as text of `n` parts. */
export const LINES = {
  "phase headings": phases,
  "week headings": (n) => repeat(n, (i) => `## Week ${i}\n\ntext\n\n`),
  "equal headings": (n) => "## Alpha\n\n".repeat(n),
  "nested headings": (n) => repeat(n, (i) => `${"#".repeat(1 + (i % 6))} Phase ${i}: a\n\n`),
  "headings of no kind": (n) => repeat(n, (i) => `### a${i}\n\n`),
  "equal phase headings": (n) => "## Phase 1: a\n\ntext\n\n".repeat(n),
  "first headings": (n) => repeat(n, (i) => `# Phase ${i} Name\n\n`),
  "phase rows": phaseRows,
  "phase items": under("## Rollout Phases", (i) => `- **Phase ${i}**: a\n`),
  "phase parts": under("## Phase 1: a", (i) => `### Phase 1.${i}: b\n\n- c\n\n`),
  "criteria items": under("## Phase 1: a\n\n### Success criteria", (i) => `- a < ${i}\n`),
  "transition criteria": under("### Phase Transition Criteria", (i) => `- [ ] Phase ${i}: a\n`),
  "risk headings": (n) => `## Risks\n\n${repeat(n, (i) => `### R${i}: name\n\n**Impact:** High\n\n`)}`,
  "risk bullets": (n) => `## Risks\n\n${repeat(n, (i) => `- risk ${i}\n`)}`,
  "bold risks": (n) => `## Risks\n\n${repeat(n, (i) => `**${i}. name ${i}**\n\n- Impact: High\n\n`)}`,
  "risk tables": (n) =>
    `## Risks\n\n${repeat(n / 4, (i) => `| ID | Risk | Impact |\n|---|---|---|\n| R${i} | x | High |\n\ntext\n\n`)}`,
  "risk rows": riskRows,
  "equal risk rows": under("## Risks\n\n| ID | Risk | Impact |\n|---|---|---|", () => "| R1 | a | High |\n"),
  "rows without a name": under("## Risks\n\n| Risk | Impact |\n|---|---|", () => "| a | x |\n"),
  "risk sections": (n) => repeat(n, (i) => `## Risks ${i}\n\n- a\n\n`),
  "rollback sections": (n) => repeat(n, (i) => `## Rollback ${i}\n\n- a step\n\n`),
  "rollback tables": (n) => repeat(n / 4, () => "## Rollback\n\n| Trigger | Action |\n|---|---|\n| errors | a |\n\n"),
  triggers: under("## Rollback Triggers", (i) => `- errors > ${i}%\n`),
  "rollback steps": under("## Rollback Steps", (i) => `1. step ${i}\n`),
  "rollback owners": under("## Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|", (i) => `| Phase ${i} | Na${i} |\n`),
  decisions: under("## Go / No-Go Log\n\n| Phase | Decision | By |\n|---|---|---|", (i) => `| Phase ${i} | Go | Na${i} |\n`),
  boxes: under("## Pre-Launch", (i) => `- [ ] a${i}\n`),
  "nested boxes": (n) => `## Pre-Launch\n\n${repeat(n, (i) => `${"  ".repeat(i % 40)}- [ ] a\n`)}`,
  "header lines": (n) => repeat(n, (i) => `**Key ${i}:** a\n`),
  "equal header lines": (n) => "**Status:** Draft\n".repeat(n),
  "statuses and owners": (n) => `${"**Status:** Draft\n".repeat(n)}\n${"**Owner:** Dana\n".repeat(n)}\n`,
  "references to phases": (n) => repeat(n, (i) => `See Phase ${i} and R${i}.\n\n`),
  "front matter keys": (n) => `${repeat(n, (i) => `k${i}: a\n`)}`,
  paragraphs: (n) => "text\n\n".repeat(n),
  lines: (n) => "text\n".repeat(n),
  quotes: (n) => "> a\n\n".repeat(n),
  "deep quotes": (n) => repeat(n, (i) => `${">".repeat(1 + (i % 90))} a\n\n`),
  callouts: (n) => repeat(n, (i) => `> [!NOTE] Risks ${i}\n> - a\n\n`),
  footnotes: (n) => repeat(n, (i) => `a[^${i}]\n\n[^${i}]: b\n\n`),
  "footnotes of one place": (n) => `${repeat(n, () => "a[^1] ")}\n\n[^1]: b\n`,
  "link definitions": (n) => repeat(n, (i) => `[a${i}]\n\n[a${i}]: b\n\n`),
  fences: (n) => "```\na\n```\n\n".repeat(n),
  "open fences": (n) => repeat(n, (i) => `${"`".repeat(3 + (i % 50))}\n`),
  comments: (n) => "<!-- phasebook-allow: unknown-status -->\n\n".repeat(n),
  "open comments": (n) => "<!-- a\n\n".repeat(n),
  "open details": (n) => "<details>\n\na\n\n".repeat(n),
  "raw tags": (n) => "<div>\n\na\n\n</b>\n\n".repeat(n),
  rules: (n) => "---\n\n".repeat(n),
  "levels on one line": (n) => `## Risks\n\n- a ${"(likelihood: high) ".repeat(n)}\n`,
  "pairs on one line": (n) => `${"Status: a. ".repeat(n)}\n\n## Risks\n`,
  "dashes on one line": (n) => `Status: a${" — Key: b".repeat(n)}\n\n## Risks\n`,
  "long phase name and sections": (n) => `## Phase 1: ${"a ".repeat(3 * n)}\n\n${repeat(n, () => "### b\n\nc\n\n")}`,
  "long status and statuses": (n) => `**Status:** ${"a ".repeat(5 * n)}\n\n${"**Status:** b\n".repeat(n)}`,
};

/** Pairs of the above in one plan: what stands in one may look for its like in the other. */
export const pairsOf = (a, b) => (n) => `${LINES[a](Math.ceil(n / 2))}\n\n${LINES[b](Math.ceil(n / 2))}`;

