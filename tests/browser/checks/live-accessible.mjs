// axe-core on pages with the overlay as the program makes it: open, broken, closed, in place of a site.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL, axe, violations } from "./accessible.mjs";
import { NOTES, PLAN, PLAN_PAGES, entries, heading, live, panel, pill } from "../lib/live.mjs";

const SETTINGS = "phasebook.toml";

/** Looks at the page as it stands in both themes. */
async function assertAccessible(page, what) {
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page, ALL), [], `${what}, ${colorScheme}`);
  }
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, what);
}

export default function () {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const options = { viewport: { width, height } };

    test(`the overlay passes axe, open, broken and closed: ${width} pixels wide`, () => live(async (site, open) => {
      const page = await open(`${PLAN_PAGES}/index.html`);
      site.edit(NOTES, "What nobody", "[What](nowhere.md) nobody");
      await pill(page).waitFor();
      await assertAccessible(page, "closed");
      site.edit(PLAN, "| Compliance | Medium |", "| Compliance | Mediun |");
      site.write("content/notes/deep/a.md", `# A\n\n[${"endless".repeat(40)}](${"nowhere".repeat(20)}.md)\n`);
      await entries(page).nth(2).waitFor({ state: "attached" });
      if (!(await panel(page).isVisible())) await pill(page).click();
      await assertAccessible(page, "open");
      site.write(SETTINGS, "titel = 1\n");
      await panel(page).getByText("Showing the last good build").waitFor();
      await assertAccessible(page, "broken");
    }, options));

    test(`the page in place of a site passes axe: ${width} pixels wide`, () => live(async (site, open) => {
      const page = await open("");
      await heading(page, "can't be built yet").waitFor();
      await assertAccessible(page, "waiting");
    }, { ...options, prepare: (site) => site.write(SETTINGS, "titel = 1\n") }));
  }
}
