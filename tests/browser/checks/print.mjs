// A rollback page is a sheet of paper, from either theme; registers and lists are tables on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileUrl, withPage } from "../lib/browser.mjs";
import { small } from "../lib/plans.mjs";
import { awkward, busyWeek, example, many, plansOf, wide } from "../lib/sites.mjs";

/** A4 upright in CSS pixels, as a printer lays it out: 210 × 297 mm with margins of 14 mm. */
const MM = 96 / 25.4;
const SHEET = { width: Math.round(210 * MM), height: Math.round(297 * MM) };
const PRINTED = Math.round((297 - 28) * MM);
const MARGINS = "body { margin-inline: 14mm !important; min-height: 0 !important }";

/** Opens a page as it is laid out on paper. */
async function onPaper(page, url) {
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: "print" });
  await page.goto(url);
  await page.addStyleTag({ content: MARGINS });
}

/** What is kept on one sheet, begins in the upper half of the first and does not fit: it would leave that half empty. */
function leavesHalfEmpty(height) {
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && getComputedStyle(e).breakInside === "avoid")
    .filter((e) => { const { top, bottom } = e.getBoundingClientRect(); return top < height / 2 && bottom > height; })
    .map((e) => `${e.tagName} ${e.className}`);
}

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
      const grounds = await page.locator("html, body, .rb, .card, .cmd").evaluateAll((all) => [...new Set(all.map((e) => getComputedStyle(e).backgroundColor))]);
      assert.deepEqual(grounds.filter((g) => !["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)", "rgb(245, 246, 248)"].includes(g)), []);
    });
  });

  test("printed, a register is a table whose header repeats and whose columns are 15 mm wide or more", async () => {
    const pages = [[small(), "plans/two-hundred-risks/risks.html"], [many(), "index.html"], [many(), "risks.html"],
      ...[example(), many()].map((site) => [site, `${plansOf(site).sort((a, b) => b.risks.length - a.risks.length)[0].folder}/risks.html`])];
    await withPage({ bypassCSP: true }, async (page) => {
      for (const [site, path] of pages) {
        await onPaper(page, fileUrl(site, path));
        const tables = await page.locator("table[data-stack]").evaluateAll((all) => all.map((table) => ({
          laid: getComputedStyle(table).display, head: getComputedStyle(table.tHead).display, seen: table.tHead.checkVisibility(),
          columns: [...table.tHead.rows[0].cells].map((c) => ({ name: c.textContent.trim(), width: c.getBoundingClientRect().width })),
          right: table.getBoundingClientRect().right,
        })));
        assert.ok(tables.length > 0, path);
        for (const { laid, head, seen, columns, right } of tables) {
          assert.deepEqual([laid, head, seen], ["table", "table-header-group", true], path);
          assert.deepEqual(columns.filter((c) => c.width < 15 * MM), [], path);
          assert.ok(right <= SHEET.width, `${path}: wider than the sheet`);
        }
      }
    });
  });

  test("printed, a register leaves no half of its first sheet empty", async () => {
    const paths = [example(), many(), small(), awkward()].flatMap((site) =>
      plansOf(site).filter((p) => p.risks.length > 0).slice(0, 10).map((p) => [site, `${p.folder}/risks.html`]));
    await withPage({ bypassCSP: true }, async (page) => {
      for (const [site, path] of paths) {
        await onPaper(page, fileUrl(site, path));
        assert.deepEqual(await page.evaluate(leavesHalfEmpty, PRINTED), [], path);
      }
    });
  });

  test("printed, a register of two hundred risks takes as many sheets as its rows need", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(small(), "plans/two-hundred-risks/risks.html"));
      const rows = await page.locator(".rk").count();
      const sheets = pagesOf(await page.pdf({ format: "A4", preferCSSPageSize: true }));
      assert.ok(sheets > 1 && sheets <= 2 + Math.ceil(rows / 12), `${rows} rows on ${sheets} sheets`);
    });
  });

  test("a week of twenty-five entries prints on one sheet upright", async () => {
    const site = busyWeek();
    await withPage({}, async (page) => {
      await page.goto(fileUrl(site, "week.html"));
      assert.equal(await page.locator("tbody tr").count(), 25);
      const sheets = pagesOf(await page.pdf({ format: "A4", preferCSSPageSize: true }));
      assert.equal(sheets, 1);
    });
  });

  test("printed, the plan as written is never cut: wide tables and code wrap", async () => {
    await withPage({ bypassCSP: true }, async (page) => {
      for (const [site, path] of [[wide(), "plans/wide/source.html"], [wide(), "plans/wide/index.html"], [awkward(), "plans/endless/source.html"]]) {
        await onPaper(page, fileUrl(site, path));
        const cut = await page.locator("main *").evaluateAll((all, right) => all
          .filter((e) => e.checkVisibility() && !e.closest(".vh") && e.getBoundingClientRect().right > right + 1)
          .map((e) => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right)}`), SHEET.width - 14 * MM);
        assert.deepEqual(cut.slice(0, 5), [], path);
      }
      await page.goto(fileUrl(wide(), "plans/wide/source.html"));
      const last = page.locator("td", { hasText: "the last word" }).first();
      assert.ok(await last.isVisible());
    });
  });
}
