// A plan's own pages say what its data say, whatever the plan lacks or however many phases it has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { PARTS, small } from "../lib/plans.mjs";
import { example, filesBelow, many, plansOf } from "../lib/sites.mjs";

/** What a gate's card says for each verdict. */
const HEADLINES = {
  passed: /^Passed/, ready: /^Ready/, blocked: /^Not yet\. |\bBlocked\b/i, "not-yet-due": /^Not yet due/, stopped: /Stopped|Hold|No-Go|Rolled back|Paused|Cancelled/i, unknown: /^Can’t tell yet\./,
};

/** What a plan without a section says in its place: on which page, in which words. */
const WORDS = {
  phases: [["index.html", /no phases|phases/i], ["phases.html", /No phases/i]],
  criteria: [["index.html", /criteri/i]],
  risks: [["index.html", /Open risks\s+(0\s+)?Not stated/i], ["risks.html", /No risks recorded/]],
  triggers: [["rollback.html", /No rollback triggers written/]],
  steps: [["rollback.html", /No rollback steps/]],
  owners: [["rollback.html", /No owner named for the live phase|No rollback owner named/], ["rollback.html", /Who to call\s+Not stated/]],
  checklists: [["index.html", /Checklists\s+Not stated/i], ["checklists.html", /No (launch )?checklist/i]],
};

/** Cards with nothing in them but a heading, lists and tables without an entry, and values that are no words. */
function blanks() {
  const wrong = [];
  for (const card of document.querySelectorAll(".card")) {
    const heading = card.querySelector("h2")?.textContent.trim() ?? "";
    const rest = card.innerText.replace(heading, "").trim();
    if (!rest) wrong.push(`a blank card: ${heading || card.outerHTML.slice(0, 80)}`);
  }
  for (const list of document.querySelectorAll("main :is(ul, ol, dl, tbody)")) if (!list.children.length) wrong.push(`an empty ${list.tagName} in ${list.closest("section")?.innerText.slice(0, 40)}`);
  const text = document.body.innerText;
  for (const word of ["undefined", "null", "NaN", "{{ ", "{% ", "[object"]) if (text.replaceAll("undefined-footnote", "").includes(word)) wrong.push(`“${word}” is printed`);
  return wrong;
}

/** How the steps of a stepper stand. */
function stand() {
  const stepper = document.querySelector(".stepper");
  const steps = stepper ? [...stepper.querySelectorAll("li")] : [];
  const round = (key) => new Set(steps.map((s) => Math.round(s.getBoundingClientRect()[key])));
  return { steps: steps.length, current: stepper?.querySelectorAll("[aria-current]").length, tops: round("top").size, lefts: round("left").size,
    words: steps.map((s) => s.querySelector(".w").textContent.trim()), all: stepper?.querySelector("p a")?.textContent.trim() ?? null, bar: Boolean(stepper?.querySelector("svg.pw")) };
}

