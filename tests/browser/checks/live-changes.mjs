// A file is saved: the pages that show it follow, the others stay as they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import {
  NOTES, NOTES_PAGE, OTHER_PAGES, OTHER_PLAN, PLAN, PLAN_PAGES, awake, heading, isLoaded, isMarked, live, loads, mark, original, toast,
} from "../lib/live.mjs";
import { until } from "../lib/preview.mjs";

const TITLE = "Refund Approvals in the Support Desk";
const TIME = String.raw`(\d+ ms|\d+\.\d s)`;

/** Waits until all that was saved before is shown: a later save is seen on its own page. */
async function settled(site, notes, words) {
  site.edit(NOTES, "# Notes", `# ${words} Notes`);
  await heading(notes, words).waitFor();
}

export default function () {
  test("a plan's page follows its file once, and keeps place, details, entries and focus", () => live(async (site, open) => {
    const page = await open(`${PLAN_PAGES}/checklists.html`);
    const notes = await open(NOTES_PAGE);
    await mark(notes);
    await page.locator("details[open] > summary").first().click();
    const openDetails = () => page.evaluate(() => [...document.querySelectorAll("details")].map((details) => details.open));
    const before = await openDetails();
    assert.ok(before.includes(true) && before.includes(false), JSON.stringify(before));
    await page.getByLabel("Only open items").check();
    await page.fill("#own-note", "call Finance");
    await page.evaluate(() => document.getElementById("own-note").setSelectionRange(2, 4));
    await page.evaluate(() => scrollTo({ top: 150, behavior: "instant" }));
    const loaded = loads(page);
    site.edit(PLAN, "passed at 20 refunds", "passed at 40 refunds");
    await page.getByText("passed at 40 refunds").waitFor({ state: "attached" });
    await toast(page).waitFor();
    assert.match(await toast(page).innerText(), new RegExp(`^No problems · refund-approvals\\.md · ${TIME}$`));
    await until(() => isLoaded(page), "the end of loading");
    assert.deepEqual(await openDetails(), before);
    const kept = await page.evaluate(() => ({
      ticked: document.querySelector(".only-open").checked,
      text: document.getElementById("own-note").value,
      focus: document.activeElement.id,
      caret: [document.activeElement.selectionStart, document.activeElement.selectionEnd],
      y: scrollY,
    }));
    assert.deepEqual(kept, { ticked: true, text: "call Finance", focus: "own-note", caret: [2, 4], y: 150 });
    assert.equal(await isMarked(notes), true, "another page stays");
    await mark(page);
    await settled(site, notes, "Later");
    await toast(page).filter({ hasText: "notes.md" }).waitFor();
    assert.equal(await isMarked(page), true, "and so does this one when another is saved");
    assert.equal(loaded.number, 1);
  }, {
    viewport: { width: 1280, height: 400 },
    prepare: (site) => site.write("templates/pages/plan-checklists.html", original("templates/pages/plan-checklists.html")
      .replace('<p><label class="check">', '<p><label>Note <input id="own-note" name="note"></label></p>$&')),
  }));

  test("twenty saves within a second: a few reloads, and the last text stays", () => live(async (site, open) => {
    const page = await open(`${PLAN_PAGES}/index.html`);
    const notes = await open(NOTES_PAGE);
    const loaded = loads(page);
    const begun = Date.now();
    const written = site.read(PLAN);
    for (let i = 1; i <= 20; i += 1) {
      // Saved whole: an empty file, as it is for a moment in between, is a version too.
      site.write("saved.tmp", written.replace(TITLE, `Typed ${"o".repeat(i)}`));
      site.rename("saved.tmp", PLAN);
      // The pace of the typing.
      await pause(45);
    }
    await heading(page, "o".repeat(20)).waitFor();
    const shown = Date.now();
    await settled(site, notes, "Later");
    await toast(page).filter({ hasText: "notes.md" }).waitFor();
    assert.equal(await heading(page, "o".repeat(20)).isVisible(), true);
    // A page stays for 400 ms at least.
    const most = 2 + (shown - begun) / 400;
    assert.ok(loaded.number <= most, `${loaded.number} reloads in ${shown - begun} ms`);
  }));

  test("a stylesheet of the site's own changes the page without a reload, and never bare", () => live(async (site, open) => {
    const page = await open(`${PLAN_PAGES}/index.html`);
    await mark(page);
    await page.evaluate(() => {
      window.looks = new Set();
      const look = () => {
        const { backgroundColor, fontFamily } = getComputedStyle(document.documentElement);
        window.looks.add(`${backgroundColor} ${fontFamily}`);
        requestAnimationFrame(look);
      };
      look();
    });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const [first] = await page.evaluate(() => [...window.looks]);
    const tokens = original("static/css/tokens.css");
    const seen = [first];
    for (const [written, computed] of [["#012345", "rgb(1, 35, 69)"], ["#543210", "rgb(84, 50, 16)"]]) {
      const own = tokens.replace(/--bg: light-dark\([^)]*\)/, `--bg: ${written}`);
      assert.notEqual(own, tokens);
      site.write("static/css/tokens.css", own);
      await until(async () => (await ground()) === computed, `${written} as the ground`);
      seen.push(first.replace(/^rgb\([^)]*\)/, computed));
    }
    await toast(page).waitFor();
    assert.match(await toast(page).innerText(), /tokens\.css/);
    assert.deepEqual(await page.evaluate(() => [...window.looks]), seen);
    assert.equal(await isMarked(page), true);
    site.edit(PLAN, TITLE, "Later");
    await heading(page, "Later").waitFor();
    assert.equal(await ground(), "rgb(84, 50, 16)");
  }));

  test("a picture that is replaced is shown anew without a reload", () => live(async (site, open) => {
    const page = await open(`${OTHER_PAGES}/index.html`);
    const widths = () => page.evaluate(() => [...document.images].map((image) => image.complete && image.naturalWidth));
    await page.locator("main img").first().scrollIntoViewIfNeeded();
    await until(async () => (await widths()).includes(720), "the first picture");
    await mark(page);
    site.edit("content/platform/diagrams/cutover.svg", 'width="720"', 'width="640"');
    await until(async () => (await widths()).includes(640), "the second picture");
    assert.equal((await widths()).includes(720), false);
    site.edit("content/platform/diagrams/cutover.svg", 'width="640"', 'width="600"');
    await until(async () => (await widths()).includes(600), "the third picture");
    assert.equal(await isMarked(page), true);
    await page.reload();
    await until(async () => (await widths()).includes(600), "the same after a reload");
  }));

  test("with --navigate the tab goes to the page of the plan that is saved", () => live(async (site, open) => {
    const page = await open(`${PLAN_PAGES}/risks.html`);
    site.edit(OTHER_PLAN, "# ", "# Saved ");
    await page.waitForURL(`${site.url}${OTHER_PAGES}/index.html`);
    await toast(page).filter({ hasText: "regional-failover.md" }).waitFor();
    await awake(page);
    site.edit(NOTES, "# Notes", "# New Notes");
    await page.waitForURL(`${site.url}${NOTES_PAGE}`);
    await heading(page, "New Notes").waitFor();
    await awake(page);
    site.edit(NOTES, "# New Notes", "# Newer Notes");
    await heading(page, "Newer Notes").waitFor();
  }, { args: ["--navigate"] }));

  test("a plan that is renamed leaves a page that leads on, and comes back with its file", () => live(async (site, open) => {
    const page = await open(`${PLAN_PAGES}/index.html`);
    site.rename(PLAN, "content/payments/refund-limits.md");
    await heading(page, "This page").waitFor();
    await awake(page);
    const links = await page.evaluate(() => [...document.querySelectorAll("main a")].map((link) => new URL(link.href).pathname));
    assert.ok(links.includes("/index.html"), JSON.stringify(links));
    site.write(PLAN, site.read("content/payments/refund-limits.md").replace(TITLE, "Refunds Again"));
    await heading(page, "Refunds Again").waitFor();
    await awake(page);
    const fresh = await open("plans/fresh/index.html");
    await heading(fresh, "This page").waitFor();
    site.write("content/fresh.md", site.read(PLAN).replace("Refunds Again", "A Fresh Plan"));
    await heading(fresh, "A Fresh Plan").waitFor();
  }, { expected: /^error: Failed to load resource.* 404 / }));
}
