// Nothing scrolls sideways, at any width, whatever an author writes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { awkward, example, many } from "../lib/sites.mjs";

const WIDTHS = [320, 390, 768];

/** How much wider than the window the page is, and what sticks out of it. */
function overflow() {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return null;
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5);
  const name = (e) => e.tagName.toLowerCase() + [...e.classList].map((c) => `.${c}`).join("");
  return `${wide} px too wide: ${out.slice(0, 4).map(name).join(", ")}`;
}

export default function () {
  for (const [name, site] of [["example", example], ["many plans", many], ["endless words", awkward]]) {
    test(`no page is wider than the window: ${name}`, async () => {
      const wrong = [];
      await eachOnPage(site().types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site(), path));
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const trouble = await page.evaluate(overflow);
          if (trouble) wrong.push(`${path} at ${width} px: ${trouble}`);
        }
      });
      assert.deepEqual(wrong, []);
    });
  }

  test("the index says what is live and what needs attention without scrolling", async () => {
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      await withPage({ viewport }, async (page) => {
        await page.goto(fileUrl(example(), "index.html"));
        for (const text of [/rollouts? (is|are) live/, /^Needs attention/]) {
          const box = await page.locator("main").getByText(text).first().boundingBox();
          assert.ok(box && box.y + box.height <= viewport.height, `${text} at ${viewport.width} px`);
        }
      });
    }
  });
}