export default function () {
  for (const [name, site] of [["example", example], ["many plans", many]]) {
    test(`every gate's card says the verdict of its data, its blockers first, each with its place: ${name}`, async () => {
      const seen = new Set();
      const live = plansOf(site()).filter((p) => p.phases.length > 0 && p.status?.kind !== "draft").slice(0, 12);
      await eachOnPage(live, {}, async (page, plan) => {
        const files = filesBelow(site().output, plan.folder).filter((f) => /\/phase-[^/]*\.html$/.test(f));
        for (const file of files) {
          await page.goto(fileUrl(site(), file));
          const card = await page.evaluate(() => {
            const gate = document.querySelector(".gate");
            return gate && { heading: gate.querySelector("h2").textContent, text: gate.querySelector("header p").textContent.trim(),
              rows: [...gate.querySelectorAll(":scope > .items > li")].map((li) => ({ state: li.dataset.state, word: li.querySelector(".w")?.textContent.trim(), link: li.querySelector("a")?.getAttribute("href") ?? null, text: li.innerText })) };
          });
          const position = await page.evaluate(() => document.querySelector("h1").textContent);
          const phase = plan.phases.find((p) => p.label === position.trim()) ?? plan.phases.find((p) => position.includes(p.name) && p.name);
          if (!card || !phase) continue;
          const { verdict, blockers } = phase.gate;
          seen.add(verdict);
          assert.match(card.text, HEADLINES[verdict], `${file}: ${verdict}`);
          const states = card.rows.map((r) => r.state);
          const blocking = card.rows.filter((r) => r.state === "blocking");
          assert.equal(states.lastIndexOf("blocking"), blocking.length - 1, `${file}: blockers first`);
          if (verdict !== "blocked") continue;
          assert.equal(blocking.length, blockers.length, `${file}: ${JSON.stringify(blockers)}`);
          for (const row of blocking) assert.ok(row.link, `${file}: ${row.text} leads nowhere`);
          for (const row of card.rows.filter((r) => /sign(ed|s)? off/i.test(r.text) && phase.go_no_go)) {
            assert.ok(row.text.includes(phase.go_no_go), `${file}: “${row.text}” names ${phase.go_no_go}`);
          }
        }
      });
      for (const verdict of ["blocked", "passed", "not-yet-due"]) assert.ok(seen.has(verdict), verdict);
    });
  }

  test("1, 4, 8, 9 and 30 phases stand in one row or one column, at most one is current", async () => {
    await withPage({}, async (page) => {
      for (const n of [1, 4, 8, 9, 30]) {
        await page.goto(fileUrl(small(), `plans/phases-${n}/index.html`));
        for (const width of [320, 390, 768, 1024, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const { steps, current, tops, lefts, all, bar } = await page.evaluate(stand);
          const what = `${n} phases at ${width} px`;
          assert.equal(steps, n <= 8 ? n : Math.min(n, 4), what);
          assert.equal(current, 1, what);
          assert.ok(tops === 1 || lefts === 1, `${what}: ${tops} tops, ${lefts} lefts`);
          assert.equal(bar, n > 8, what);
          assert.equal(all, n > 8 ? `All ${n} phases` : null, what);
        }
      }
    });
  });

  test("a plan that does not say where it is has a neutral stepper, and says so", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(small(), "plans/nowhere/index.html"));
      const { current, words, steps } = await page.evaluate(stand);
      assert.deepEqual([steps, current], [4, 0]);
      assert.equal(new Set(words).size, 1, `no step is told from another: ${words}`);
      assert.ok(!words.some((w) => /live|next|complete/i.test(w)), `${words}`);
      assert.match(await page.locator(".lede").first().innerText(), /current phase not stated/i);
    });
  });

  test("a plan that lacks a section says so in words, on pages without a blank card", async () => {
    assert.deepEqual(Object.keys(WORDS).sort(), [...PARTS].sort());
    const wrong = [];
    const slugs = [...PARTS.map((part) => `without-${part}`), "without-anything", "all-settled", "nowhere"];
    await eachOnPage(slugs, {}, async (page, slug, troubles) => {
      const files = filesBelow(small().output, `plans/${slug}`).filter((f) => f.endsWith(".html"));
      assert.ok(files.length >= 6, `${slug} has its pages`);
      for (const file of files) {
        await page.goto(fileUrl(small(), file));
        wrong.push(...(await page.evaluate(blanks)).map((w) => `${file}: ${w}`), ...troubles.splice(0).map((t) => `${file}: ${t}`));
      }
      for (const [file, words] of WORDS[slug.replace("without-", "")] ?? []) {
        await page.goto(fileUrl(small(), `plans/${slug}/${file}`));
        const text = await page.locator("main").innerText();
        if (!words.test(text)) wrong.push(`${slug}/${file} does not say ${words}`);
      }
    });
    assert.deepEqual(wrong, []);
  });

  test("no kind of page has a blank card, an empty list or a value that is no word", async () => {
    const wrong = [];
    for (const site of [example(), many(), small()]) {
      await eachOnPage(site.types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site, path));
        wrong.push(...(await page.evaluate(blanks)).map((w) => `${path}: ${w}`));
      });
    }
    assert.deepEqual(wrong, []);
  });
}
