// Lists of all plans are sorted and filtered over all of them, and a view of one can be shared.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { generate } from "../../../scripts/generate-plans.mjs";
import { awkward, example, filesBelow, many, once, one, plansOf, repository, site as made } from "../lib/sites.mjs";
import { CLEAN, previewed } from "../lib/preview.mjs";
import { ALL, axe, violations } from "./accessible.mjs";

const BANDS = ["minor", "moderate", "major", "severe"];
const STATUSES = ["draft", "approved", "in-progress", "paused", "rolled-back", "complete", "cancelled"];

const rows = (page) => page.locator("[data-plans] tbody tr");
const count = (page) => page.locator("[data-plans] output");
const choice = (page, name) => page.getByRole("combobox", { name, exact: true });
const field = (page) => page.getByLabel("Filter by name or owner");
const head = (page, name) => page.getByRole("columnheader", { name }).getByRole("button");
const more = (page) => page.getByRole("button", { name: /^Show \d+ more$/ });
const said = (page, text) => page.locator("[data-live]").filter({ hasText: text }).waitFor();
const counted = (page, text) => count(page).filter({ hasText: text }).waitFor();

/** Waits for the rows that come once the first are painted. */
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done)))));

/** Links of the rows, from the site's root, in their order. */
const linksNow = (page) => rows(page).locator("a.cover").evaluateAll((all) => all.map((a) => a.getAttribute("href").replace(/^(\.\.\/)+/, "")));

const links = (page) => painted(page).then(() => linksNow(page));

/** The same once all rows are there. */
async function allLinks(page) {
  while (await more(page).count() > 0) await more(page).click();
  return links(page);
}

/** The columns that a page's table has, by what they sort by. */
const columnsOf = (page) => page.locator("main thead th").evaluateAll((all) => all.map((head) => head.dataset.sort.replace("-", "")));

/** Rows as they are printed on all pages of a list, by the plan's link. */
async function printed(site, paths) {
  const found = new Map();
  await withPage({ javaScriptEnabled: false }, async (page) => {
    for (const path of paths) {
      await page.goto(fileUrl(site, path));
      const columns = await columnsOf(page);
      for (const html of await rows(page).evaluateAll((all) => all.map((row) => row.outerHTML))) {
        const row = html.replace(/href="(\.\.\/)+plans/, 'href="plans');
        found.set(/href="(?:\.\.\/)*(plans\/[^"]*)"/.exec(html)[1], { html: row, columns });
      }
    }
  });
  return found;
}

const pagesOf = ({ output }, first, further) => [first, ...filesBelow(output).filter((f) => further.test(f)).sort((a, b) => parseInt(a.match(/\d+/), 10) - parseInt(b.match(/\d+/), 10))];
const share = (part, whole) => (whole > 0 ? part / whole : null);

/** What a plan is sorted by in each column, from the published data; `null`: it states nothing. */
const KEYS = {
  Status: (plan) => { const at = STATUSES.indexOf(plan.status?.kind); return at < 0 ? null : at; },
  Phase: (plan) => {
    const done = { live: plan.current_phase_position - 0.5, "all-done": plan.phases.length, "not-started": 0 }[plan.current_phase_state];
    return done === undefined ? null : share(done, plan.phases.length);
  },
  "Top open risk": (plan) => {
    const open = plan.risks.filter((risk) => risk.open && risk.band).map((risk) => BANDS.indexOf(risk.band));
    return open.length > 0 ? Math.max(...open) : null;
  },
  Checklist: (plan) => {
    const boxes = plan.checklists.flatMap((list) => [...list.items.map((item) => item.done), ...list.marks.filter((mark) => mark.state !== "not-applicable").map((mark) => mark.state === "done")]);
    return share(boxes.filter(Boolean).length, boxes.length);
  },
  Updated: (plan) => (plan.updated ? Date.parse(plan.updated) : null),
};
const DOWN_FIRST = ["Phase", "Top open risk", "Updated"];

