// One plan as one file (`export --format html`): it opens from disk, asks for nothing, and prints.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { withPage } from "../lib/browser.mjs";
import { example, phasebook } from "../lib/sites.mjs";
import { ALL, findings } from "./accessible.mjs";

const PLANS = [
  ["payments/card-vault-migration"], ["platform/regional-failover"], ["payments/instant-supplier-payouts", "--only", "rollback"],
  ["mobile/buyer-app-6", "--audience", "support"],
];
const LOOKS = [[1440, "light"], [390, "dark"]].map(([width, colorScheme]) => ({ width, colorScheme, rules: ALL }));

/** Hands a page with an exported file to `use`. */
async function opened(name, use) {
  const folder = mkdtempSync(join(tmpdir(), "phasebook-one-file-"));
  try {
    const path = join(folder, "plan.html");
    writeFileSync(path, phasebook("-C", example().root, "export", "--format", "html", ...name));
    await withPage({}, async (page, troubles) => {
      await page.goto(pathToFileURL(path).href);
      await use(page, troubles);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default () => {
  for (const name of PLANS) {
    test(`${name.join(" ")} stands alone in a file`, () => opened(name, async (page, troubles) => {
      assert.deepEqual(await findings(page, name.join(" "), LOOKS), []);
      // Its styles are those of the site: a card has a border, on a ground of its own.
      const card = await page.locator(".card").first().evaluate((e) => getComputedStyle(e).borderTopWidth);
      assert.equal(card, "1px", "the styles are allowed");
      const lost = await page.evaluate(() => [...document.querySelectorAll("a[href^='#'], use")]
        .map((e) => e.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)));
      assert.deepEqual(lost, [], "every fragment is there");
      for (const width of [320, 768]) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} pixels too wide at ${width}`);
      }
      assert.deepEqual(troubles, [], "nothing is refused or asked for");
    }));

    test(`${name.join(" ")} prints on A4`, () => opened(name, async (page) => {
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
      // Each part begins a sheet.
      const parts = await page.locator(".part").count();
      assert.ok(sheets >= parts && sheets <= 3 * parts, `${sheets} sheets for ${parts} parts`);
      // Paper is 190 mm wide inside its margins: 718 pixels.
      await page.setViewportSize({ width: 718, height: 1000 });
      await page.emulateMedia({ media: "print" });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels are cut`);
    }));
  }
};
