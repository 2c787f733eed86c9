// A rollback page is a sheet of paper, from either theme.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileUrl, withPage } from "../lib/browser.mjs";
import { example, plansOf } from "../lib/sites.mjs";

const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

export default function () {
  for (const colorScheme of ["light", "dark"]) {
    test(`the rollback page of six steps prints on two sheets at most: ${colorScheme}`, async () => {
      const site = example();
      const plans = plansOf(site).filter((p) => p.rollback.steps.length === 6);
      assert.ok(plans.length > 0, "the example has a plan with six steps");
      await withPage({ colorScheme }, async (page) => {
        for (const plan of plans) {
          await page.goto(fileUrl(site, `${plan.folder}/rollback.html`));
          const sheets = pagesOf(await page.pdf({ format: "A4", preferCSSPageSize: true }));
          assert.ok(sheets <= 2, `${plan.slug}: ${sheets} sheets`);
        }
      });
    });
  }

  test("printed, steps have a line to sign, and controls are gone", async () => {
    const site = example();
    const plan = plansOf(site).find((p) => p.rollback.steps.length === 6);
    await withPage({ colorScheme: "dark" }, async (page) => {
      await page.goto(fileUrl(site, `${plan.folder}/rollback.html`));
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator("button, select, input").filter({ visible: true }).count(), 0);
      assert.equal(await page.getByText("Done at").filter({ visible: true }).count(), 6);
      const ink = await page.evaluate(() => getComputedStyle(document.querySelector(".step h3")).color);
      const [r, g, b] = ink.match(/\d+/g).map(Number);
      assert.ok(r + g + b < 150, `dark ink: ${ink}`);
    });
  });
}
