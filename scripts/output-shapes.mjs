// The plans that `output-bounds.mjs` builds: every list of a plan at the side of every other, long texts where
// short ones are meant, and large files of one kind.

const repeat = (n, part) => Array.from({ length: n }, (_, i) => part(i)).join("");
const table = (heading, head, n, row) =>
  `${heading}\n\n| ${head.join(" | ")} |\n|${"---|".repeat(head.length)}\n${repeat(n, (i) => `|${row(i).join("|")}|\n`)}\n`;

/** The lists of a plan: each of `n` entries, as short as can be, that speak of all others where they can. */
const LISTS = {
  phases: (n) => table("## Rollout Phases", ["Phase", "Go / No-Go"], n, (i) => [`Phase ${i}`, "A+B"]),
  "phase headings": (n) => repeat(n, (i) => `## Phase ${i}\n\nx\n\n`),
  "phases of one number": (n) => repeat(n, () => "## Phase 1\n\nabc\n\n"),
  criteria: (n) => table("## Rollout Phases", ["Phase", "Success criteria"], 1, () => ["Phase 0", "a < 1; ".repeat(n)]),
  conditions: (n) => `### Phase Transition Criteria\n\n${"- [ ] c\n".repeat(n)}\n`,
  risks: (n) =>
    table("## Risk Register", ["ID", "Risk", "Likelihood", "Impact", "Owner", "Category", "Phase"], n, (i) => [
      `R${i}`, "x", "High", "High", "A", "T", "0",
    ]),
  "short risks": (n) => table("## Risk Register", ["Risk", "Likelihood", "Impact"], n, () => ["x", "Low", "Low"]),
  "risk bullets": (n) => `## Risks\n\n${"- r\n".repeat(n)}\n`,
  "risks of all phases": (n) =>
    table("## Risk Register", ["Risk", "Likelihood", "Impact"], n, () => [`Phase ${[...Array(40).keys()].join(", ")}`, "High", "High"]),
  "risk owners": (n) =>
    table("## Risk Register", ["Risk", "Likelihood", "Impact", "Owner"], n, (i) => ["x", "High", "High", `O${i}`]),
  categories: (n) =>
    table("## Risk Register", ["Risk", "Likelihood", "Impact", "Category"], n, (i) => ["x", "High", "High", `c${i}`]),
  "rollback owners": (n) => table("## Rollback Owners", ["Phase", "Primary", "Backup"], n, (i) => ["All", `P${i}`, "B"]),
  "rollback owners of all phases": (n) =>
    table("## Rollback Owners", ["Phase", "Primary", "Backup"], n, () => [`0-${n}`, "P", "B"]),
  triggers: (n) => `## Rollback Plan\n\n### Rollback Triggers\n\n${"- t > 1%\n".repeat(n)}\n`,
  steps: (n) => `## Rollback Plan\n\n### Rollback Steps\n\n${"1. s\n".repeat(n)}\n`,
  "steps with codes": (n) => `## Rollback Plan\n\n### Rollback Steps\n\n${"1. `s`\n".repeat(n)}\n`,
  "ways back": (n) => repeat(n, (i) => `## Rollback of Phase ${i}\n\n1. s\n\n`),
  items: (n) => `## Launch Checklist\n\n${"- [ ] i\n".repeat(n)}\n`,
  checklists: (n) => `## Launch Checklist\n\n${repeat(n, (i) => `### Phase ${i}\n\n- [ ] i\n\n`)}`,
  decisions: (n) => table("## Go / No-Go Log", ["Phase", "Decision", "By"], n, () => ["0", "Go", "A"]),
  approvers: (n) =>
    table("## Rollout Phases", ["Phase", "Go / No-Go"], 100, (i) => [`Phase ${i}`, repeat(n / 100, (j) => `N${i}x${j}, `)]),
  sections: (n) => "## H\n\nx\n\n".repeat(n),
  headings: (n) => repeat(n, (i) => `### H${i}\n\n`),
  footnotes: (n) => `${repeat(n, (i) => `x[^${i}] `)}\n\n${repeat(n, (i) => `[^${i}]: y\n\n`)}`,
  "references to one footnote": (n) => `${"x[^1] ".repeat(n)}\n\n[^1]: y\n\n`,
  mentions: (n) => `${"Phase 1 R1 ".repeat(n)}\n\n`,
  links: (n) => `${"[a](plan.md) ".repeat(n)}\n\n`,
  faults: (n) => repeat(n, () => "[a](b.md)\n"),
  callouts: (n) => "> [!WARNING]\n> x\n\n".repeat(n),
  flags: (n) => table("## Rollout Phases", ["Phase", "Flag"], n, (i) => [`Phase ${i}`, `\`f${i}\``]),
  columns: (n) =>
    table("## Rollout Phases", ["Phase", ...Array.from({ length: 60 }, (_, i) => `c${i}`)], n / 10, (i) => [`Phase ${i}`, "x"]),
  dates: (n) =>
    table("## Rollout Phases", ["Phase", "Start", "End"], n, (i) => [`Phase ${i}`, `${2027 + (i % 400)}-01-01`, `${2027 + (i % 400)}-12-31`]),
};

