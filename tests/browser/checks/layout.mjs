// No page scrolls sideways, at any width, whatever an author writes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { small } from "../lib/plans.mjs";
import { awkward, example, many, withHistory } from "../lib/sites.mjs";

export const WIDTHS = [320, 360, 390, 768];

/** What is wider than the window, or than the card that it stands in; what scrolls inside a box may be. */
export function overflow() {
  const name = (e) => e.tagName.toLowerCase() + [...e.classList].map((c) => `.${c}`).join("");
  const wrong = [];
  const extra = document.documentElement.scrollWidth - innerWidth;
  if (extra > 0) {
    const out = [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest(".scroll"));
    wrong.push(`the page is ${extra} px too wide: ${out.slice(0, 4).map(name).join(", ")}`);
  }
  for (const table of document.querySelectorAll(".card table")) {
    if (table.closest(".scroll")) continue;
    const more = table.getBoundingClientRect().right - table.closest(".card").getBoundingClientRect().right;
    if (more > 0.5) wrong.push(`${name(table)} is ${more} px wider than its card`);
  }
  return wrong;
}

export default function () {
  for (const [name, site] of [["example", example], ["many plans", many], ["small plans", small], ["endless words", awkward], ["with history", withHistory]]) {
    test(`nothing is wider than its place: ${name}`, async () => {
      const wrong = [];
      await eachOnPage(site().types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site(), path));
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          for (const trouble of await page.evaluate(overflow)) wrong.push(`${path} at ${width} px: ${trouble}`);
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
