#!/usr/bin/env node
// Writes N made-up plans of the template's shape into DIR, for tests of scale.
// The same seed gives the same plans, and the first plans of a longer run are those of a shorter.
//
//   node scripts/generate-plans.mjs N DIR [--seed S]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const TODAY = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;

const PROGRAMS = [
  "payments", "mobile", "platform", "logistics", "identity", "search", "billing", "support-desk",
  "data-warehouse", "storefront", "suppliers", "compliance", "networking", "analytics", "field-service",
  "messaging",
];
const THINGS = [
  "Basket Service", "Price Engine", "Session Store", "Invoice Archive", "Parcel Labels", "Ledger Export",
  "Customer Directory", "Courier Tracking", "Loyalty Points", "Return Desk", "Stock Forecast", "Ticket Queue",
  "Sign-in Page", "Audit Trail", "Partner Feed", "Report Scheduler", "Map Tiles", "Voucher Codes",
  "Contract Signing", "Device Registry", "Mail Relay", "Photo Uploads", "Tax Tables", "Route Planner",
  "Warehouse Scanner", "Backup Vault", "Metrics Store", "Feature Switches", "Address Check", "Refund Ledger",
];
const MOVES = [
  ["Move the", "to the Second Region"], ["Replace the", "Database"], ["New", "for Everyone"],
  ["Retire the Old", ""], ["Open the", "to Partners"], ["Encrypt the", "at Rest"],
  ["Split the", "from the Monolith"], ["Halve the Cost of the", ""], ["Offline Mode for the", ""],
  ["Rewrite the", "in Small Steps"], ["Consent Rules for the", ""], ["Self-service", "Setup"],
];
const PEOPLE = [
  "Nadia Brandvold", "Tom Okafor", "Ilse Verhoeven", "Mateus Prado", "Hanna Lind", "Rui Castanho",
  "Greta Saarinen", "Owen Pryce", "Yuki Tamura", "Selma Aydin", "Pavel Horak", "Leila Haddad",
  "Connor Walsh", "Anke Reimers", "Bojan Petrov", "Divya Menon", "Elif Kaya", "Frank Mbeki",
  "Zoe Lambert", "Jürgen Stöhr", "Ewa Nowicka", "Samuel Adeyemi", "Ingrid Moe", "Khalid Rahman",
];
const STAGES = [
  ["Dry run", "A copy of last month's data, nobody outside the team", "~8 users"],
  ["Own staff", "Everyone in the department", "~40 users"],
  ["Invited customers", "Customers who signed up for early access", "~250 users"],
  ["One country", "All customers in Portugal", "~3,000 users"],
  ["One site", "The Gothenburg warehouse, both shifts", "~120 users"],
  ["One in twenty", "A random share of requests", "5% of production traffic"],
  ["A quarter", "A random share of requests", "25% of production traffic"],
  ["Half", "Every second account, by account number", "50% of production traffic"],
  ["All but the largest", "Everyone except the twenty largest accounts", "95% of production traffic"],
  ["Everyone", "No exceptions left", "All users"],
];
const CRITERIA = [
  (r) => `error rate < ${r.pick(["0.2", "0.5", "1"])}%`,
  (r) => `p95 latency ≤ ${r.pick([180, 250, 400, 650])} ms`,
  () => "no P0/P1 bugs",
  (r) => `support tickets per day ≤ ${r.int(3, 30)}`,
  (r) => `task completion ≥ ${r.int(80, 97)}%`,
  () => "totals of both systems agree",
  (r) => `rows that differ = ${r.pick([0, 0, 0, 5])}`,
  (r) => `queue age < ${r.int(2, 15)} minutes over 7 days`,
  () => "site lead is content with the handover",
  (r) => `cost per 1,000 requests ≤ ${r.int(2, 9)} cents`,
];
const RISKS = [
  ["Technical", "The cache is cold after the switch and the database slows down", "Warm the cache from yesterday's requests"],
  ["Technical", "Two writers change the same record and one change is lost", "Version column, and a nightly comparison"],
  ["Technical", "Memory grows until the process is restarted", "Soak test of three days with heap snapshots"],
  ["Technical", "Times around the change of clocks are an hour off", "Store UTC only; fixtures of both change days"],
  ["Technical", "A retry storm follows a short outage", "Backoff with jitter, and a budget for retries"],
  ["Dependency", "The supplier's test system is closed during the trial", "Recorded answers stand in for it"],
  ["Dependency", "The network team has no window for the new route", "Route asked for six weeks ahead"],
  ["Dependency", "A client of another team still calls the old address", "Access log read weekly; owners told by name"],
  ["Dependency", "Licences for the new seats arrive late", "Order placed, interim licence agreed"],
  ["User experience", "Regular users miss the button that has moved", "Hint on the first three visits"],
  ["User experience", "Screen readers announce the new table badly", "Review with two daily users"],
  ["User experience", "People think that the slower first load is a fault", "Progress shown after 400 ms"],
  ["User experience", "Translations are longer than their fields", "Pseudo-locale in every nightly build"],
  ["Operational", "The alert wakes the wrong team", "Routing tested with a drill"],
  ["Operational", "The copy job does not finish before the morning peak", "Job parted by customer, resumable"],
  ["Operational", "Disk fills up while both systems write", "Alert at 60%, and a script that trims"],
  ["Operational", "Only one engineer knows the switch script", "Second run led by somebody else"],
  ["Compliance", "Personal data stays in the old logs longer than agreed", "Retention of 14 days set and checked"],
  ["Compliance", "The new processor is missing from the register", "Entry drafted, waiting for the privacy office"],
  ["Compliance", "Access rights are wider than before", "Rights compared name by name"],
];
const GATE_ITEMS = [
  "Success criteria of the current phase are met", "No P0 or P1 bug is open", "The approver has signed off",
  "The people on call know what changes", "The comparison of last night shows no difference",
  "Support has read the briefing",
];
const PRE = [
  "Success criteria agreed, each with a chart", "Switch tested on, off and by share", "Load test passed",
  "Dashboards and alerts set up", "Runbook brought up to date", "Way back rehearsed in staging",
  "Privacy review done (if applicable)", "Customers and support told", "Backups restored once",
];
const DAY_OF = [
  "Fresh backup taken", "Charts watched by two people", "Smoke tests green", "Engineer on call confirmed",
  "Support desk has the note",
];
const POST = [
  "Numbers of day 1 read", "Numbers of week 1 compared", "Feedback sorted", "Bugs filed with an owner",
  "Old parts switched off", "Retrospective held (if applicable)",
];
const WHY = [
  "The present setup was meant for a tenth of today's use, and every Monday shows it.",
  "Two of the last five incidents began here, and both times the way back took longer than the fault.",
  "Customers asked for this more often than for anything else in the spring survey.",
  "The contract with the present supplier ends in the new year and will not be renewed.",
  "An audit in June found three places where the rule is kept by habit and not by the program.",
  "The team that knew the old code has moved on; what is left is a short list of things not to touch.",
];
const HOW = [
  "Old and new run side by side, and a job compares what both answer for the same request.",
  "Each phase is a share of accounts, chosen by the account's number, so that nobody moves back and forth.",
  "Writes go to both places until the last phase; reads move first.",
  "A switch decides for each request, and flipping it needs neither a build nor a restart.",
];
const NOTES = [
  "We do not touch the mobile clients in this plan: they follow in their own time.",
  "What we learnt from the last attempt: the evening before a holiday is no time for a switch.",
  "Numbers in this plan come from the weekly report of the data team, calendar week 46.",
  "Questions go to the team's channel first, to the owner second, and to the director never.",
];