const HEADER = "**Status:** In Progress\n**Owner:** A\n**Current phase:** Phase 0\n\n";
const plan = (text, before = "") => ({ "plan.md": `${before}# Rollout Plan: P\n\n${HEADER}${text}` });
const long = (n) => "word ".repeat(Math.ceil(n / 5)).slice(0, n - 1) + "x";
const PHASES = table("## Rollout Phases", ["Phase", "Users"], 500, (i) => [`Phase ${i}`, "1%"]);
const RISKS = LISTS.risks(1000);
const OWNERS = (n) => repeat(n, (i) => `${i > 0 ? ", " : ""}Owner ${String.fromCharCode(65 + (i % 26))}${i}`);

/** Texts that are repeated as labels, where their authors mean a few words. */
const TEXTS = {
  title: (n) => ({ "plan.md": `# ${long(n)}\n\n${HEADER}${PHASES}${RISKS}` }),
  status: (n) => plan(`**Status:** In Progress — ${long(n)}\n\n${PHASES}`),
  "odd status": (n) => ({ "plan.md": `# P\n\n**Status:** ${long(n)}\n\n${PHASES}${RISKS}` }),
  owner: (n) => ({ "plan.md": `# P\n\n**Status:** In Progress\n**Owner:** ${long(n)}\n\n${PHASES}` }),
  "owner's name": (n) => ({ "plan.md": `# P\n\n**Status:** In Progress\n**Owner:** ${"n".repeat(n)}\n\n${PHASES}` }),
  "current phase": (n) => ({ "plan.md": `# P\n\n**Status:** In Progress\n**Current phase:** ${long(n)}\n\n${PHASES}` }),
  flag: (n) => plan(`**Flag:** \`${long(n)}\`\n\n${PHASES}`),
  tag: (n) => plan(PHASES, `---\ntags: [${long(Math.min(n, 60_000))}]\n---\n`),
  language: (n) => plan(PHASES, `---\nlang: de-${"x".repeat(Math.min(n, 60_000))}\n---\n`),
  "phase name": (n) =>
    plan(table("## Rollout Phases", ["Phase", "Users"], 500, (i) => [i === 1 ? `Phase 1 — ${long(n)}` : `Phase ${i}`, "1%"])),
  "phase names": (n) =>
    plan(table("## Rollout Phases", ["Phase", "Users"], 300, (i) => [`Phase ${i} — ${long(n / 300)}`, "1%"])),
  "live phase": (n) => plan(table("## Rollout Phases", ["Phase", "Users", "Go / No-Go"], 500, (i) => (i === 0 ? [`Phase 0 — ${long(n)}`, long(n / 2), long(n / 2)] : [`Phase ${i}`, "1%", ""]))),
  "risk text": (n) => plan(PHASES + LISTS.risks(500).replace("|x|", `|${long(n)}|`)),
  "risk ID": (n) => plan(PHASES + LISTS.risks(500).replace("|R1|", `|R1${"x".repeat(n)}|`)),
  "risk texts": (n) => plan(PHASES + LISTS.risks(300).replaceAll("|x|", `|${long(n / 300)}|`)),
  "risk owner": (n) => plan(LISTS.risks(500).replace("|A|", `|${long(n)}|`)),
  category: (n) => plan(LISTS.risks(500).replaceAll("|T|", `|${long(n / 500)}|`)),
  "condition text": (n) => plan(`${PHASES}\n### Phase Transition Criteria\n\n- [ ] ${long(n)}\n`),
  "condition texts": (n) => plan(`${PHASES}\n### Phase Transition Criteria\n\n${`- [ ] ${long(n / 50)}\n`.repeat(50)}`),
  "rollback owner": (n) => plan(PHASES + table("## Rollback Owners", ["Phase", "Primary"], 5, () => ["All", long(n / 5)])),
  "notes of one number": (n) => plan(repeat(300, (i) => `## Phase 1\n\n${i === 0 ? long(n) : "x"}\n\n`)),
  "heading of a checklist": (n) => plan(`## Launch Checklist\n\n### ${long(n)}\n\n${"- [ ] i\n".repeat(1000)}`),
  "trigger text": (n) => plan(`${PHASES}\n## Rollback Plan\n\n### Rollback Triggers\n\n- ${long(n)}\n`),
  "column name": (n) => plan(table("## Rollout Phases", ["Phase", long(n)], 500, (i) => [`Phase ${i}`, "1"])),
  "column names": (n) =>
    plan(table("## Risk Register", ["Risk", "Likelihood", "Impact", long(n)], 2000, () => ["x", "High", "High", "1"])),
  heading: (n) => plan(`# ${long(n)}\n\n${"## a\n\nx\n\n".repeat(500)}`),
  "repeated heading": (n) => plan(`## ${long(n / 200)}\n\nx\n\n`.repeat(200)),
  "footnote with references": (n) => plan(`${"x[^1] ".repeat(2000)}\n\n[^1]: ${long(n)}\n`),
  "footnote label": (n) => plan(`${`x[^${"l".repeat(200)}] `.repeat(n / 200)}\n\n[^${"l".repeat(200)}]: y\n`),
  "reference link": (n) => plan(`${"[a] ".repeat(n / 4)}\n\n[a]: https://example.org/${"x".repeat(n / 4)}\n`),
  "reference title": (n) => plan(`${"[a] ".repeat(n / 4)}\n\n[a]: b.md "${"x".repeat(n / 4)}"\n`),
  "file name": (n) => ({ [`${"n".repeat(Math.min(n, 240))}.md`]: plan(PHASES + RISKS)["plan.md"] }),
};

