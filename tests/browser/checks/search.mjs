// The search: what is found and where it leads, from disk and from a host, by keyboard, without script.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { generate } from "../../../scripts/generate-plans.mjs";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { example, phasebook, repository } from "../lib/sites.mjs";
import { ALL, axe, violations } from "./accessible.mjs";

const folder = mkdtempSync(join(tmpdir(), "phasebook-search-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function build(name, fill) {
  const root = join(folder, name);
  mkdirSync(join(root, "content"), { recursive: true });
  fill(join(root, "content"));
  const output = join(root, "public");
  phasebook("-C", root, "--today", "2026-11-22", "build", "--output", output);
  return { root, output };
}

const made = {};
const once = (name, fill) => () => (made[name] ??= build(name, fill));

/** The example with a Japanese plan, and one whose author attacks the reader. */
const mixed = once("mixed", (content) => {
  cpSync(join(repository, "content"), content, { recursive: true });
  const fixtures = join(repository, "tests/fixtures");
  const japanese = readdirSync(join(fixtures, "plans")).find((name) => name.startsWith("ja-1-"));
  cpSync(join(fixtures, "plans", japanese), join(content, "ja.md"));
  cpSync(join(fixtures, "hostile.md"), join(content, "hostile.md"));
});

/** So many documents that their records are in two parts, and that a list of results goes on. */
const large = once("large", (content) => {
  generate(64, content, 7);
  for (let n = 0; n < 340; n += 1) writeFileSync(join(content, `note-${n}.md`), `# Note ${n}\n\nOn a phase.\n`);
});

/** Opens the search and waits until all parts are in. */
async function open(page, url, query) {
  await page.goto(query === undefined ? url : `${url}?q=${encodeURIComponent(query)}`);
  if (query !== undefined) await settled(page);
}

const settled = (page) => page.locator("[data-search=status]").filter({ hasText: /\d results?/ }).waitFor();
const field = (page) => page.locator("main").getByRole("searchbox");
const group = (page, name) => page.getByRole("region", { name, exact: true });

/** Asks, and gives the results of a kind: text, remarks and link of each. */
async function found(page, query, kind) {
  await field(page).fill(query);
  await field(page).press("Enter");
  await page.waitForFunction((q) => new URLSearchParams(location.search).get("q") === q, query);
  await settled(page);
  return group(page, kind).locator("li").evaluateAll((all) => all.map((li) => ({
    title: li.querySelector("a").textContent,
    href: li.querySelector("a").getAttribute("href"),
    marks: [...li.querySelectorAll("a mark")].map((mark) => mark.textContent),
    look: li.querySelector(".badge, .band")?.textContent ?? li.querySelector(".w").textContent,
  })));
}

export default function () {
  const PAYOUTS = "plans/payments/instant-supplier-payouts/";
  for (const from of ["disk", "a host"]) {
    test(`plans, phases, risks, steps, people and pages are found: from ${from}`, async () => {
      const run = (url) => withPage({}, async (page, troubles) => {
        await open(page, url, "supplier payouts");
        const first = async (query, kind) => (await found(page, query, kind))[0];
        const plan = await first("supplier payouts", "Plans");
        assert.deepEqual(plan, { title: "Instant Supplier Payouts", href: `${PAYOUTS}index.html`, marks: ["Supplier", "Payouts"], look: "In progress" });
        assert.equal((await first("invited suppliers", "Phases")).href, `${PAYOUTS}phase-1-invited-suppliers.html`);
        const risk = await first("weekend account", "Risks");
        assert.deepEqual([risk.href, risk.look], [`${PAYOUTS}risks.html#r2`, "Major"]);
        assert.deepEqual(risk.marks, ["account", "weekend"]);
        assert.equal((await first("banner inc", "Rollback steps")).href, `${PAYOUTS}rollback.html#step-6`);
        const person = await first("tomasz brandt", "Owners");
        assert.deepEqual([person.title, person.href], ["Tomasz Brandt", "owner/tomasz-brandt.html"]);
        assert.equal((await first("wholesale grocers", "Pages")).href, "pages/about-our-rollouts.html");
        // A title narrows down what is found below it; a flag finds its plan.
        assert.equal((await found(page, "payouts weekend", "Risks")).length, 1);
        assert.equal((await first("payouts.instant", "Plans")).href, `${PAYOUTS}index.html`);
        await page.getByRole("link", { name: "Instant Supplier Payouts" }).first().click();
        await page.waitForURL((to) => to.pathname.endsWith(`${PAYOUTS}index.html`));
        await page.goBack();
        await settled(page);
        assert.equal(await field(page).inputValue(), "payouts.instant", "Back finds the same again");
        assert.deepEqual(troubles, []);
      });
      if (from === "disk") await run(fileUrl(example(), "search.html"));
      else await served(example().output, "/a/b/c/", (url) => run(`${url}search.html`));
    });
  }

  test("beginnings, one typing error and other accents find as well; no word may be missing", async () => {
    await withPage({}, async (page) => {
      await open(page, fileUrl(example(), "search.html"), "x1");
      const risks = async (query) => (await found(page, query, "Risks")).map((r) => r.href);
      assert.deepEqual(await risks("prefun"), [`${PAYOUTS}risks.html#r2`], "a beginning");
      assert.deepEqual(await risks("wekend treasry"), [], "a word that is nowhere");
      assert.ok((await risks("wekend")).includes(`${PAYOUTS}risks.html#r2`), "a letter too few");
      assert.ok((await risks("PREFUNDED Acount")).includes(`${PAYOUTS}risks.html#r2`), "case, and an error");
      assert.ok((await found(page, "cafes grocers", "Pages")).length > 0, "without accents");
      assert.ok((await found(page, "cafés", "Pages")).length > 0, "with accents");
      assert.deepEqual(await risks("the weekend zebra"), []);
      await page.getByText("No match for “the weekend zebra”").waitFor();
      await group(page, /Plans A–Z/).waitFor();
      await page.getByRole("link", { name: "all plans" }).click();
      await page.waitForURL(/views\/a-z\.html$/);
    });
  });

  test("every word of a plan is found: sections, commands, decisions, criteria", async () => {
    await withPage({}, async (page, troubles) => {
      await open(page, fileUrl(example(), "search.html"), "x1");
      const has = async (query, kind, href) => {
        const hits = await found(page, query, kind);
        assert.ok(hits.some((hit) => hit.href === href), `${query}: ${JSON.stringify(hits)}`);
      };
      await has("weekend", "Risks", `${PAYOUTS}risks.html#r2`);
      await has("kubectl proxy", "Decisions", "plans/platform/zero-trust-access/phase-1-platform-and-sre.html");
      await has("error rate 0.1%", "Criteria", "plans/platform/orders-db-postgres-17/phase-3-reads.html");
      await has("kubectl context prod", "Commands", "plans/platform/log-retention/source.html#h-rollback-steps");
      await has("middle eleven steps", "Criteria", "plans/platform/orders-db-postgres-17/checklists.html#c0-4");
      assert.deepEqual(troubles, []);
    });
  });

  test("words of readers find lists first, and a name the page of its person", async () => {
    await withPage({}, async (page) => {
      await open(page, fileUrl(example(), "search.html"), "x1");
      const first = async (query) => {
        await found(page, query, "Plans");
        return page.locator("[data-search=results] a").first().getAttribute("href");
      };
      const lists = { blocked: "gates.html", severe: "risks/severe.html", critical: "risks/severe.html", paused: "status/paused.html" };
      for (const [word, href] of Object.entries(lists)) assert.equal(await first(word), href);
      for (const word of ["live", "stopped", "overdue"]) {
        await found(page, word, "Plans");
        assert.ok(await group(page, "Lists").locator("a").count() > 0, word);
      }
      assert.equal(await first("Tomasz Brandt"), "owner/tomasz-brandt.html");
      assert.equal(await first("brandt"), "owner/tomasz-brandt.html");
    });
  });

  test("one letter for two: ü as ue and u, ß as ss, å as aa, the Turkish ı", async () => {
    const letters = once("letters", (content) => {
      for (const [n, title] of ["Überlieferung", "Ueberlauf", "Große Straße", "Ærø Århus", "Kapalı Çarşı"].entries()) {
        writeFileSync(join(content, `letters-${n}.md`), `# Rollout Plan: ${title}\n\n**Status:** Draft\n\n## Risk Register\n`);
      }
    });
    await withPage({}, async (page) => {
      await open(page, fileUrl(letters(), "search.html"), "Draft");
      const titles = async (query) => (await found(page, query, "Plans")).map((plan) => plan.title).sort();
      for (const query of ["ueber", "über", "uber", "ÜBER"]) assert.deepEqual(await titles(query), ["Ueberlauf", "Überlieferung"], query);
      for (const query of ["strasse", "straße", "grosse"]) assert.deepEqual(await titles(query), ["Große Straße"], query);
      for (const query of ["aarhus", "århus", "arhus", "aeroe", "æro"]) assert.deepEqual(await titles(query), ["Ærø Århus"], query);
      for (const query of ["kapali", "KAPALI", "kapalı çarşı"]) assert.deepEqual(await titles(query), ["Kapalı Çarşı"], query);
    });
  });

  test("a script without spaces is found by any two characters", async () => {
    await withPage({}, async (page, troubles) => {
      await open(page, fileUrl(mixed(), "search.html"), "怠シ");
      const plan = await found(page, "怠シ", "Plans");
      assert.deepEqual(plan.map((p) => [p.href, p.marks]), [["plans/ja/index.html", ["怠シ"]]]);
      assert.ok((await found(page, "本社", "Phases")).every((phase) => phase.title.includes("本社")));
      assert.equal((await found(page, "社本", "Phases")).length, 0, "in this order alone");
      assert.deepEqual(troubles, []);
    });
  });

  test("what authors write is text", async () => {
    await withPage({ viewport: { width: 1440, height: 900 } }, async (page, troubles) => {
      await open(page, fileUrl(mixed(), "search.html"), "alert");
      const attacked = () => page.evaluate(() => document.querySelectorAll("main :is(img, script, iframe, [onerror], [onload], [style])").length);
      const titles = (await found(page, "alert", "Plans")).map((plan) => plan.title);
      assert.ok(titles.some((title) => title.includes('"><img src=x onerror=alert(1)> <script>alert(1)</script>')), titles.join("\n"));
      const risks = await found(page, "alert 51", "Risks");
      assert.ok(risks.some((risk) => risk.title.includes("<svg/onload=alert(51)>") || risk.title.includes("alert(50)")), JSON.stringify(risks));
      assert.equal((await found(page, "hidden zero", "Risks")).length, 0);
      assert.ok((await found(page, "gnp", "Risks"))[0].title.includes("[U+202E]"), "what nobody sees is shown");
      const query = '"><img src=x onerror=alert(9)> nowhere';
      await found(page, query, "Plans");
      await page.getByText(`No match for “${query}”`).waitFor();
      assert.equal(await attacked(), 0);
      const status = await found(page, "alert 1", "Plans");
      assert.ok(status.some((plan) => plan.look.includes("<script>alert(2)</script>")), "its status too");
      assert.deepEqual(troubles, []);
    });
  });

  test("results come while one types, the address keeps the question, readers hear the count", async () => {
    await withPage({}, async (page, troubles) => {
      const url = fileUrl(example(), "search.html");
      await open(page, url);
      assert.equal(await field(page).evaluate((input) => input === document.activeElement), true, "the field is ready");
      await page.keyboard.type("weekend account");
      const status = page.getByRole("status").filter({ hasText: /^1 result$/ });
      await status.waitFor();
      await page.waitForFunction(() => location.search === "?q=weekend%20account");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.equal(await page.locator(":focus").getAttribute("href"), `${PAYOUTS}risks.html#r2`);
      await page.keyboard.press("Enter");
      await page.waitForURL(/risks\.html#r2$/);
      await page.goto(`${url}#q=weekend`);
      await settled(page);
      await field(page).fill("");
      await group(page, /Plans A–Z/).waitFor();
      assert.equal(await group(page, "Risks").count(), 0);
      assert.deepEqual(troubles, []);
    });
  });

  test("the key / and the field in the header lead to the search", async () => {
    await withPage({ viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(fileUrl(example(), `${PAYOUTS}index.html`));
      await page.keyboard.press("/");
      assert.equal(await page.locator(".top :focus").getAttribute("name"), "q");
      await page.keyboard.type("a/b weekend");
      assert.equal(await page.locator(":focus").inputValue(), "a/b weekend", "in a field it is a character");
      await page.locator(":focus").fill("weekend");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/search\.html\?q=weekend$/);
      await settled(page);
      assert.equal(await group(page, "Risks").locator("li").count(), 1);
      await page.keyboard.press("/");
      assert.equal(await page.locator("main :focus").getAttribute("name"), "q");
    });
    await withPage({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false }, async (page) => {
      await page.goto(fileUrl(example(), `${PAYOUTS}risks.html`));
      const header = page.getByRole("banner");
      assert.equal(await header.getByRole("searchbox").count(), 0, "a button is enough on a phone");
      assert.ok((await header.boundingBox()).height < 110, "the header stays small");
      await header.getByRole("button", { name: "Search" }).click();
      await page.waitForURL(/\/search\.html\?q=$/);
      await page.getByText("Searching needs JavaScript").waitFor();
      await group(page, /Plans A–Z/).getByRole("link", { name: "Instant Supplier Payouts" }).click();
      await page.waitForURL(/instant-supplier-payouts\/index\.html$/);
    });
  });

  test("many records come in parts, many results in twenties", async () => {
    const site = large();
    assert.equal(readdirSync(join(site.output, "assets/data")).filter((f) => f.startsWith("search-")).length, 2);
    await withPage({}, async (page, troubles) => {
      await open(page, fileUrl(site, "search.html"), "phase");
      assert.match(await page.locator("[data-search=status]").innerText(), /^\d+ results in the best 300 of \d+ plans and pages/);
      const phases = group(page, "Phases");
      const links = phases.locator("li a");
      assert.equal(await links.count(), 20);
      const more = phases.getByRole("button", { name: "Show 20 more" });
      await more.focus();
      await page.keyboard.press("Enter");
      assert.equal(await links.count(), 40);
      assert.equal(await links.nth(20).evaluate((link) => link === document.activeElement), true, "on the first new one");
      assert.deepEqual(troubles, []);
    });
  });

  test("a part that does not come is told", async () => {
    const site = large();
    await withPage({}, async (page) => {
      await page.route("**/search-01.js", (route) => route.abort());
      await served(site.output, "/", async (url) => {
        await open(page, `${url}search.html`, "phase");
        await page.getByRole("status").filter({ hasText: "1 of 2 parts could not be loaded" }).waitFor();
        assert.ok((await group(page, "Phases").locator("li").count()) > 0, "what is there is found");
      });
    });
  });

  test("badges and bands are those of other pages; axe-core finds nothing, wide and narrow, light and dark", async () => {
    for (const width of [1440, 390]) {
      for (const colorScheme of ["light", "dark"]) {
        await withPage({ viewport: { width, height: 900 }, colorScheme }, async (page, troubles) => {
          await page.goto(fileUrl(mixed(), "risks.html"));
          const looks = (band) => band.evaluate((e) => [undefined, "::before"].map((part) => {
            const { color, backgroundColor, fontSize, fontWeight, borderRadius } = getComputedStyle(e, part);
            return [color, backgroundColor, fontSize, fontWeight, borderRadius];
          }));
          const elsewhere = await looks(page.locator("main td .band").first());
          await open(page, fileUrl(mixed(), "search.html"), "supplier");
          assert.deepEqual(await looks(page.locator("main li .band[data-band=severe]").first()), elsewhere);
          const icon = page.locator("main li .badge use").first();
          assert.equal(await icon.evaluate((use) => document.querySelector(use.getAttribute("href"))?.localName), "symbol");
          assert.deepEqual(troubles, []);
          await page.evaluate(axe);
          assert.deepEqual(await violations(page, ALL), [], `${width} ${colorScheme}`);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${width}: ${over} px too wide`);
        });
      }
    }
  });

  test("MiniSearch and our part of it: ≤ 26,000 bytes, with the licence", () => {
    const { output } = example();
    const name = readdirSync(join(output, "assets")).find((file) => /^search\.\w+\.js$/.test(file));
    assert.ok(statSync(join(output, "assets", name)).size <= 26_000);
    assert.match(readFileSync(join(output, "assets", name), "utf8"), /^\/\*! MiniSearch [\d.]+, MIT License/);
  });
}