/** A small generator of random numbers (mulberry32) with the choices that plans need. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = (list) => list[int(0, list.length - 1)];
  const some = (list, n) => {
    const left = [...list];
    const taken = [];
    while (taken.length < n && left.length > 0) taken.push(...left.splice(int(0, left.length - 1), 1));
    return taken;
  };
  return { next, int, pick, some, odds: (p) => next() < p };
}

const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** The status of a plan with how many of its phases are over. */
function progress(r, phases) {
  const n = r.next();
  if (n < 0.18) return { status: "Draft", over: 0, live: false };
  if (n < 0.30) return { status: "Approved", over: 0, live: false };
  if (n < 0.66) return { status: "In Progress", over: r.int(0, phases - 1), live: true };
  if (n < 0.92) return { status: "Complete", over: phases, live: false };
  if (n < 0.95) return { status: "Paused", over: r.int(0, phases - 1), live: true };
  if (n < 0.98) return { status: "Rolled Back", over: r.int(0, phases - 1), live: true };
  return { status: "Cancelled", over: 0, live: false };
}

/** Stages of a rollout, from the narrowest to everybody. */
function stages(r, n) {
  const inner = r.some(STAGES.slice(1, -1), n - 2);
  inner.sort((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b));
  return [STAGES[0], ...inner, STAGES.at(-1)];
}