/** Checks that values rise or fall, and that what states nothing stands last. */
function inOrder(values, isDown, name) {
  const stated = values.filter((value) => value !== null);
  assert.ok(stated.length > 0, `${name}: something is stated`);
  assert.deepEqual(values.slice(stated.length), Array(values.length - stated.length).fill(null), `${name}: blank ones stand last`);
  assert.deepEqual(stated, [...stated].sort((a, b) => (isDown ? b - a : a - b)), `${name}, ${isDown ? "falling" : "rising"}`);
}

/** What is written in the gate column, as it sorts. */
const gateKey = (text) => {
  const met = /^(\d+) of (\d+) met$/.exec(text);
  return met ? 1 + met[1] / met[2] : { Stopped: 0, Blocked: 2, Ready: 3 }[text] ?? null;
};

/** Who signs the next gate of a plan, from the published data: the gates that want a decision, else the first that is not passed. */
function nextApprovers({ status, phases, current_phase_position: position, current_phase_state: state }) {
  if (["complete", "cancelled", "rolled-back"].includes(status?.kind)) return [];
  const wanted = phases.filter((phase, at) => phase.gate?.verdict === "stopped" || (state === "live" && at === position - 1));
  const next = wanted.length > 0 ? wanted : phases.filter((phase) => phase.gate && phase.gate.verdict !== "passed").slice(0, 1);
  return next.flatMap((phase) => (phase.go_no_go ?? "").split(/\s*(?:\+|,|&| and )\s*/));
}

/** What picks plans out, and the plans that have a value of it. */
const HAS = {
  Program: (plan, value) => plan.source.startsWith(`${value}/`),
  "Next approver": (plan, value) => nextApprovers(plan).includes(value),
  Tag: (plan, value) => plan.tags.some((tag) => tag.toLowerCase() === value),
};

/** 70 plans, each with a tag of its own and, but for the last, an approver of its own: lists too long for a page. */
const labelled = once("labelled", (name) => made(name, (root) => {
  mkdirSync(join(root, "content"));
  for (let n = 1; n <= 70; n += 1) {
    const approver = `Signe ${String.fromCharCode(64 + (n % 26 || 26))}berg${n}`;
    writeFileSync(join(root, "content", `plan-${n}.md`), `---\ntags: [all, "wave & ${n}"]\n---\n# Plan ${n}\n\n**Status:** Approved\n
## Rollout Phases\n\n| Phase | Scope | Go / No-Go |\n|---|---|---|\n| Phase 0 — Trial | Staff | ${n < 70 ? approver : ""} |\n`);
  }
}));

/** Sites whose own theme prints rows of its own: `row` is made of the program's table. */
const themed = (name, row) => once(name, (at) => made(at, (root) => {
  generate(64, join(root, "content"), 7);
  const components = join(root, "templates/components");
  mkdirSync(components, { recursive: true });
  writeFileSync(join(components, "plan_table.html"), row(readFileSync(join(repository, "templates/components/plan_table.html"), "utf8")));
}));

/** A row that says more of what the plan is called, and of a status that stands out. */
const wordy = themed("wordy", (table) => table
  .replace('<a class="cover"', '<em data-own="{{ row.title }}">Plan</em> <a class="cover"')
  .replace('<td data-label="Status">', '<td data-label="Status"{% if row.status.status == "paused" %} data-held{% endif %}>'));

/** A table with a column more. */
const wider = themed("wider", (table) => table
  .replace("</tr>\n  </thead>", '<th scope="col">Leads to</th>\n    </tr>\n  </thead>')
  .replace("{% endif -%}\n    </tr>", '{% endif -%}<td data-own="{{ row.title }}">{{ row.href }}</td></tr>'));

const isAt = (page, hash) => page.waitForFunction((wanted) => location.hash === wanted, hash);

