// Ten thousand plans in the browser: budgets, counts, pagers, and the largest page of each kind.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writtenOut } from "../../../scripts/lib.mjs";
import { generate } from "../../../scripts/generate-plans.mjs";
import { eachOnPage, fileUrl, served, withPage } from "../lib/browser.mjs";
import { filesBelow, once, pageTypes, site } from "../lib/sites.mjs";
import { ALL, findings } from "./accessible.mjs";
import { load, mainTypes, weight } from "./budgets.mjs";
import { overflow } from "./layout.mjs";
import { pagerFaults, pagesOf, planRows, tiles } from "./lists.mjs";

const PLANS = 10_000;
const given = process.env.PHASEBOOK_SITE_10000;
const large = once("large", (name) => (given
  ? { output: given, types: pageTypes(given) }
  : site(name, (root) => void generate(PLANS, join(root, "content")))));

export default function () {
  test("pages keep to their budgets", () => {
    const paths = [...mainTypes(large()), ...large().types.filter((t) => ["risks", "rollback", "view attention", "status"].includes(t.name))];
    for (const { path } of paths) {
      const { raw, packed } = weight(large(), path);
      assert.ok(raw <= 102_400, `${path}: ${raw} bytes`);
      assert.ok(packed <= 25_600, `${path}: ${packed} bytes with gzip`);
    }
  });

  test("nothing moves while a page loads, four requests and 3,000 elements are enough", async (t) => {
    await served(large().output, "/", async (url) => {
      for (const { path } of mainTypes(large())) {
        await withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
          // A phone's processor.
          const session = await page.context().newCDPSession(page);
          await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
          const { shift, painted, requests, elements } = await load(page, url + path);
          assert.ok(shift <= 0.01, `${path}: shift ${shift}`);
          assert.ok(requests <= 4, `${path}: ${requests} requests`);
          assert.ok(elements <= 3_000, `${path}: ${elements} elements`);
          t.diagnostic(`${path}: largest part painted after ${painted} ms at a quarter of the speed`);
        });
      }
    });
  });

  test("each tile counts the rows of its list, and together they count all plans", () => {
    const all = tiles(large());
    for (const { href, count } of all) {
      const rows = planRows(large(), href);
      assert.equal(rows.length, count, href);
      assert.equal(new Set(rows).size, count, href);
    }
    assert.equal(all.reduce((sum, tile) => sum + tile.count, 0), PLANS);
  });

  test("across plans each cell leads to a list of exactly its risks", () => {
    const html = writtenOut(readFileSync(join(large().output, "risks.html"), "utf8"));
    const cells = [...html.matchAll(/<a class="c" href="([^"]*)"><span class="n">([^<]*)</g)];
    assert.ok(cells.length > 6);
    for (const [, href, count] of cells) {
      const rows = pagesOf(large(), href).flatMap((f) => readFileSync(join(large().output, f), "utf8").match(/<th scope=row/g) ?? []);
      assert.equal(rows.length, Number(count.replace(/\D/g, "")), href);
    }
  });

  test("pagers mark their page, offer first, last and neighbours, and end at the ends", async () => {
    const of = (first) => { const found = pagesOf(large(), first); return [found[0], found[1], found[Math.floor(found.length / 2)], found.at(-1)]; };
    const index = filesBelow(large().output, "page").length + 1;
    assert.equal(index, PLANS / 50);
    const paths = ["index.html", "page/2.html", "page/4.html", `page/${index / 2}.html`, `page/${index - 1}.html`, `page/${index}.html`,
      ...of("status/in-progress.html"), ...of("views/attention.html"), ...of("risks/severe.html")];
    await eachOnPage(new Set(paths), {}, async (page, path) => {
      await page.goto(fileUrl(large(), path));
      assert.ok(await page.locator(".pager").count() > 0, path);
      assert.deepEqual(await page.evaluate(pagerFaults), [], path);
    });
  });

  test("the largest page of each kind: axe-core finds nothing, nothing is too wide, nothing on the console", async () => {
    const wrong = [];
    await eachOnPage(large().types, {}, async (page, { path }, troubles) => {
      await page.goto(fileUrl(large(), path));
      const looks = [1440, 390].map((width) => ({ width, colorScheme: "light", rules: ALL }));
      wrong.push(...(await findings(page, path, looks)));
      for (const width of [320, 768]) {
        await page.setViewportSize({ width, height: 900 });
        wrong.push(...(await page.evaluate(overflow)).map((w) => `${path} at ${width} px: ${w}`));
      }
      wrong.push(...troubles.splice(0).map((t) => `${path}: ${t}`));
    });
    assert.deepEqual(wrong.sort(), []);
  });
}