function phaseTable(r, plan) {
  const rows = plan.phases.map((p, i) => {
    const criteria = r.some(CRITERIA, r.int(2, 3)).map((c) => c(r)).join("; ");
    const dates = plan.dated ? ` ${iso(p.start)} | ${p.last ? "—" : iso(p.end)} |` : "";
    const duration = p.last ? "Ongoing" : `${p.weeks} week${p.weeks > 1 ? "s" : ""}`;
    return `| Phase ${i} — ${p.name} | ${p.scope} | ${p.users} |${dates} ${duration} | ${criteria} | ${p.approver} |`;
  });
  const dated = plan.dated ? " Start | End |" : "";
  const rule = plan.dated ? "---|---|" : "";
  return `| Phase | Scope | Users |${dated} Duration | Success Criteria | Go / No-Go |
|---|---|---|${rule}---|---|---|
${rows.join("\n")}`;
}

function decisionLog(r, plan) {
  if (plan.over === 0 || r.odds(0.15)) return "";
  const rows = plan.phases.slice(0, plan.over).map((p, i) => {
    const with_ = r.odds(0.15);
    const note = with_ ? "Condition: the alert is retuned first." : r.pick(["Criteria met.", "One day late.", "No open question."]);
    return `| Phase ${i} | ${with_ ? "Go with conditions" : "Go"} | ${p.approver} | ${iso(p.end - DAY)} | ${note} |`;
  });
  if (plan.status === "Rolled Back") {
    rows.push(`| Phase ${plan.over} | Rolled back | ${plan.owner} | ${iso(TODAY - 2 * DAY)} | A trigger was met at night. |`);
  }
  return `\n## Go / No-Go Log

| Phase | Decision | By | Date | Notes |
|---|---|---|---|---|
${rows.join("\n")}\n`;
}

function riskTable(r, plan) {
  const rows = r.some(RISKS, r.int(4, 14)).map(([category, text, mitigation], i) => {
    const likelihood = r.pick(["Low", "Low", "Medium", "Medium", "High"]);
    const impact = r.pick(["Low", "Medium", "Medium", "High", "High", "Critical"]);
    const due = r.odds(0.4) ? ` before Phase ${r.int(1, plan.phases.length - 1)}` : "";
    const settled = plan.status === "Complete" ? 0.85 : 0.35;
    const status = r.odds(settled) ? r.pick(["Mitigated", "Mitigated", "Closed"]) : r.pick(["Open", "Open", "Open", "Accepted"]);
    return `| R${i + 1} | ${text} | ${category} | ${likelihood} | ${impact} | ${mitigation}${due} | ${r.odds(0.9) ? r.pick(plan.team) : "—"} | ${status} |`;
  });
  return `| ID | Risk | Category | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}`;
}

function rollback(r, plan) {
  const last = plan.phases.length - 1;
  const middle = Math.floor(last / 2);
  const call = (name) => `${name}, +49 30 23125 ${r.int(100, 999)}`;
  const triggers = r.some([
    `P0 bug affecting > ${r.int(1, 5)}% of users`,
    `Error rate exceeds ${r.int(2, 4)}x baseline for > ${r.int(5, 20)} minutes`,
    "The nightly comparison finds a difference that nobody can explain",
    `Queue older than ${r.int(10, 60)} minutes`,
    "A customer sees data of another customer",
  ], r.int(2, 4));
  return `### Rollback Triggers

${triggers.map((t) => `- ${t}`).join("\n")}

### Rollback Steps

1. Turn the switch off for everyone.

   \`\`\`sh
   switchctl set ${plan.flag} --share 0 --env production
   \`\`\`

   Expect: \`${plan.flag} 0%\`

2. Verify: requests reach the old path again.

   \`\`\`sh
   curl --silent --fail https://status.internal.example/${plan.flag}/path
   \`\`\`

   Expect: \`old\`

3. Tell the people on call and write one line into the incident channel.
4. Run the smoke tests once more.
5. Escalate: if step 2 does not say \`old\` after ten minutes, call ${r.pick(plan.team)}.

### Rollback Owners

| Phase | Primary Owner | Backup Owner |
|---|---|---|
| Phase 0–${middle} | ${call(plan.owner)} | ${plan.team[1]} |
| Phase ${middle + 1 < last ? `${middle + 1}–${last}` : last} | ${call(plan.team[1])} | ${call(plan.team[2])} |`;
}

