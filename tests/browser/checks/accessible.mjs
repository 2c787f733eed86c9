// axe-core finds nothing on any kind of page: wide and narrow, light and dark, with scripts and without.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { eachOnPage, fileUrl } from "../lib/browser.mjs";
import { small } from "../lib/plans.mjs";
import { awkward, example, many, withHistory } from "../lib/sites.mjs";

export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** What axe finds on the page as it stands, a line each. */
export async function violations(page, runOnly) {
  // Without its own look into style sheets, which asks for them as no page may.
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"], preload: false }), runOnly);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.failureSummary.split("\n")[1]?.trim()})`));
}

/** What axe finds on a page in each of the looks, `{ width, colorScheme, rules }`. */
export async function findings(page, path, looks) {
  const wrong = [];
  // Evaluated by the browser's own tool, as the page's CSP lets no script in.
  await page.evaluate(axe);
  for (const { width, colorScheme, rules } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    wrong.push(...(await violations(page, rules)).map((v) => `${path} ${width} ${colorScheme}: ${v}`));
  }
  return wrong;
}

/** Pages as they are where scripts do not run. With JavaScript off axe could not run either, so the
 * site's own scripts are kept from loading: the class `js` is missing then, and what it brings out. */
export async function withoutScripts(page) {
  await page.route("**/*.js", (route) => route.abort());
}

const look = (width, colorScheme) => ({ width, colorScheme, rules: ALL });
// Both widths and both themes; the long tests look at every pair of them.
const RATED = ["rated", "rated-only"].map((slug) => ({ path: `plans/${slug}/risks.html` }));
const RUNS = [
  ["example", example, [look(1440, "light"), look(390, "dark")]],
  ["many plans", many, [look(1440, "light")]],
  ["with history", withHistory, [look(1440, "light"), look(390, "dark")]],
  ["endless words", awkward, [look(390, "light")]],
  ["risks with one overall level", () => ({ ...small(), types: RATED }), [look(1440, "light"), look(390, "dark")]],
];

export default function () {
  for (const [name, site, looks] of RUNS) {
    test(`axe-core finds nothing: ${name}`, async () => {
      const wrong = [];
      await eachOnPage(site().types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site(), path));
        wrong.push(...(await findings(page, path, looks)));
      });
      assert.deepEqual(wrong.sort(), []);
    });
  }

  test("axe-core finds nothing where scripts do not run, on the narrowest screen", async () => {
    const wrong = [];
    await eachOnPage(example().types, {}, async (page, { path }) => {
      await withoutScripts(page);
      await page.goto(fileUrl(example(), path));
      assert.equal(await page.locator("html.js").count(), 0, "scripts did not run");
      wrong.push(...(await findings(page, path, [look(320, "light")])));
    });
    assert.deepEqual(wrong.sort(), []);
  });
}
