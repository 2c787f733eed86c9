// The live preview in Chromium: what its script does when files change, and how its overlay behaves.
// The server is a stand-in (lib/preview.mjs); the pages, the script and the overlay are the program's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { closeBrowser, withPage } from "./lib/browser.mjs";
import { BROKEN, CLEAN, SAMPLE, WARNINGS, previewed, printed, until } from "./lib/preview.mjs";
import { example } from "./lib/sites.mjs";

const PLAN = "plans/payments/refund-approvals/";
const LISTS = `${PLAN}checklists.html`;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page of the example with the preview; `use` gets page, server and the list of troubles. */
function preview(state, use, { options = {}, path = LISTS } = {}) {
  return previewed(example(), state, (server) =>
    withPage({ viewport: { width: 1280, height: 700 }, ...options }, async (page, troubles) => {
      await page.goto(server.url + path);
      await page.locator(".phasebook-preview").waitFor({ state: "attached" });
      await use(page, server, troubles);
    }));
}

const original = (path) => readFileSync(join(example().output, path), "utf8");
const panel = (page) => page.locator(".phasebook-preview > .panel");
const pill = (page) => page.locator(".phasebook-preview > .pill");
const toast = (page) => page.locator(".toast:not([data-stopped])");
const stopped = (page) => page.locator("[data-stopped]");
const status = (page) => page.locator(".phasebook-preview > [role=status]");

/** Marks the document, so that a reload shows. */
const mark = (page) => page.evaluate(() => { window.marked = true; });
const isMarked = (page) => page.evaluate(() => window.marked === true);

/** The page with a heading of its own, and the wait until it is there. */
const changed = (path, words) => ({ [path]: original(path).replace(/<h1>/, `<h1>${words} `) });
const reloaded = (page, words) => page.locator("h1", { hasText: words }).waitFor();