function tasks(r, items, share, n) {
  return r.some(items, n).map((item) => `- [${r.odds(share) ? "x" : " "}] ${item}`).join("\n");
}

/** The path below the folder, and the text, of one plan. */
export function plan(seed, index) {
  const r = chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const [before, after] = r.pick(MOVES);
  const thing = r.pick(THINGS);
  const name = [before, thing, after].filter(Boolean).join(" ");
  const team = r.some(PEOPLE, 4);
  const count = r.pick([4, 4, 4, 5, 5, 6, 7, 8, 9]);
  const { status, over, live } = progress(r, count);
  const phases = stages(r, count).map(([stage, scope, users], i) =>
    ({ name: stage, scope, users, weeks: r.int(1, 4), approver: r.pick(team), last: i === count - 1 }));
  // Today lies in the phase that is live, after the last of a complete plan, before the first of a draft.
  const weeks = (n) => phases.slice(0, n).reduce((sum, p) => sum + p.weeks, 0);
  const into = live ? r.int(0, phases[over].weeks * 7 + 2) : over === count ? r.int(5, 200) : -r.int(10, 90);
  let start = TODAY - (weeks(over) * 7 + into) * DAY;
  for (const p of phases) {
    p.start = start;
    p.end = start + (p.weeks * 7 - 1) * DAY;
    start = p.end + DAY;
  }
  const made = {
    status, over, phases, team, owner: team[0], dated: r.odds(0.7),
    flag: thing.toLowerCase().replace(/[^a-z]+/g, "_"),
  };
  const updated = TODAY - (live ? r.int(0, 40) : r.int(5, 160)) * DAY;
  const current = live && r.odds(0.8) ? `**Current phase:** Phase ${over}\n` : "";
  const done = { Draft: 0.2, Approved: 0.5, Complete: 1 }[status] ?? 0.8;
  const after_ = status === "Complete" ? 0.9 : 0;
  const text = `# Rollout Plan: ${name}

> ${r.pick(WHY)}

---

**Date:** ${iso(phases[0].start - r.int(14, 60) * DAY)}
**Author:** ${team[0]}
**Owner:** ${r.odds(0.9) ? team[0] : team[3]}
**Status:** ${status}
${current}**Last updated:** ${iso(updated)}

---

## Background

${r.some(WHY, 2).join(" ")} ${r.some(HOW, 2).join(" ")}

## Rollout Phases

${phaseTable(r, made)}

### Phase Transition Criteria

${tasks(r, GATE_ITEMS, live ? 0.7 : done, r.int(4, 6))}
${decisionLog(r, made)}
## Risk Register

${riskTable(r, made)}

## Rollback Plan

${r.pick(HOW)}

${rollback(r, made)}

## Launch Checklist

### Pre-Launch

${tasks(r, PRE, done, r.int(6, 9))}

### Launch Day

${tasks(r, DAY_OF, after_, r.int(4, 5))}

### Post-Launch

${tasks(r, POST, after_ * 0.9, r.int(4, 6))}

## Notes

${r.some(NOTES, r.int(1, 3)).join("\n\n")}
`;
  const file = `${name} ${index + 1}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return { path: join(r.pick(PROGRAMS), `${file}.md`), text };
}

/** Writes the plans and says how many bytes they are. */
export function generate(count, folder, seed = 1) {
  for (const program of PROGRAMS) mkdirSync(join(folder, program), { recursive: true });
  let bytes = 0;
  for (let i = 0; i < count; i += 1) {
    const { path, text } = plan(seed, i);
    writeFileSync(join(folder, path), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [count, folder, option, seed] = process.argv.slice(2);
  if (!(Number(count) > 0) || !folder || (option && option !== "--seed")) {
    console.error("usage: generate-plans.mjs N DIR [--seed S]");
    process.exit(2);
  }
  const bytes = generate(Number(count), folder, Number(seed ?? 1));
  console.log(`${count} plans, ${Math.round(bytes / Number(count))} bytes each on average`);
}
