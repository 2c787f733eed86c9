// What a save made worse is said at once, and what it mended; the reader keeps his place in the text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL, axe, violations } from "./accessible.mjs";
import { NOTES, NOTES_PAGE, PLAN, PLAN_PAGES, isLoaded, live, original, pill } from "../lib/live.mjs";
import { until } from "../lib/preview.mjs";

const saved = (page) => page.locator(".phasebook-preview > .saved");
const lines = (page) => saved(page).locator("li strong");
const ghosts = (page) => page.locator(".phasebook-ghost");

const LONG = "content/long.md";
const LONG_PAGE = "plans/long/source.html";

/** A plan of thirty parts, each with words of its own. */
function long() {
  const parts = Array.from({ length: 30 }, (_, i) => `## Part ${i + 1}\n\n${`Words of part ${i + 1}. `.repeat(60)}\n`);
  return `# Rollout Plan: Long\n\n**Status:** Draft\n\n${parts.join("\n")}\n## Rollback Plan\n\n1. Turn it off\n`;
}

const top = (page, id) => page.evaluate((wanted) => document.getElementById(wanted).getBoundingClientRect().top, id);

export default function () {
  test("what a save made worse stands beside the page in words, and what it mended", () => live(async (site, open) => {
    const page = await open(`${PLAN_PAGES}/index.html`);
    assert.equal(await saved(page).count(), 0);
    site.edit(PLAN, "| Compliance | Medium |", "| Compliance | Mediun |");
    await saved(page).waitFor();
    assert.match(await saved(page).locator("h2").innerText(), /^Your last save: \d+ new problems?$/);
    assert.match((await lines(page).allInnerTexts()).join("\n"), /^Worse: .* lost its rating; it was \w+\.$/m);
    await until(() => isLoaded(page), "the end of loading");
    assert.equal(await saved(page).isVisible(), true, "it outlives the reload");
    await page.locator(".nav a, .tabs a, nav a").filter({ hasText: "Rollback" }).last().click();
    await saved(page).waitFor();
    site.edit(PLAN, "| Compliance | Mediun |", "| Compliance | Medium |");
    await saved(page).locator("h2", { hasText: /^Your last save: \d+ fixed$/ }).waitFor();
    await saved(page).getByRole("button", { name: "Close" }).click();
    assert.equal(await saved(page).count(), 0);
    await page.reload();
    await page.locator(".phasebook-preview .panel").waitFor({ state: "attached" });
    assert.equal(await saved(page).count(), 0, "closed, it stays closed");
  }));

  test("the file that was saved comes first, and Escape closes what is told", () => live(async (site, open) => {
    const page = await open(NOTES_PAGE);
    site.edit(NOTES, "What nobody", "[What](nowhere.md) nobody");
    await saved(page).waitFor();
    assert.match(await saved(page).locator(".where").first().innerText(), /^notes\.md:\d+:\d+ · broken-link/);
    await page.keyboard.press("Escape");
    assert.equal(await saved(page).count(), 0);
    assert.equal(await pill(page).isVisible(), true);
  }));

  for (const [width, height] of [[1440, 900], [390, 844]]) {
    test(`what is told of a save, and template text, pass axe: ${width} pixels wide`, () => live(async (site, open) => {
      const page = await open("plans/fresh/index.html");
      await ghosts(page).first().waitFor();
      site.write("content/fresh.md", `${site.read("content/fresh.md")}\n[gone](gone.md)\n`);
      await saved(page).waitFor();
      await until(() => isLoaded(page), "the end of loading");
      await ghosts(page).first().waitFor();
      await page.evaluate(axe);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page, ALL), [], colorScheme);
      }
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    }, { viewport: { width, height }, prepare: fresh }));
  }

  test("template text of a fresh plan stands in its places and follows the file", () => live(async (site, open) => {
    const page = await open("plans/fresh/index.html");
    const phases = page.locator("section[aria-labelledby=phases-h] .phasebook-ghost");
    await phases.getByText("Phase 0 — Staff trial").waitFor();
    site.edit("content/fresh.md", "*Phase 0 — Staff trial*", "Phase 0 — Own people");
    await page.locator("main").getByText("Own people").first().waitFor();
    assert.equal(await phases.count(), 0, "filled in, it is no ghost any more");
  }, { prepare: fresh }));

  test("words stay at their height when others are written above them", () => live(async (site, open) => {
    const page = await open(LONG_PAGE);
    await page.evaluate(() => document.getElementById("h-part-20").scrollIntoView({ block: "start", behavior: "instant" }));
    const before = await top(page, "h-part-20");
    site.edit(LONG, "Words of part 2. ", `${"A line above.\n\n".repeat(10)}Words of part 2. `);
    await page.getByText("A line above.").first().waitFor({ state: "attached" });
    await until(() => isLoaded(page), "the end of loading");
    await until(async () => Math.abs((await top(page, "h-part-20")) - before) <= 1, "the same height");
    // Between two headings, and with the words at the window's top rewritten.
    await page.evaluate(() => scrollBy({ top: 40, behavior: "instant" }));
    const later = await top(page, "h-part-21");
    site.edit(LONG, "Words of part 20. Words", `${"Another line above.\n\n".repeat(4)}Other words`);
    await page.getByText("Another line above.").first().waitFor({ state: "attached" });
    await until(() => isLoaded(page), "the end of loading");
    await until(async () => Math.abs((await top(page, "h-part-21")) - later) <= 400, "near its height");
  }, { prepare: (site) => site.write(LONG, long()) }));
}


/** A plan as `phasebook new` writes it. */
function fresh(site) {
  site.write("content/fresh.md", original("content/template.md").replace("[Feature / Project Name]", "Fresh"));
}