/** Large files of one kind, of so many bytes. */
const LARGE = {
  prose: (n) => plan("Some words of prose, and more of them.\n\n".repeat(n / 40)),
  tables: (n) => plan("| a | b |\n|---|---|\n| 1 | 2 |\n\n".repeat(n / 32)),
  "one table": (n) => plan(`| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(n / 10)}`),
  "cells of one letter": (n) => plan(`|a|b|\n|-|-|\n${"|1|2\n".repeat(n / 5)}`),
  items: (n) => plan("- x\n".repeat(n / 4)),
  boxes: (n) => plan(`## Launch Checklist\n\n${"- [ ] x\n".repeat(n / 8)}`),
  "one line": (n) => plan(long(n)),
  "one word": (n) => plan("x".repeat(n)),
  links: (n) => plan("[a](b.md) ".repeat(n / 10)),
  "links to itself": (n) => plan("[a](#a)\n".repeat(n / 8)),
  images: (n) => plan("![a](b.png)\n".repeat(n / 12)),
  html: (n) => plan("<b>x</b>\n".repeat(n / 9)),
  "html blocks": (n) => plan("<p>\n\n".repeat(n / 5)),
  emphasis: (n) => plan("*a* **b** `c` ".repeat(n / 14)),
  stars: (n) => plan("*a ".repeat(n / 3)),
  headings: (n) => plan("# a\n".repeat(n / 4)),
  quotes: (n) => plan("> a\n\n".repeat(n / 5)),
  rules: (n) => plan("---\n".repeat(n / 4)),
  breaks: (n) => plan("a\\\n".repeat(n / 3)),
  characters: (n) => plan("\u202e\n".repeat(n / 4)),
  markup: (n) => plan("<&\"".repeat(n / 3)),
  pairs: (n) => plan("**a:** b\n\n".repeat(n / 10)),
  comments: (n) => plan("<!-- a -->\n\n".repeat(n / 12)),
  placeholders: (n) => plan("[Name] TBD\n\n".repeat(n / 12)),
  "footnote definitions": (n) => plan(repeat(n / 12, (i) => `[^${i}]: a\n\n`)),
};