/** Pretends that the tab is hidden or shown. */
const setHidden = (page, hidden) => page.evaluate((state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden ? "hidden" : "visible");

describe("live preview", () => {
  after(closeBrowser);

  describe("the overlay", () => {
    test("errors open it, with place, rule and a link to the spot", () => preview(SAMPLE, async (page) => {
      await panel(page).waitFor();
      assert.match(await panel(page).innerText(), /1 error, 2 warnings\s+Rebuilt 20:54:07/);
      const first = page.locator(".entries li").first();
      assert.match(await first.innerText(), /Error: likelihood Mediun of risk R8 is not a level\. Did you mean Medium\?/);
      assert.equal(await first.locator("mark").innerText(), "Mediun");
      assert.equal(await pill(page).isVisible(), false);
      await first.getByRole("link", { name: "show on page" }).click();
      await page.waitForURL(/source\.html$/);
    }));

    test("warnings alone do not cover the page", () => preview(WARNINGS, async (page) => {
      await pill(page).waitFor();
      assert.equal(await pill(page).innerText(), "2 warnings");
      assert.equal(await panel(page).isVisible(), false);
    }));

    test("nothing wrong says nothing at load, and so after a rebuild", () => preview(CLEAN, async (page, server) => {
      await until(() => server.asked.some((line) => line.endsWith("_preview/state")), "a question");
      await panel(page).waitFor({ state: "attached" });
      assert.equal(await page.locator(".phasebook-preview").innerText(), "");
      server.change({ toast: "refunds.md · 41 ms" });
      await toast(page).waitFor();
      assert.equal(await toast(page).innerText(), "No problems · refunds.md · 41 ms");
      await toast(page).waitFor({ state: "hidden" });
    }));

    test("a broken build shows the last good one, and says so", () => preview(BROKEN, async (page) => {
      await page.getByText("Showing the last good build").waitFor();
      assert.equal(await page.locator("h1").first().isVisible(), true);
    }));

    test("Escape closes it to a pill, the tab remembers, the pill opens it again", () => preview(SAMPLE, async (page, server) => {
      await panel(page).waitFor();
      await page.keyboard.press("Escape");
      await pill(page).waitFor();
      assert.equal(await pill(page).innerText(), "3 problems");
      await page.goto(`${server.url}index.html`);
      await pill(page).waitFor();
      assert.equal(await panel(page).isVisible(), false, "on the next page too");
      server.change();
      await until(() => server.asked.filter((line) => line.endsWith("state")).length >= 3, "the rebuild");
      assert.equal(await panel(page).isVisible(), false, "and after a rebuild");
      await pill(page).focus();
      await page.keyboard.press("Enter");
      await panel(page).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.matches("[data-close]")), true);
      await page.keyboard.press("Enter");
      await pill(page).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.matches(".pill")), true);
    }));

    test("focus is never taken, and what has it in the overlay keeps it", () => preview(WARNINGS, async (page, server) => {
      const link = page.locator("header nav a").nth(1);
      await link.focus();
      server.change(SAMPLE);
      await panel(page).waitFor();
      assert.equal(await link.evaluate((a) => a === document.activeElement), true);
      const shown = page.getByRole("link", { name: "show on page" }).nth(1);
      await shown.focus();
      server.change({ toast: "a.md · 3 ms" });
      await toast(page).waitFor();
      assert.equal(await shown.evaluate((a) => a === document.activeElement), true);
      server.change(CLEAN);
      await until(async () => !(await panel(page).isVisible()), "nothing left to show");
    }));

    test("readers hear new counts once, and nothing where they are the same", () => preview(SAMPLE, async (page, server) => {
      await panel(page).waitFor();
      const heard = [];
      await page.exposeFunction("heard", (text) => heard.push(text));
      await status(page).evaluate((region) => {
        new MutationObserver(() => region.textContent && window.heard(region.textContent)).observe(region, { childList: true });
      });
      server.change({ toast: "a.md · 3 ms" });
      await toast(page).waitFor();
      server.change(WARNINGS);
      await until(() => heard.length > 0, "words");
      server.change(CLEAN);
      await until(() => heard.length > 1, "more words");
      assert.deepEqual(heard, ["2 warnings", "No problems"]);
    }));

    for (const width of [1440, 390]) {
      test(`axe-core finds nothing at ${width}, nor does the policy stop anything`, async () => {
        for (const [name, state] of Object.entries({ SAMPLE, BROKEN, WARNINGS })) {
          await preview(state, async (page, server, troubles) => {
            await (state === WARNINGS ? pill(page) : panel(page)).waitFor();
            await page.evaluate(axe);
            for (const colorScheme of ["light", "dark"]) {
              await page.emulateMedia({ colorScheme });
              const { violations } = await page.evaluate(() => window.axe.run(document, {
                runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
                resultTypes: ["violations"],
              }));
              assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(", ")}`), [], `${name} ${colorScheme}`);
            }
            const box = await (state === WARNINGS ? pill(page) : panel(page)).boundingBox();
            assert.ok(box.height <= 0.6 * 900 + 1 && box.width <= 36 * 16 + 1, JSON.stringify(box));
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
            assert.deepEqual(troubles, []);
          }, { options: { viewport: { width, height: 900 } } });
        }
      });
    }

    test("it is not printed", () => preview(SAMPLE, async (page) => {
      await panel(page).waitFor();
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".phasebook-preview").isVisible(), false);
    }));
  });

  describe("a change", () => {
    test("of the page reloads it, and keeps place, details, entries and focus", () => preview(WARNINGS, async (page, server) => {
      const form = '<form><input id="filter" name="q"><input type="checkbox" name="box"><input type="password" name="secret"><select name="kind"><option>A<option>B</select></form><div id="tall"></div></main>';
      const path = LISTS;
      const withForm = (words) => original(path).replace(/<h1>/, `<h1>${words} `).replace("</main>", form);
      server.change({}, { [path]: withForm("First") });
      await reloaded(page, "First");
      await mark(page);
      await page.locator("summary").nth(1).click();
      const open = await page.evaluate(() => [...document.querySelectorAll("details")].map((d) => d.open));
      assert.ok(open.length > 2 && open.includes(false), JSON.stringify(open));
      await page.fill("#filter", "refund");
      await page.check("[name=box]");
      await page.fill("[name=secret]", "hidden");
      await page.selectOption("[name=kind]", "B");
      await page.locator("#filter").focus();
      await page.evaluate(() => document.getElementById("filter").setSelectionRange(2, 4));
      await page.evaluate(() => scrollTo({ top: 333, behavior: "instant" }));
      server.change({ toast: "refund-approvals.md · 12 ms" }, { [path]: withForm("Second") });
      await reloaded(page, "Second");
      assert.equal(await isMarked(page), false);
      await toast(page).waitFor();
      assert.equal(await toast(page).innerText(), "refund-approvals.md · 12 ms");
      await until(() => page.evaluate(() => document.readyState === "complete" && history.scrollRestoration === "auto"), "the end of loading");
      const kept = await page.evaluate(() => ({
        open: [...document.querySelectorAll("details")].map((d) => d.open),
        values: [...document.forms[document.forms.length - 1].elements].map((f) => (f.type === "checkbox" ? f.checked : f.value)),
        focus: document.activeElement.id,
        selection: [document.activeElement.selectionStart, document.activeElement.selectionEnd],
        y: scrollY,
      }));
      assert.deepEqual(kept, { open, values: ["refund", true, "", "B"], focus: "filter", selection: [2, 4], y: 333 });
    }, { options: { viewport: { width: 1280, height: 500 } } }));

    test("keeps the place on a page that was opened at an anchor", () => preview(CLEAN, async (page, server) => {
      await page.goto(`${server.url}${PLAN}risks.html#register`);
      await panel(page).waitFor({ state: "attached" });
      await page.evaluate(() => scrollTo({ top: 120, behavior: "instant" }));
      server.change({}, changed(`${PLAN}risks.html`, "Now"));
      await reloaded(page, "Now");
      await until(() => page.evaluate(() => history.scrollRestoration === "auto"), "the end of loading");
      assert.equal(await page.evaluate(() => scrollY), 120);
      assert.match(page.url(), /#register$/);
    }, { options: { viewport: { width: 1280, height: 400 } } }));

    test("of another page leaves this one alone, and its overlay follows", () => preview(WARNINGS, async (page, server) => {
      await pill(page).waitFor();
      await mark(page);
      server.change({ ...SAMPLE, toast: "refunds.md · 41 ms" }, changed("about.html", "Other"));
      await toast(page).waitFor();
      assert.equal(await toast(page).innerText(), "refunds.md · 41 ms");
      await panel(page).waitFor();
      assert.equal(await isMarked(page), true);
      assert.ok(server.asked.includes(`HEAD /${LISTS}`));
    }));

    test("of an image shows it anew without a reload", () => {
      const path = "plans/platform/regional-failover/index.html";
      return preview(CLEAN, async (page, server) => {
        const image = page.locator("main img").first();
        const before = new URL(await image.evaluate((i) => i.src)).pathname;
        await mark(page);
        server.change({ images: [before] });
        await until(async () => (await image.evaluate((i) => i.src)).endsWith(`${before}?v=2`), "the image");
        assert.equal(await isMarked(page), true);
      }, { path });
    });

    test("of the style swaps the stylesheet, and later changes are still told apart", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      await mark(page);
      const old = original(LISTS).match(/site\.[0-9a-f]+\.css/)[0];
      const css = `${readFileSync(join(example().output, "assets", old), "utf8")} h1 { color: rgb(1, 2, 3) }`;
      const relinked = original(LISTS).replaceAll(old, "site.0123456789.css");
      server.change({ style_only: true, stylesheet: "/assets/site.0123456789.css", toast: "base.css · 9 ms" },
        { "assets/site.0123456789.css": css, [LISTS]: relinked });
      await until(() => page.evaluate(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)"), "the colour");
      await toast(page).waitFor();
      const sheets = await page.evaluate(() => [...document.querySelectorAll("link[rel=stylesheet]")].map((l) => new URL(l.href).pathname));
      assert.deepEqual(sheets, ["/assets/site.0123456789.css", "/_preview/preview.css"]);
      await toast(page).waitFor({ state: "hidden" });
      server.change({ toast: "other.md · 2 ms" });
      await toast(page).waitFor();
      assert.equal(await isMarked(page), true, "the page is known as unchanged");
      server.change({}, { [LISTS]: relinked.replace(/<h1>/, "<h1>Then ") });
      await reloaded(page, "Then");
    }));

    test("of a plan goes to its page, where the preview follows", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      server.change({ navigate: `/${PLAN}index.html`, toast: "refund-approvals.md · 5 ms" });
      await page.waitForURL(`${server.url}${PLAN}index.html`);
      await toast(page).waitFor();
      await mark(page);
      await toast(page).waitFor({ state: "hidden" });
      server.change({ navigate: `/${PLAN}index.html`, toast: "again.md · 5 ms" });
      await toast(page).waitFor();
      assert.equal(await isMarked(page), true, "it is there already");
    }));

    test("that removes the page shows what the server has in its place", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      server.change({}, { [LISTS]: null });
      await reloaded(page, "This page");
      await panel(page).waitFor({ state: "attached" });
      server.files.delete(LISTS);
      server.change({});
      await reloaded(page, "Checklists");
    }));

    test("while one is looked at is looked at too", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      for (let i = 0; i < 20; i += 1) server.change({ toast: `${i}.md · 1 ms` });
      server.change({}, changed(LISTS, "Last"));
      await reloaded(page, "Last");
    }));

    test("whose state can't be had is tried again at the next one", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      const asked = () => server.asked.filter((line) => line.endsWith("state")).length;
      const before = asked();
      server.failing = true;
      server.change({}, changed(LISTS, "Late"));
      await until(() => asked() > before, "a question");
      server.failing = false;
      await mark(page);
      server.change();
      await reloaded(page, "Late");
    }));
  });

  describe("the connection", () => {
    test("a server that is gone is said, and what changed meanwhile is seen", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      await until(() => server.streams.size === 1, "a stream");
      await server.stop();
      await stopped(page).waitFor();
      assert.equal(await stopped(page).innerText(), "Preview stopped");
      // Another run counts from one again: the number alone tells nothing.
      for (const [path, text] of Object.entries(changed(LISTS, "Back"))) server.files.set(path, text);
      await server.start();
      await reloaded(page, "Back");
      assert.equal(await stopped(page).isVisible(), false);
    }));

    test("a server that comes back unchanged leaves the page alone", () => preview(CLEAN, async (page, server) => {
      const checks = () => server.asked.filter((line) => line === `HEAD /${LISTS}`).length;
      await until(() => server.streams.size === 1, "a stream");
      await panel(page).waitFor({ state: "attached" });
      await mark(page);
      await server.stop();
      await stopped(page).waitFor();
      assert.equal(checks(), 1, "the one at load");
      await server.start();
      await stopped(page).waitFor({ state: "hidden" });
      await until(() => checks() === 2, "a check");
      assert.equal(await isMarked(page), true);
    }));

    test("a hidden tab has no stream, and catches up when it is shown", () => preview(CLEAN, async (page, server) => {
      await until(() => server.streams.size === 1, "a stream");
      await setHidden(page, true);
      await until(() => server.streams.size === 0, "no stream");
      server.change({ navigate: "/about.html" }, changed(LISTS, "Shown"));
      await setHidden(page, false);
      await page.waitForURL(/about\.html$/);
      await page.goBack();
      await reloaded(page, "Shown");
    }));

    test("a page that comes back from the browser's memory is checked again", () => preview(CLEAN, async (page, server) => {
      await panel(page).waitFor({ state: "attached" });
      server.files.set(LISTS, changed(LISTS, "Newer")[LISTS]);
      await page.evaluate(() => void setTimeout(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))));
      await reloaded(page, "Newer");
    }));
  });

  describe("the page in place of a site", () => {
    const waiting = (use, options) => preview(BROKEN, use, { path: "index.html", options });
    const stand = (server) => server.files.set("index.html", printed("waiting"));

    test("is readable without script, passes axe, and becomes the site", async () => {
      await previewed(example(), BROKEN, (server) => {
        stand(server);
        return withPage({ javaScriptEnabled: false }, async (page) => {
          await page.goto(`${server.url}index.html`);
          assert.match(await page.locator("main").innerText(), /The site can't be built yet[\s\S]*Error: titel is no setting\. Did you mean title\?[\s\S]*phasebook\.toml:2:1/);
        });
      });
      await previewed(example(), BROKEN, (server) => {
        stand(server);
        return withPage({ viewport: { width: 390, height: 844 } }, async (page, troubles) => {
          await page.goto(`${server.url}index.html`);
          await page.locator("main li").nth(3).waitFor();
          assert.equal(await pill(page).isVisible(), false);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run(document));
          assert.deepEqual(violations.map((v) => v.id), []);
          server.change(CLEAN, { "index.html": original("index.html") });
          await reloaded(page, "rollouts");
          assert.deepEqual(troubles, []);
        });
      });
    });

    test("has its entries renewed in place", () => waiting(async (page, server) => {
      server.change({}, { "index.html": printed("waiting") });
      await page.getByText("can't be built yet").waitFor();
      await page.locator("main li").nth(3).waitFor();
      await page.keyboard.press("Escape");
      server.change(SAMPLE);
      await page.locator("main h2", { hasText: "1 error, 2 warnings" }).waitFor();
      assert.equal(await page.locator("main .panel").isVisible(), true);
    }));
  });
});
