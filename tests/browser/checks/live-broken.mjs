// A file that can't be used: the page stays as it was last good, and the overlay says what to mend.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  NOTES, NOTES_PAGE, OTHER_PLAN, PLAN, PLAN_PAGES, awake, entries, heading, isLoaded, isMarked, live, mark, original, panel, pill, toast,
} from "../lib/live.mjs";
import { until } from "../lib/preview.mjs";

const TEMPLATE = "templates/pages/plan-overview.html";
const SETTINGS = "phasebook.toml";
const last = "Showing the last good build";

/** The overlay of a broken build, whose first entry names a place. */
async function isBroken(page, place) {
  await panel(page).getByText(last).waitFor();
  await entries(page).first().filter({ hasText: place }).waitFor();
  assert.match(await panel(page).innerText(), /Tried \d\d:\d\d:\d\d/);
  assert.equal(await page.locator("main h1").first().isVisible(), true);
}

/** Nothing is broken any more, and nothing else is wrong. */
async function isMended(page) {
  await panel(page).getByText(last).waitFor({ state: "detached" });
  await toast(page).filter({ hasText: "No problems" }).waitFor();
  assert.equal(await panel(page).isVisible(), false);
  assert.equal(await pill(page).isVisible(), false);
}

/** The line of a text in a file, counted from 1. */
const lineOf = (text, part) => text.slice(0, text.indexOf(part)).split("\n").length;

export default function () {
  for (const [what, wrong] of [["a syntax error", "{% perhaps %}"], ["a field that does not exist", "{{ page.no_such_field }}"]]) {
    test(`a template with ${what}: the last good page stays until it is mended`, () => live(async (site, open) => {
      const page = await open(`${PLAN_PAGES}/index.html`);
      await mark(page);
      const good = site.read(TEMPLATE);
      const bad = good.replace('<h2 id="phases-h">', `$&${wrong}`);
      site.write(TEMPLATE, bad);
      await isBroken(page, new RegExp(String.raw`templates/pages/plan-overview\.html:${lineOf(bad, wrong)}:\d+`));
      assert.equal(await isMarked(page), true);
      // What is written meanwhile is shown by the last good template.
      site.edit(PLAN, "Refund Approvals", "Refund Decisions");
      await heading(page, "Refund Decisions").waitFor();
      await isBroken(page, "plan-overview.html");
      await page.goto(site.url);
      await isBroken(page, "plan-overview.html");
      await page.goBack();
      await isBroken(page, "plan-overview.html");
      await mark(page);
      site.write(TEMPLATE, good);
      await isMended(page);
      assert.equal(await isMarked(page), true, "the page is the same again");
      site.write(TEMPLATE, good.replace('<h2 id="phases-h">Phases', '<h2 id="phases-h">Steps'));
      await page.getByRole("heading", { name: "Steps" }).waitFor();
    }, { prepare: (site) => site.write(TEMPLATE, original(TEMPLATE)) }));
  }

  test("settings that are wrong: the last good site stays until they are mended", () => live(async (site, open) => {
    const page = await open(NOTES_PAGE);
    await mark(page);
    const good = site.read(SETTINGS);
    const bad = good.replace("[site]\n", '$&titel = "Other rollouts"\n');
    site.write(SETTINGS, bad);
    await isBroken(page, `phasebook.toml:${lineOf(bad, "titel")}:1`);
    assert.match(await entries(page).first().innerText(), /Did you mean title\?/);
    assert.equal(await isMarked(page), true);
    site.write(SETTINGS, good);
    await isMended(page);
    assert.equal(await isMarked(page), true);
    site.write(SETTINGS, good.replace(/title = .*/, 'title = "Other rollouts"'));
    await page.locator(".brand", { hasText: "Other rollouts" }).waitFor();
  }));

  test("settings that are wrong from the start: a page says so, and becomes the site", () => live(async (site, open) => {
    const page = await open(NOTES_PAGE);
    await heading(page, "can't be built yet").waitFor();
    await page.locator(".entries li", { hasText: "phasebook.toml:1:1" }).waitFor();
    site.write(SETTINGS, "still = false\n");
    await page.locator(".entries li", { hasText: "still" }).waitFor();
    assert.equal(await pill(page).isVisible(), false);
    site.write(SETTINGS, original(SETTINGS));
    await heading(page, "Notes").waitFor();
    await awake(page);
    assert.equal(await panel(page).isVisible(), false);
  }, { prepare: (site) => site.write(SETTINGS, "nothing = true\n") }));

  for (const [width, height] of [[1440, 900], [390, 844]]) {
    test(`an error of a plan leads its own pages' entries, and to its place: ${width} pixels wide`, () => live(async (site, open) => {
      const page = await open(`${PLAN_PAGES}/index.html`);
      const notes = await open(NOTES_PAGE);
      site.edit(NOTES, "What nobody", "[What](nowhere.md) nobody");
      await pill(page).filter({ hasText: "1 warning" }).waitFor();
      site.edit(OTHER_PLAN, "| Low |", "| Lwo |");
      await panel(page).getByRole("heading", { name: "1 error, 1 warning" }).waitFor();
      site.edit(PLAN, "| Compliance | Medium |", "| Compliance | Mediun |");
      await panel(page).getByRole("heading", { name: "2 errors, 1 warning" }).waitFor();
      assert.match(await entries(page).first().innerText(), /Mediun[\s\S]*payments\/refund-approvals\.md/);
      await entries(notes).first().filter({ hasText: "nowhere.md" }).waitFor();

      const text = site.read(PLAN);
      const line = lineOf(text, "Mediun");
      const column = text.split("\n")[line - 1].indexOf("Mediun") + 1;
      const place = entries(page).first().getByRole("link", { name: `refund-approvals.md:${line}:${column}` });
      assert.equal(await place.getAttribute("href"), `vscode://file${site.path(PLAN)}:${line}:${column}`);

      await entries(page).first().getByRole("link", { name: "show on page" }).click();
      await page.waitForURL(`${site.url}${PLAN_PAGES}/risks.html#*`);
      await awake(page);
      await panel(page).waitFor();
      // It is in view, and the overlay does not cover where it begins.
      await page.waitForFunction(() => {
        const target = document.querySelector(":target");
        const { left, top, height } = target.getBoundingClientRect();
        const found = document.elementFromPoint(left + 4, top + Math.min(8, height / 2));
        return top >= 0 && target.contains(found);
      });
      assert.match(await page.locator(":target").innerText(), /friend's account/);

      // The end of the page can be scrolled to where the overlay is not, and stays there.
      const end = await page.evaluate(() => {
        scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
        return { y: scrollY, foot: document.querySelector("footer").getBoundingClientRect().bottom, over: document.querySelector(".phasebook-preview .panel").getBoundingClientRect().top };
      });
      assert.ok(end.foot <= end.over, JSON.stringify(end));
      site.edit(PLAN, "weekly report by agent", "daily report by agent");
      await page.getByText("daily report by agent").waitFor();
      await until(() => isLoaded(page), "the end of loading");
      await panel(page).waitFor();
      assert.equal(await page.evaluate(() => scrollY), end.y);
    }, {
      viewport: { width, height },
      prepare: (site) => site.write(SETTINGS, `${site.read(SETTINGS)}
[rules]
unplaced-risk = "error"

[preview]
editor_url = "vscode://file/{path}:{line}:{column}"
`),
    }));
  }
}
