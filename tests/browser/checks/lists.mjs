// What lists of plans say is so: counts, reasons, pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writtenOut } from "../../../scripts/lib.mjs";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { example, filesBelow, many, one, plansOf } from "../lib/sites.mjs";

const SITES = [["example", example], ["many plans", many], ["one plan", one]];
const TODAY = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The pages of a list: its first one and `<name>-2.html` …. */
export function pagesOf({ output }, first) {
  const name = first.replace(/\.html$/, "");
  return filesBelow(output).filter((f) => f === first || (f.startsWith(`${name}-`) && /^-\d+\.html$/.test(f.slice(name.length))));
}

/** The plans in the rows of a list, over all its pages: paths of their pages. */
export function planRows(site, first) {
  return pagesOf(site, first).flatMap((file) => {
    const html = writtenOut(readFileSync(join(site.output, file), "utf8"));
    const table = html.slice(html.indexOf("<tbody"), html.indexOf("</tbody>"));
    return [...table.matchAll(/<th scope="row"[^>]*><a [^>]*href="([^"]*)"/g)].map(([, href]) => href.replace(/^(\.\.\/)*/, ""));
  });
}

export const tiles = (site) => [...writtenOut(readFileSync(join(site.output, "index.html"), "utf8"))
  .matchAll(/<li data-status="[^"]*"><a href="([^"]*)"><span class="n">([^<]*)<\/span>/g)]
  .map(([, href, count]) => ({ href, count: Number(count.replace(/\D/g, "")) }));

const shown = (iso) => { const [y, m, d] = iso.split("-").map(Number); return `${d} ${MONTHS[m - 1]} ${y}`; };
const daysSince = (iso) => Math.round((TODAY - Date.parse(iso)) / DAY);
const gateName = (plan, at) => {
  const name = (p) => (p.number === null ? p.label : `Phase ${p.number}`);
  return at + 1 < plan.phases.length ? `the gate from ${name(plan.phases[at])} to ${name(plan.phases[at + 1])}` : null;
};

/** Why a plan needs attention, worked out anew from its data: the kinds of reason. */
function expected(plan) {
  const kind = plan.status?.kind;
  if (!(plan.live || ["paused", "rolled-back", "unknown"].includes(kind))) return [];
  const now = plan.current_phase_position && plan.phases[plan.current_phase_position - 1];
  const severe = plan.risks.filter((r) => r.open && r.band === "severe");
  const reasons = [];
  const holds = (t) => !now || t.phases_positions.length === 0 || t.phases_positions.includes(now.position);
  if (kind !== "rolled-back" && plan.rollback.triggers.some((t) => t.measured === "met" && holds(t))) reasons.push("trigger-met");
  if (kind === "unknown") reasons.push("unread");
  if (plan.phases.some((p) => p.gate.verdict === "stopped")) reasons.push("gate-stopped");
  if (now?.gate.verdict === "blocked") {
    const due = now.end && daysSince(now.end) >= -7;
    const lines = new Set(now.gate.blockers.map((b) => b.line));
    if (due || severe.some((r) => lines.has(r.line))) reasons.push("gate-blocked");
  }
  if (plan.findings.some((f) => f.level === "error")) reasons.push("errors");
  if (severe.length > 0) reasons.push("severe-risk");
  if (now && (plan.live || kind === "paused")) {
    const owned = plan.rollback.owners.some((o) => o.primary && (o.phases.length === 0 || o.phases.includes(now.number)));
    if (!owned || plan.rollback.steps.length === 0) reasons.push("no-rollback");
  }
  if (now?.gate.verdict === "ready") reasons.push("decision-wanted");
  if (now && plan.live && now.end && daysSince(now.end) > 0) reasons.push("overdue");
  if (plan.updated && daysSince(plan.updated) >= 30) reasons.push("stale");
  return reasons;
}

/** What each printed reason claims, checked against the plan's data; a reason of no known kind is refused. */
const CLAIMS = [
  [/^Rollback trigger met: “(.*?)” \((.*?)(?:, (?:as of .*|no date.*))?\)(?:; \d+ more triggers? (?:is|are) met)?\.$/, (plan, [, words, value]) =>
    plan.rollback.triggers.some((t) => t.text === words && t.measured === "met") && plan.measures.some((m) => m.actual?.text === value)],
  [/^Status “(.*)” is not one we recognise(?:; did you mean [A-Z][A-Za-z ]+\?|\.)$/, (plan, [, words]) => plan.status.kind === "unknown" && plan.status.text === words],
  [/^(The gate from .*) is stopped: (.*)\.$/, (plan, [, gate]) =>
    plan.phases.some((p, i) => p.gate.verdict === "stopped" && gate.toLowerCase() === gateName(plan, i)?.toLowerCase())],
  [/^(Rolled back|Paused): the .* is stopped/, (plan, [, word]) =>
    plan.status.kind === word.toLowerCase().replace(" ", "-") && plan.phases.some((p) => p.gate.verdict === "stopped")],
  [/^.* is stopped.*\.$/, (plan) => plan.phases.some((p) => p.gate.verdict === "stopped")],
  [/^Blocked at (the .*?)(?:, due on (\d+ \w+ \d+))?: (.*)\.$/, (plan, [, , due, why]) => {
    const now = plan.phases[plan.current_phase_position - 1];
    const met = /(\d+) of (\d+) criteri(?:on|a) met/.exec(why);
    const own = plan.transition_criteria.filter((c) => c.phase_position === null || c.phase_position === now.position);
    const named = [...why.matchAll(/\bR\d+\b/g)].map(([id]) => plan.risks.find((r) => r.id === id));
    return now.gate.verdict === "blocked" && (!due || shown(now.end) === due) && named.every((r) => r?.open)
      && (!met || (Number(met[1]) === own.filter((c) => c.done).length && Number(met[2]) === own.length));
  }],
  [/^The plan has (\d+) errors?\.$/, (plan, [, n]) => plan.findings.filter((f) => f.level === "error").length === Number(n)],
  [/^Severe risk (\S+) (?:is open|has occurred)\.$/, (plan, [, id]) => plan.risks.some((r) => r.id === id && r.open && r.band === "severe")],
  [/^(\d+) severe risks are open/, (plan, [, n]) => plan.risks.filter((r) => r.open && r.band === "severe").length === Number(n)],
  [/ is live and (.*) for it\.$/, (plan, [, what]) => !what.includes("steps") || plan.rollback.steps.length === 0],
  [/is ready and waits for a decision(?: by (.*))?\.$/, (plan, [, who]) => {
    const now = plan.phases[plan.current_phase_position - 1];
    return now.gate.verdict === "ready" && (who ?? null) === now.go_no_go;
  }],
  [/was planned to end on (\d+ \w+ \d+), (\d+) days? ago\.$/, (plan, [, end, ago]) => {
    const now = plan.phases[plan.current_phase_position - 1];
    return shown(now.end) === end && daysSince(now.end) === Number(ago);
  }],
  [/^Not updated for (\d+) days\.$/, (plan, [, days]) => daysSince(plan.updated) === Number(days)],
];

function isTrue(plan, text) {
  const claim = CLAIMS.find(([words]) => words.test(text));
  return claim ? claim[1](plan, claim[0].exec(text)) : false;
}

export default function () {
  for (const [name, site] of SITES) {
    test(`each tile counts the rows of its list, and together they count all plans: ${name}`, () => {
      const plans = plansOf(site());
      const all = tiles(site());
      assert.ok(all.length >= 1);
      for (const { href, count } of all) {
        const rows = planRows(site(), href);
        assert.equal(rows.length, count, href);
        assert.equal(new Set(rows).size, count, `${href}: each plan once`);
      }
      assert.equal(all.reduce((sum, t) => sum + t.count, 0), plans.length);
    });

    test(`the plans that need attention are those with a reason, and each reason is true: ${name}`, async () => {
      const plans = plansOf(site());
      const wanted = plans.filter((p) => expected(p).length > 0);
      for (const plan of plans) assert.deepEqual(plan.attention.map((a) => a.kind), expected(plan), plan.slug);
      const wrong = [];
      const found = [];
      await withPage({}, async (page) => {
        for (const file of pagesOf(site(), "views/attention.html")) {
          await page.goto(fileUrl(site(), file));
          const rows = await page.locator("main .items > li:has(a.cover)").evaluateAll((all) => all.map((li) => ({
            href: li.querySelector("a.cover").getAttribute("href"),
            reasons: [...li.querySelectorAll(".sub")].map((s) => { const c = s.cloneNode(true); c.querySelectorAll(".vh").forEach((v) => v.remove()); return c.textContent.trim(); }),
          })));
          for (const { href, reasons } of rows) {
            const plan = plans.find((p) => href.endsWith(`${p.folder}/index.html`));
            found.push(plan.slug);
            if (reasons.length === 0) wrong.push(`${plan.slug}: no reason`);
            for (const reason of reasons) if (!isTrue(plan, reason)) wrong.push(`${plan.slug}: ${reason}`);
          }
        }
      });
      assert.deepEqual(found.sort(), wanted.map((p) => p.slug).sort());
      assert.deepEqual(wrong, []);
    });
  }

  test("on the index the list of what needs attention is the worst of the whole list", async () => {
    await withPage({}, async (page) => {
      const titles = (file) => page.goto(fileUrl(many(), file)).then(() => page.locator("main .items > li > .a > a.cover").evaluateAll((all) => all.map((a) => a.getAttribute("href").replace(/^(\.\.\/)*/, "")).filter((h) => h.startsWith("plans/"))));
      const [index, all] = [await titles("index.html"), await titles("views/attention.html")];
      assert.equal(index.length, 5);
      assert.deepEqual(index, all.slice(0, 5));
      assert.equal(await page.locator("h1").count(), 1);
    });
  });

  test("pagers mark their page, offer first, last and neighbours, and end at the ends", async () => {
    const site = many();
    const paged = filesBelow(site.output).filter((f) => f.endsWith(".html") && writtenOut(readFileSync(join(site.output, f), "utf8")).includes('class="pager"'));
    assert.ok(paged.length >= 4, `${paged.length} pages with a pager`);
    await eachOnPage(paged, {}, async (page, path) => {
      await page.goto(fileUrl(site, path));
      assert.deepEqual(await page.evaluate(pagerFaults), [], path);
    });
  });
}

/** What is wrong with the pagers of a page. */
export function pagerFaults() {
  const wrong = [];
  for (const pager of document.querySelectorAll(".pager")) {
    const number = (e) => Number(e.textContent.replace(/\D/g, ""));
    const current = pager.querySelectorAll('[aria-current="page"]');
    if (current.length !== 1) wrong.push(`${current.length} current pages`);
    const now = number(current[0]);
    const links = [...pager.querySelectorAll("a:not([rel])")].map(number);
    const all = [...links, now].sort((a, b) => a - b);
    const last = all.at(-1);
    for (const needed of [1, now - 2, now - 1, now, now + 1, now + 2, last]) {
      if (needed >= 1 && needed <= last && !all.includes(needed)) wrong.push(`page ${needed} of ${last} is missing on ${now}`);
    }
    const gaps = all.filter((n, i) => i > 0 && n > all[i - 1] + 1).length;
    if ([...pager.querySelectorAll("[aria-hidden]")].filter((e) => e.textContent === "…").length !== gaps) wrong.push("gaps are not marked");
    if (Boolean(pager.querySelector('[rel="prev"]')) !== now > 1) wrong.push(`Previous on page ${now}`);
    if (Boolean(pager.querySelector('[rel="next"]')) !== now < last) wrong.push(`Next on page ${now} of ${last}`);
  }
  return wrong;
}