export default function () {
  test("rows of a site's own theme are those that a reader filters and sorts", async () => {
    for (const [site, cells] of [[wordy(), 7], [wider(), 8]]) {
      await served(site.output, "/", (url) => withPage({}, async (page, troubles) => {
        await page.goto(`${url}index.html`);
        const titles = () => rows(page).evaluateAll((all) => all.map((row) => row.querySelector("a.cover").textContent));
        const own = () => rows(page).evaluateAll((all) => all.map((row) => row.querySelector("[data-own]")?.dataset.own));
        assert.deepEqual(await own(), await titles(), "as printed");
        await choice(page, "Status").selectOption("paused");
        await counted(page, /^\d+ of 64 plans$/);
        await painted(page);
        assert.deepEqual(await own(), await titles(), "as filtered");
        assert.ok((await titles()).length > 0);
        assert.deepEqual([...new Set(await rows(page).evaluateAll((all) => all.map((row) => row.cells.length)))], [cells]);
        if (cells === 7) assert.equal(await page.locator("tbody [data-held]").count(), (await titles()).length);
        else assert.deepEqual(await rows(page).evaluateAll((all) => all.map((row) => row.lastElementChild.textContent)), await links(page));
        assert.deepEqual(troubles, []);
      }));
    }
  });

  test("a row made by the script is the printed one, for every plan", async () => {
    for (const site of [example(), many(), awkward()]) {
      const wanted = await printed(site, pagesOf(site, "index.html", /^page\/\d+\.html$/));
      assert.equal(wanted.size, plansOf(site).length);
      await withPage({}, async (page, troubles) => {
        await page.goto(`${fileUrl(site, "index.html")}#sort=plan`);
        await counted(page, "plan");
        await page.locator("th[aria-sort=ascending]").waitFor();
        await page.waitForFunction(() => document.querySelector("[data-plans]").textContent.includes("Clear"));
        await allLinks(page);
        await painted(page);
        // Roles are written out by scripts alone.
        const made = await rows(page).evaluateAll((all) => all.map((row) => [row.outerHTML, ...[...row.cells].map((cell) => cell.outerHTML)].map((html) => html.replaceAll(/ role="[a-z]*"/g, ""))));
        assert.equal(made.length, wanted.size);
        const columns = await columnsOf(page);
        for (const [html, ...cells] of made) {
          const { html: expected, columns: had } = wanted.get(/href="([^"]*)"/.exec(html)[1]);
          // A page leaves out a column in which none of its own rows has a value.
          const left = columns.map((column, i) => (had.includes(column) ? "" : cells[i]));
          const isWhole = cells.length === columns.length;
          // A page whose text runs in one direction is printed without what keeps two apart.
          const oneWay = (row) => row.replaceAll(/ dir="auto"|<\/?bdi>/g, "");
          assert.equal(oneWay(isWhole ? left.reduce((row, cell) => row.replace(cell, ""), html) : had.includes("gate") ? html : html.replace(' colspan="2"', "")), oneWay(expected));
        }
        const missing = await page.locator("tbody use").evaluateAll((all) =>
          all.map((use) => use.getAttribute("href")).filter((href) => !document.querySelector(href)));
        assert.deepEqual(missing, [], "every symbol is on the page");
        assert.deepEqual(troubles, []);
      });
    }
  });

  test("each column sorts all plans both ways, one at a time, and says so", async () => {
    const site = many();
    const plans = new Map(plansOf(site).map((plan) => [`${plan.folder}/index.html`, plan]));
    await withPage({ viewport: { width: 1440, height: 900 } }, async (page, troubles) => {
      await page.goto(fileUrl(site, "index.html"));
      assert.equal(await page.locator("th[aria-sort]").count(), 0);
      for (const name of ["Plan", "Gate", ...Object.keys(KEYS)]) {
        for (const press of [0, 1]) {
          const isDown = DOWN_FIRST.includes(name) !== (press === 1);
          await head(page, name).click();
          const direction = isDown ? "descending" : "ascending";
          await said(page, `Sorted 64 plans by ${name}, ${direction}`);
          assert.deepEqual(await page.locator("th[aria-sort]").evaluateAll((all) => all.map((th) => [th.textContent, th.getAttribute("aria-sort")])), [[name, direction]]);
          assert.equal(await head(page, name).evaluate((button) => button === document.activeElement), true, "focus stays");
          await painted(page);
          assert.equal(await rows(page).count(), 50);
          assert.equal(await page.locator(".pager").count(), 0, "the pager is that of another order");
          const shown = await allLinks(page);
          assert.deepEqual([...shown].sort(), [...plans.keys()].sort(), `${name}: each plan once`);
          const sorted = shown.map((link) => plans.get(link));
          if (name === "Plan") {
            const titles = sorted.map((plan) => plan.title);
            const { compare } = new Intl.Collator("en", { numeric: true });
            assert.deepEqual(titles, [...titles].sort((a, b) => (isDown ? compare(b, a) : compare(a, b))));
          } else if (name === "Gate") {
            const texts = await rows(page).evaluateAll((all) => all.map((row) => row.cells[3].textContent));
            inOrder(texts.map(gateKey), isDown, name);
          } else {
            inOrder(sorted.map(KEYS[name]), isDown, name);
          }
        }
      }
      assert.deepEqual(troubles, []);
    });
  });

  test("a view is the list that the script sorts so", async () => {
    const site = many();
    for (const [view, sort] of [["updated", "-updated"], ["risk", "-risk"], ["a-z", "plan"]]) {
      const wanted = await printed(site, pagesOf(site, `views/${view}.html`, new RegExp(`^views/${view}-\\d+\\.html$`)));
      await withPage({}, async (page) => {
        await page.goto(`${fileUrl(site, "index.html")}#sort=${sort}`);
        await more(page).waitFor();
        assert.deepEqual(await allLinks(page), [...wanted.keys()], view);
        // On its own page a view's order is the one that needs no words, and a press turns it round.
        await page.goto(`${fileUrl(site, `views/${view}.html`)}`);
        assert.equal(await page.locator("th[aria-sort]").count(), 1);
        await page.locator("th[aria-sort] button").click();
        await more(page).waitFor();
        assert.equal(new URL(page.url()).hash, sort.startsWith("-") ? `#sort=${sort.slice(1)}` : `#sort=-${sort}`);
        await page.locator("th[aria-sort] button").click();
        await page.locator(".pager").waitFor();
        assert.equal(new URL(page.url()).hash, "");
      });
    }
    const owners = await printed(site, pagesOf(site, "views/owner.html", /^views\/owner-\d+\.html$/));
    await withPage({}, async (page) => {
      await page.goto(`${fileUrl(site, "views/owner.html")}#q=the`);
      await counted(page, "of 64 plans");
      const shown = await allLinks(page);
      assert.ok(shown.length > 10, `${shown.length} plans`);
      assert.deepEqual(shown, [...owners.keys()].filter((link) => shown.includes(link)), "filtered, it keeps its order");
    });
  });

  test("filters find all plans that match, and nothing is loaded before", async () => {
    const site = many();
    const plans = plansOf(site);
    await withPage({}, async (page, troubles) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url().replace(/.*\/assets\//, "")));
      await page.goto(fileUrl(site, "index.html"));
      assert.deepEqual(asked.filter((path) => /^(list|data)/.test(path)), []);
      const wanted = async (filter, words) => {
        const found = plans.filter(filter);
        await counted(page, `${found.length} of 64 plans`);
        assert.deepEqual((await allLinks(page)).sort(), found.map((plan) => `${plan.folder}/index.html`).sort(), words);
        assert.ok(found.length > 0 && found.length < 64, `${words}: ${found.length}`);
      };
      const owner = plans[0].owner ?? plans[0].author;
      await field(page).pressSequentially(owner.toUpperCase());
      await wanted((plan) => (plan.owner ?? plan.author) === owner, "an owner, in capitals");
      await field(page).fill("  ledger   move ");
      await wanted((plan) => /ledger/i.test(plan.title) && /move/i.test(plan.title), "words in any order");
      await field(page).fill("");
      await counted(page, /^64 plans$/);
      await page.locator(".pager").waitFor();
      await choice(page, "Status").selectOption("in-progress");
      await wanted((plan) => plan.status?.kind === "in-progress", "a status");
      await choice(page, "Risk").selectOption("severe");
      await wanted((plan) => plan.status?.kind === "in-progress" && KEYS["Top open risk"](plan) === 3, "a status and a band");
      await choice(page, "Status").selectOption("");
      await choice(page, "Risk").selectOption("none");
      await wanted((plan) => !plan.risks.some((risk) => risk.open), "no open risk");
      assert.deepEqual(asked.filter((path) => /^(list|data)/.test(path)).length, 2, "both scripts once");
      assert.deepEqual(troubles, []);
    });
  });

  for (const [name, few] of [["a few plans", example], ["many plans", many]]) {
    test(`program, next approver and tag pick plans out, alone and with what else is chosen: ${name}`, async () => {
      const site = few();
      const plans = plansOf(site);
      await withPage({}, async (page, troubles) => {
        await page.goto(fileUrl(site, "index.html"));
        const labels = await page.locator(".filter label:has(select) span").allTextContents();
        assert.deepEqual(labels, ["Status", "Risk", "Program", "Next approver", ...(plans.some((plan) => plan.tags.length > 0) ? ["Tag"] : [])]);
        const shows = async (wanted, words) => {
          await counted(page, `${wanted.length} of ${plans.length} plans`);
          assert.deepEqual((await allLinks(page)).sort(), wanted.map((plan) => `${plan.folder}/index.html`).sort(), words);
        };
        await field(page).focus();
        await page.waitForFunction(() => [...document.querySelectorAll(".filter select")].every((list) => list.options.length > 1));
        for (const label of labels.slice(2)) {
          const values = await choice(page, label).locator("option").evaluateAll((all) => all.map((option) => option.value));
          assert.ok(values.length > 2, label);
          for (const value of values.slice(1, 6)) {
            await choice(page, label).selectOption(value);
            const wanted = plans.filter((plan) => HAS[label](plan, value));
            assert.ok(wanted.length > 0, `${label}: ${value}`);
            await shows(wanted, `${label}: ${value}`);
          }
          await choice(page, label).selectOption("");
        }
        // Together with words and a status.
        const live = plans.find((plan) => plan.status?.kind === "in-progress" && nextApprovers(plan).some(Boolean) && plan.source.includes("/"));
        const [program, approver] = [live.source.split("/")[0], nextApprovers(live)[0]];
        await choice(page, "Program").selectOption(program);
        await choice(page, "Next approver").selectOption(approver);
        await choice(page, "Status").selectOption("in-progress");
        const all = (plan) => HAS.Program(plan, program) && HAS["Next approver"](plan, approver) && plan.status?.kind === "in-progress";
        await shows(plans.filter(all), "three lists");
        await field(page).fill(live.title);
        await shows(plans.filter((plan) => all(plan) && plan.title === live.title), "and words");
        await page.getByRole("button", { name: "Clear", exact: true }).click();
        await counted(page, new RegExp(`^${plans.length} plans$`));
        assert.deepEqual(await page.locator(".filter select").evaluateAll((all) => all.map((list) => list.value)), labels.map(() => ""));
        assert.deepEqual(troubles, []);
      });
    });
  }

  test("a list of fewer than two values is not there", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(one(), "index.html"));
      assert.deepEqual(await page.locator(".filter label:has(select) span").allTextContents(), ["Status", "Risk"]);
      await page.goto(`${fileUrl(one(), "index.html")}#program=billing&tag=x`);
      await page.reload();
      await counted(page, /^1 plan$/);
    });
  });

  test("a list too long for every page fills when it is wanted, and an address that names a value waits for it", async () => {
    const site = labelled();
    const options = (page, name) => choice(page, name).locator("option").count();
    await withPage({}, async (page, troubles) => {
      await page.goto(fileUrl(site, "index.html"));
      assert.deepEqual([await options(page, "Tag"), await options(page, "Next approver")], [1, 1]);
      await page.keyboard.press("Tab");
      await field(page).focus();
      await page.waitForFunction(() => document.querySelector(".filter [name=tag]").options.length === 72);
      assert.equal(await options(page, "Next approver"), 70);
      await choice(page, "Tag").focus();
      await page.keyboard.type("wave & 7");
      await page.keyboard.press("Enter");
      await counted(page, "1 of 70 plans");
      assert.deepEqual(await links(page), ["plans/plan-7/index.html"]);
      await page.goto("about:blank");
      await page.goto(`${fileUrl(site, "index.html")}#tag=wave+%26+70&q=plan`);
      await counted(page, "1 of 70 plans");
      assert.deepEqual(await links(page), ["plans/plan-70/index.html"]);
      assert.equal(await choice(page, "Tag").inputValue(), "wave & 70");
      await page.goto("about:blank");
      await page.goto(`${fileUrl(site, "index.html")}#tag=nobody+has+it&approver=no`);
      await page.waitForFunction(() => document.querySelector(".filter [name=tag]").options.length === 72);
      await counted(page, /^70 plans$/);
      assert.deepEqual(troubles, []);
    });
  });

  for (const from of ["disk", "a host"]) {
    test(`lists of what plans state are shared, and survive a reload, Back and Forward: from ${from}`, async () => {
      const site = example();
      const run = (address) => withPage({}, async (page, troubles) => {
        await page.goto(address("index.html"));
        const first = await links(page);
        await choice(page, "Program").selectOption("payments");
        await choice(page, "Next approver").selectOption("Beatrix Lindqvist");
        await isAt(page, "#program=payments&approver=Beatrix+Lindqvist");
        const count = plansOf(site).filter((plan) => HAS.Program(plan, "payments") && HAS["Next approver"](plan, "Beatrix Lindqvist")).length;
        await counted(page, `${count} of 16 plans`);
        const found = await links(page);
        await page.reload();
        await counted(page, `${count} of 16 plans`);
        assert.deepEqual(await links(page), found, "after a reload");
        assert.equal(await choice(page, "Next approver").inputValue(), "Beatrix Lindqvist");
        await withPage({}, async (other) => {
          await other.goto(page.url());
          await counted(other, `${count} of 16 plans`);
          assert.deepEqual(await links(other), found, "in another browser");
        });
        await page.goBack();
        await counted(page, /^16 plans$/);
        assert.deepEqual(await links(page), first);
        assert.equal(await choice(page, "Program").inputValue(), "");
        await page.goForward();
        await counted(page, `${count} of 16 plans`);
        assert.deepEqual(await links(page), found, "forward again");
        assert.equal(await choice(page, "Program").inputValue(), "payments");
        assert.deepEqual(troubles, []);
      });
      if (from === "disk") await run((path) => fileUrl(site, path));
      else await served(site.output, "/a/b/", (url) => run((path) => url + path));
    });

    test(`a state is shared, and survives a reload, Back and Forward: from ${from}`, async () => {
      const site = many();
      const wanted = plansOf(site).filter((plan) => plan.status?.kind === "in-progress" && /the/i.test(`${plan.title} ${plan.owner ?? plan.author}`));
      const run = (address) => withPage({}, async (page, troubles) => {
        await page.goto(address("index.html"));
        const first = await links(page);
        await choice(page, "Status").selectOption("in-progress");
        await head(page, "Top open risk").click();
        await field(page).fill("new & old");
        await isAt(page, "#status=in-progress&sort=-risk&q=new+%26+old");
        await field(page).fill("the");
        await isAt(page, "#status=in-progress&sort=-risk&q=the");
        await counted(page, `${wanted.length} of 64 plans`);
        const state = async () => ({
          links: await links(page),
          fields: [await field(page).inputValue(), await choice(page, "Status").inputValue(), await choice(page, "Risk").inputValue()],
          sorted: await page.locator("th[aria-sort]").allTextContents(),
          count: await count(page).textContent(),
        });
        const before = await state();
        assert.deepEqual([before.fields, before.sorted], [["the", "in-progress", ""], ["Top open risk"]]);
        await page.reload();
        await counted(page, before.count);
        assert.deepEqual(await state(), before, "after a reload");
        await withPage({}, async (other) => {
          await other.goto(page.url());
          await counted(other, before.count);
          assert.deepEqual(await links(other), before.links, "in another browser");
        });
        await page.goBack();
        await page.locator(".pager").waitFor();
        assert.equal(new URL(page.url()).hash, "");
        assert.deepEqual(await links(page), first, "the page's own rows are back");
        assert.equal(await field(page).inputValue(), "");
        await page.goForward();
        await counted(page, before.count);
        assert.deepEqual(await state(), before, "forward again");
        await page.locator("tbody a").first().click();
        await page.waitForURL(/\/plans\//);
        await page.goBack();
        await counted(page, before.count);
        assert.deepEqual(await state(), before, "back from a plan");
        assert.deepEqual(troubles, []);
      });
      if (from === "disk") await run((path) => fileUrl(site, path));
      else await served(site.output, "/a/b/c/", (url) => run((path) => url + path));
    });
  }

  test("a reload of the live preview keeps the state", async () => {
    const site = example();
    const drafts = plansOf(site).filter((plan) => plan.status?.kind === "draft");
    await previewed(site, CLEAN, (server) => withPage({}, async (page, troubles) => {
      await page.goto(`${server.url}index.html#status=draft&sort=-plan`);
      await counted(page, `${drafts.length} of 16 plans`);
      const before = await links(page);
      await field(page).focus();
      const html = readFileSync(join(site.output, "index.html"), "utf8");
      server.change({}, { "index.html": html.replace("<h1>", "$&Now ") });
      await page.locator("h1", { hasText: "Now" }).waitFor();
      await counted(page, `${drafts.length} of 16 plans`);
      assert.deepEqual(await links(page), before);
      assert.equal(await choice(page, "Status").inputValue(), "draft");
      assert.equal(new URL(page.url()).hash, "#status=draft&sort=-plan");
      assert.equal(await field(page).evaluate((input) => input === document.activeElement), true, "and focus");
      assert.deepEqual(troubles, []);
    }));
  });

  test("anchors stay what they are, and what nobody can ask for is not asked for", async () => {
    await withPage({}, async (page) => {
      await page.goto(`${fileUrl(many(), "index.html")}#plans`);
      assert.equal(await rows(page).count(), 50);
      await choice(page, "Risk").selectOption("severe");
      await counted(page, "of 64 plans");
      const filtered = await links(page);
      await page.evaluate(() => { location.hash = "#main"; });
      await page.waitForFunction(() => document.querySelector("main:target"));
      assert.deepEqual(await links(page), filtered);
      await page.goto(`${fileUrl(many(), "index.html")}#status=nonsense&sort=-nonsense&risk=%3Cb%3E&q=%E0%A4%A`);
      await page.reload();
      await counted(page, "of 64 plans");
      assert.equal(await choice(page, "Status").inputValue(), "");
      assert.equal(await page.locator("th[aria-sort]").count(), 0);
    });
  });

  test("more rows come with a press, and focus goes to the first of them", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(many(), "index.html"));
      await head(page, "Plan").click();
      await more(page).waitFor();
      assert.equal(await more(page).innerText(), "Show 14 more");
      await more(page).focus();
      await page.keyboard.press("Enter");
      await painted(page);
      assert.equal(await rows(page).count(), 64);
      assert.equal(await rows(page).nth(50).locator("a").evaluate((a) => a === document.activeElement), true);
      assert.equal(await more(page).count(), 0);
    });
  });

  test("a page that shows no icon gets those of the plans that are sorted onto it", async () => {
    const site = made("no icon", (root) => {
      mkdirSync(join(root, "content"));
      const write = (name, text) => writeFileSync(join(root, "content", name), text);
      for (let n = 0; n < 50; n += 1) write(`draft-${n}.md`, `# Draft ${n}\n\n**Status:** Draft\n\n## Risks\n`);
      write("silent.md", "# Silent\n\n## Risks\n\nNone is known.\n");
    });
    await withPage({}, async (page) => {
      await page.goto(fileUrl(site, "page/2.html"));
      assert.equal(await page.locator(".sprite").count(), 0);
      await head(page, "Plan").click();
      await counted(page, "51 plans");
      assert.equal(await rows(page).count(), 50);
      for (const use of await page.locator("main use").evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
        assert.equal(await page.locator(`.sprite > ${use}`).count(), 1, use);
      }
      assert.ok(await page.locator(".sprite > symbol").count() > 0);
    });
  });

  test("no match is said, focus stays, and all comes back", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(many(), "index.html"));
      const first = await links(page);
      await field(page).pressSequentially("no such plan");
      await page.getByText("No plan matches").waitFor();
      await counted(page, "0 of 64 plans");
      assert.equal(await rows(page).count(), 0);
      assert.equal(await field(page).evaluate((input) => input === document.activeElement), true);
      await page.getByRole("button", { name: "Clear filters" }).click();
      await counted(page, /^64 plans$/);
      assert.deepEqual(await links(page), first);
      assert.equal(await page.locator(".pager").count(), 1);
      assert.equal(await field(page).evaluate((input) => input === document.activeElement), true);
      assert.equal(new URL(page.url()).hash, "");
      await choice(page, "Risk").selectOption("severe");
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await page.locator(".pager").waitFor();
    });
  });

  test("without the script of all plans, those on the page are sorted and filtered", async () => {
    await served(many().output, "/", (url) => withPage({}, async (page, troubles) => {
      await page.route("**/assets/data/plans.js", (route) => route.abort());
      await page.goto(`${url}index.html#program=billing`);
      const first = await links(page);
      await counted(page, /^64 plans$/);
      await page.waitForFunction(() => !document.querySelector(".filter [name=program]"));
      assert.deepEqual(await page.locator(".filter select").evaluateAll((all) => all.map((list) => list.name)), ["status", "risk"]);
      for (const name of ["Updated", "Updated", "Plan", "Status", "Phase", "Gate", "Top open risk", "Checklist"]) {
        await head(page, name).click();
        await counted(page, "Sorted the 50 plans on this page");
        assert.deepEqual((await links(page)).sort(), [...first].sort());
      }
      await head(page, "Updated").click();
      const dates = await rows(page).locator("time").evaluateAll((all) => all.map((time) => Date.parse(time.dateTime)));
      inOrder(dates, true, "dates");
      await choice(page, "Status").selectOption("draft");
      await counted(page, /^\d+ of the 50 plans on this page$/);
      assert.deepEqual([...new Set(await rows(page).locator("[data-status]").evaluateAll((all) => all.map((e) => e.dataset.status)))], ["draft"]);
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await counted(page, /^64 plans$/);
      assert.deepEqual(await links(page), first);
      assert.ok(troubles.every((trouble) => trouble.includes("plans.js")), troubles.join("\n"));
    }));
  });

  test("without scripts, and on paper, there is no control", async () => {
    const controls = (page) => page.locator("main button, main select, main input, main output").filter({ visible: true }).count();
    for (const path of ["index.html", "page/2.html", "views/risk.html"]) {
      await withPage({ javaScriptEnabled: false }, async (page) => {
        await page.goto(fileUrl(many(), path));
        assert.equal(await controls(page), 0, path);
        assert.ok(await rows(page).count() > 0, path);
      });
      await withPage({}, async (page) => {
        await page.goto(fileUrl(many(), path));
        // A field, four lists, what they find, and a button in the head of each column that the page has.
        assert.equal(await controls(page), 6 + await page.locator("main thead th").count(), path);
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(".filter, .views").filter({ visible: true }).count(), 0, path);
      });
    }
  });

  test("axe-core finds nothing while a filter is on, wide and narrow, light and dark", async () => {
    const wrong = [];
    for (const width of [1440, 390]) {
      await withPage({ viewport: { width, height: 900 } }, async (page) => {
        for (const hash of ["#status=in-progress&sort=-risk", "#program=billing&sort=plan", "#sort=plan", "#q=nothing+like+it"]) {
          await page.goto("about:blank");
          await page.goto(fileUrl(many(), "index.html") + hash);
          await page.getByRole("button", { name: /^Clear/ }).waitFor();
          await page.evaluate(axe);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            wrong.push(...(await violations(page, ALL)).map((v) => `${width} ${hash} ${colorScheme}: ${v}`));
          }
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
          const small = await page.locator("[data-plans] :is(button, select, input)").filter({ visible: true }).evaluateAll((all) =>
            all.map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, box]) => Math.min(box.width, box.height) < 24).map(([text]) => text));
          assert.deepEqual(small, [], "every target is 24 pixels wide and high");
        }
      });
    }
    assert.deepEqual(wrong, []);
  });
}
