// axe-core finds nothing on any kind of page, wide and narrow, light and dark.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { awkward, example } from "../lib/sites.mjs";

export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** The rules that a change of colours can break. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe finds on the page as it stands, a line each. */
export async function violations(page, runOnly) {
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), runOnly);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.failureSummary.split("\n")[1]?.trim()})`));
}

/** What axe finds on a page, each line with the width and theme. */
async function findings(page, path, widths) {
  const wrong = [];
  for (const [i, width] of widths.entries()) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    // Evaluated by the browser's own tool, as the page's CSP lets no script in.
    if (i === 0) await page.evaluate(axe);
    const light = await violations(page, ALL);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await violations(page, COLOURS);
    wrong.push(...light.map((v) => `${path} ${width} light: ${v}`), ...dark.map((v) => `${path} ${width} dark: ${v}`));
  }
  return wrong;
}

export default function () {
  for (const [name, site, widths] of [["example", example, [1440, 390]], ["endless words", awkward, [390]]]) {
    test(`axe-core finds nothing: ${name}`, async () => {
      const wrong = [];
      await eachOnPage(site().types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site(), path));
        wrong.push(...(await findings(page, path, widths)));
      });
      assert.deepEqual(wrong.sort(), []);
    });
  }

  test("keyboard: the first stop is the skip link, and each stop is seen", async () => {
    await withPage({ viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(fileUrl(example(), "index.html"));
      await page.keyboard.press("Tab");
      const skip = page.locator(":focus");
      assert.equal(await skip.getAttribute("href"), "#main");
      for (let stop = 0; stop < 40; stop += 1) {
        const unseen = await page.evaluate(() => {
          const focused = document.activeElement;
          const box = focused.getBoundingClientRect();
          const { outlineStyle, outlineWidth } = getComputedStyle(focused);
          const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
          const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
          // A link that covers its row draws its ring around the row.
          const cover = getComputedStyle(focused, "::after");
          return seen && (ring || (cover.outlineStyle !== "none" && parseFloat(cover.outlineWidth) >= 2)) ? null : focused.outerHTML.slice(0, 120);
        });
        assert.equal(unseen, null, `stop ${stop}`);
        await page.keyboard.press("Tab");
      }
    });
  });
}