const REGISTER = ["ID", "Risk", "Likelihood", "Impact", "Owner", "Phase", "Mitigation"];
const ONE_PHASE = table("## Rollout Phases", ["Phase", "Users"], 10, (i) => [`Phase ${i}`, "1%"]);
const bullets = (n, mark) => repeat(n, (i) => `${mark} Item ${i} ${"words of text ".repeat(12)}\n`);

/** Large files in which as much is read as the limits allow, and has long words. */
Object.assign(LARGE, {
  "risks of many words": (n) =>
    plan(ONE_PHASE + table("## Risk Register", REGISTER, n / 1000, (i) => [
      `R${i}`, `see R${i + 7} and ${"more words ".repeat(40)}`, "High", "High", `O${i}, P${i}, Q${i}`, "0-9", "and mitigation ".repeat(30),
    ])),
  "risks that name others": (n) =>
    plan(ONE_PHASE + table("## Risk Register", REGISTER, n / 1000, (i) => [
      `R${i}`, "R5 and Phase 4 ".repeat(30), "High", "High", `O${i}, P${i}, Q${i}`, "0-9", "Phase 4 R7 ".repeat(40),
    ])),
  "boxes of many words": (n) => plan(`## Launch Checklist\n\n${bullets(n / 186, "- [ ]")}`),
  "steps of many words": (n) => plan(`## Rollback Plan\n\n### Rollback Steps\n\n${bullets(n / 184, "1.")}`),
  "lines of many words": (n) => plan(`${"Words of *prose* with `code` and [a link](b.md), and more of the same kind.\n\n".repeat(n / 80)}`),
  "criteria of many words": (n) =>
    plan(table("## Rollout Phases", ["Phase", "Success criteria"], 500, (i) => [`Phase ${i}`, "error rate < 1%; ".repeat(n / 8500)])),
  "names of many words": (n) => plan(table("## Rollout Phases", ["Phase", "Owner"], 1, () => ["Phase 0", "A B, ".repeat(n / 5)])),
  "header lines": (n) => plan(repeat(n / 32, (i) => `**Key${i}:** value of Phase ${i % 7}\n`)),
});

