// By keyboard alone: the skip link first, then every stop in the order of the page, seen and never covered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { example, plansOf } from "../lib/sites.mjs";

/** The pages that are walked through, and the file below a plan's folder where it is a plan's. */
const PAGES = [["the index", null], ["a plan", "index.html"], ["a plan's risks", "risks.html"], ["a plan's rollback", "rollback.html"], ["checklists", "checklists.html"]];
const MOST = 400;

/** The stops of the page in the order of its text, each numbered for `stop` to find. */
function number() {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0);
  stops.forEach((e, i) => { e.dataset.stop = i; });
  return stops.length;
}

/** The number of what has the focus, and what is wrong with how it is seen. */
function stop() {
  const focused = document.activeElement;
  if (focused === document.body) return { number: null };
  const named = (e) => e && `${e.tagName.toLowerCase()} ${e.className} ${e.textContent.trim().slice(0, 40)}`;
  const wrong = [];
  // A link over two lines is where its first line is.
  const box = [...focused.getClientRects()].find((r) => r.width > 1 && r.height > 1);
  if (!box || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push("out of sight");
  // A link that covers its row or its cell draws its ring around that.
  const rings = [getComputedStyle(focused), getComputedStyle(focused, "::after")];
  if (!rings.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)) wrong.push("no ring");
  if (box && wrong.length === 0) {
    const [x, y] = [(Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
    const top = document.elementFromPoint(x, y);
    const label = focused.closest("label");
    if (!top || !(focused.contains(top) || top.contains(focused) || label?.contains(top))) wrong.push(`covered by ${named(top)}`);
  }
  return { number: Number(focused.dataset.stop), wrong: wrong.map((w) => `${named(focused)}: ${w}`) };
}

export default function () {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    for (const [name, file] of PAGES) {
      test(`each stop of ${name} is in order, seen and not covered, at ${width} px`, async () => {
        const site = example();
        const { folder } = plansOf(site).filter((p) => p.status?.kind === "in-progress").sort((a, b) => b.risks.length - a.risks.length)[0];
        await withPage({ viewport: { width, height } }, async (page) => {
          await page.goto(fileUrl(site, file ? `${folder}/${file}` : "index.html"));
          const stops = await page.evaluate(number);
          assert.ok(stops > 10 && stops < MOST, `${stops} stops`);
          await page.keyboard.press("Tab");
          assert.equal(await page.locator(":focus").getAttribute("href"), "#main", "the skip link comes first");
          const wrong = [];
          for (let i = 0; i < stops; i += 1) {
            const at = await page.evaluate(stop);
            assert.equal(at.number, i, `stop ${i} of ${stops}`);
            wrong.push(...at.wrong);
            await page.keyboard.press("Tab");
          }
          assert.deepEqual(wrong, []);
        });
      });
    }
  }

  test("the skip link leads past the navigation", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(example(), "index.html"));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "main");
      await page.keyboard.press("Tab");
      assert.ok(await page.locator("main :focus").count(), "the next stop is in the content");
    });
  });

  test("all plans, when they come, leave the focus in the row where it is", async () => {
    await served(example().output, "/", (url) => withPage({}, async (page, troubles) => {
      let release;
      const held = new Promise((done) => { release = done; });
      await page.route("**/plans.js", async (route) => { await held; await route.continue(); });
      await page.goto(`${url}index.html`);
      await page.getByLabel("Filter by name or owner").focus();
      const script = page.locator('script[src$="plans.js"]');
      await script.waitFor({ state: "attached" });
      await page.locator("[data-plans] tbody a").first().focus();
      await script.evaluate((element) => void (window.loaded = new Promise((done) => element.addEventListener("load", () => done(true)))));
      release();
      assert.equal(await page.evaluate(() => window.loaded), true);
      assert.equal(await page.evaluate(() => document.activeElement.closest("tbody tr")?.rowIndex), 1);
      assert.deepEqual(troubles, []);
    }));
  });
}
