// Every page of the example, and every kind of page in every look.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachOnPage, fileUrl } from "../lib/browser.mjs";
import { small } from "../lib/plans.mjs";
import { awkward, example, filesBelow, many, withHistory } from "../lib/sites.mjs";
import { validate } from "../lib/vnu.mjs";
import { ALL, findings, withoutScripts } from "./accessible.mjs";
import { WIDTHS, overflow } from "./layout.mjs";
import { summary } from "./valid.mjs";

const LOOKS = [1440, 768, 390, 320].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme, rules: ALL })));
const SITES = [["example", example], ["many plans", many], ["small plans", small], ["endless words", awkward], ["with history", withHistory]];
const pages = (site) => filesBelow(site.output).filter((f) => f.endsWith(".html")).map((path) => ({ path }));

export default function () {
  for (const [name, site] of SITES) {
    test(`every page is valid HTML: ${name}`, async () => {
      assert.deepEqual(summary(await validate(site().output)), []);
    });
  }

  for (const scripts of ["with scripts", "without scripts"]) {
    for (const [name, site] of [["example", example], ["endless words", awkward], ["with history", withHistory]]) {
      test(`axe-core finds nothing at four widths in both themes, ${scripts}: ${name}`, async () => {
        const wrong = [];
        await eachOnPage(site().types, {}, async (page, { path }) => {
          if (scripts === "without scripts") await withoutScripts(page);
          await page.goto(fileUrl(site(), path));
          // Cards stand in frames of other sites, and have no script.
          const has = scripts === "with scripts" && !path.endsWith("/card.html");
          assert.equal(await page.locator("html.js").count() > 0, has, path);
          wrong.push(...(await findings(page, path, LOOKS)));
        });
        assert.deepEqual(wrong.sort(), []);
      });
    }
  }

  test("every page of the example: axe-core finds nothing, nothing is too wide, nothing on the console", async () => {
    const wrong = [];
    await eachOnPage(pages(example()), {}, async (page, { path }, troubles) => {
      await page.goto(fileUrl(example(), path));
      // A page that a plan has left leads on at once; where it leads is looked at in its own turn.
      if (await page.locator('meta[http-equiv="refresh"]').count() > 0) return;
      wrong.push(...(await findings(page, path, [{ width: 390, colorScheme: "light", rules: ALL }])));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        wrong.push(...(await page.evaluate(overflow)).map((w) => `${path} at ${width} px: ${w}`));
      }
      wrong.push(...troubles.splice(0).map((t) => `${path}: ${t}`));
    });
    assert.deepEqual(wrong.sort(), []);
  });
}
