// The server goes and comes back; many tabs, of which one is looked at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withTabs } from "../lib/browser.mjs";
import { PLAN, PLAN_PAGES, awake, heading, isMarked, live, loads, mark, stopped } from "../lib/live.mjs";

const TITLE = "Refund Approvals";
const PAGE = `${PLAN_PAGES}/index.html`;

/** The page asks whether it is still the newest. */
const checked = (page) => page.waitForRequest((request) => request.method() === "HEAD");

export default function () {
  test("a server that ends is said; what changed until it is back is seen, and nothing else", () => live(async (site, open) => {
    const page = await open(PAGE);
    await mark(page);
    await site.stop();
    await stopped(page).waitFor();
    assert.equal(await stopped(page).innerText(), "Preview stopped");
    const again = checked(page);
    await site.start();
    await stopped(page).waitFor({ state: "hidden" });
    await again;
    assert.equal(await isMarked(page), true, "the site is the same");
    site.edit(PLAN, TITLE, "Refunds, First");
    await heading(page, "Refunds, First").waitFor();
    await awake(page);

    await site.stop();
    await stopped(page).waitFor();
    site.edit(PLAN, "Refunds, First", "Refunds, Second");
    await site.start();
    await heading(page, "Refunds, Second").waitFor();
    await awake(page);
    assert.equal(await stopped(page).isVisible(), false);
    site.edit(PLAN, "Refunds, Second", "Refunds, Third");
    await heading(page, "Refunds, Third").waitFor();
  }, { expected: /^(error: Failed to load resource: net::ERR_|failed: .*_preview\/)/ }));

  test("of twelve tabs the one that is seen follows, the others when they are shown", () => live((site) => withTabs(async (open, troubles) => {
    const tabs = [];
    for (let i = 0; i < 12; i += 1) {
      const page = await open(site.url + PAGE);
      await heading(page, TITLE).waitFor();
      tabs.push(page);
    }
    const seen = tabs.at(-1);
    await awake(seen);
    const hidden = tabs.slice(0, -1);
    const states = await Promise.all(tabs.map((page) => page.evaluate(() => document.visibilityState)));
    assert.deepEqual(states, [...hidden.map(() => "hidden"), "visible"]);
    const loaded = hidden.map(loads);
    site.edit(PLAN, TITLE, "Refunds, First");
    await heading(seen, "Refunds, First").waitFor();
    assert.deepEqual(loaded.map(({ number }) => number), hidden.map(() => 0));
    for (const page of [hidden[0], hidden[6], hidden[10]]) {
      await page.bringToFront();
      await heading(page, "Refunds, First").waitFor();
    }
    await seen.bringToFront();
    await mark(seen);
    site.edit(PLAN, "Refunds, First", "Refunds, Second");
    await heading(seen, "Refunds, Second").waitFor();
    assert.deepEqual(troubles, []);
  })));
}