const deep = (n, mark) => repeat(n, (i) => `${"  ".repeat(Math.min(i, 400))}${mark} x\n`);
const OTHER = {
  "lists 5,000 deep": () => plan(`${"- ".repeat(5000)}x\n`),
  "quotes 5,000 deep": () => plan(`${"> ".repeat(5000)}x\n`),
  "quotes 5,000 deep, 20 times": () => plan(`${"> ".repeat(5000)}x\n\n`.repeat(20)),
  "lists 400 deep": () => plan(deep(2000, "-")),
  "wide table": () => plan(`|${"a|".repeat(2000)}\n|${"-|".repeat(2000)}\n|${"1|".repeat(2000)}\n`),
  "wide table with short rows": () => plan(`|${"a|".repeat(250)}\n|${"-|".repeat(250)}\n${"|1\n".repeat(19_000)}`),
  "wide risks with short rows": () =>
    plan(`## Risks\n\n|Risk|Impact|${"a|".repeat(250)}\n|${"-|".repeat(252)}\n${"|1\n".repeat(5000)}`),
  "owners of one cell": () => ({ "plan.md": `# P\n\n**Status:** In Progress\n**Owner:** ${OWNERS(25_000)}\n\n${PHASES}` }),
  "4,000 phases": () => plan(LISTS.phases(4000)),
  "500 phases, 5,000 conditions": () => plan(LISTS.phases(500) + LISTS.conditions(5000)),
  "2,000 phases, 2,000 rollback owners": () => plan(LISTS.phases(2000) + LISTS["rollback owners"](2000)),
  "folder 900 deep": () => ({ [`${"d/".repeat(900)}plan.md`]: "# P\n\n## Risks\n\n- x\n" }),
  "folders 32 deep": () => ({ [`${`${"d".repeat(40)}/`.repeat(31)}plan.md`]: plan(PHASES + RISKS)["plan.md"] }),
  "aliases": () => plan("", `---\naliases: [${repeat(8000, (i) => `${i > 0 ? "," : ""}a${i}`)}]\n---\n`),
  "deep aliases": () => plan("", `---\naliases: [${repeat(30, (i) => `${i > 0 ? "," : ""}${"a/".repeat(900)}${i}`)}]\n---\n`),
  "tags": () => plan(PHASES + RISKS, `---\ntags: [${repeat(10_000, (i) => `${i > 0 ? "," : ""}t${i}`)}]\n---\n`),
  "front matter of references": () =>
    plan("## Risks\n", `---\na: &a [x,x,x,x,x,x,x,x,x]\n${repeat(9, (i) => `${"bcdefghij"[i]}: &${"bcdefghij"[i]} [${`*${"abcdefghi"[i]},`.repeat(9)}]\n`)}---\n`),
  "100 plans of 200 owners": () =>
    Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `p${i}.md`,
        `# Rollout Plan: P${i}\n\n**Status:** In Progress\n**Owner:** ${OWNERS(200)}\n\n${LISTS.phases(3)}`,
      ]),
    ),
  "1,000 plans of two lines": () =>
    Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`p${i}.md`, "# Rollout Plan\n\n## Risk Register\n\n## Rollout Phases\n\n## Rollback Plan\n\nA line of words, as short as plans are at the least.\n"])),
};

/** Numbers that look random and are the same in every run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const SIZES = { phases: 500, "phase headings": 500, flags: 500, columns: 1000, dates: 500, "phases of one number": 500 };
const ENTRIES = 3000;
const RANDOM = 24;
const MEGABYTES = 10;

/** All shapes: a name and the files of a content folder. */
export function shapes() {
  const all = [];
  const add = (name, files) => all.push({ name, files, manyPlans: / plans of /.test(name) });
  for (const [name, files] of Object.entries(OTHER)) add(name, files);
  const lists = Object.entries(LISTS);
  for (const [name, list] of lists) {
    for (const n of [20, 200, ENTRIES]) add(`${n} ${name}`, () => plan(list(n)));
  }
  const many = (name) => SIZES[name] ?? ENTRIES;
  for (const name of ["phases", "phase headings", "risks"]) {
    for (const [other, list] of lists.filter(([other]) => other !== name)) {
      add(`${name} and ${other}`, () => plan(LISTS[name](many(name)) + list(many(other))));
    }
  }
  for (const [name, text] of Object.entries(TEXTS)) {
    for (const n of [20_000, 500_000]) add(`${name} of ${n} bytes`, () => text(n));
  }
  const roll = dice(12);
  for (let i = 0; i < RANDOM; i++) {
    const chosen = Array.from({ length: 2 + roll(4) }, () => lists[roll(lists.length)]);
    const sized = chosen.map(([name, list]) => [name, list, 100 * (1 + roll(20))]);
    const name = `random ${i}: ${sized.map(([list, , n]) => `${n} ${list}`).join(", ")}`;
    add(name, () => plan(sized.map(([, list, n]) => list(n)).join("")));
  }
  for (const [name, file] of Object.entries(LARGE)) {
    add(`${MEGABYTES} MB of ${name}`, () => file(MEGABYTES * 1_000_000));
  }
  return all;
}
