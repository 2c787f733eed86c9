// With JavaScript off everything is still there, and nothing pretends to work.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { scan } from "../../../scripts/check-links.mjs";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { example, filesBelow, many, plansOf } from "../lib/sites.mjs";

const OFF = { javaScriptEnabled: false };

/** Every page that links lead to, beginning with the index. */
function reachable({ output }) {
  const files = new Set(filesBelow(output));
  const seen = new Set(["index.html"]);
  for (const page of seen) {
    if (!page.endsWith(".html")) continue;
    for (const link of scan(readFileSync(join(output, page), "utf8")).links) {
      const path = link.split(/[#?]/, 1)[0];
      const target = path && posix.normalize(posix.join(posix.dirname(page), decodeURIComponent(path)));
      if (files.has(target)) seen.add(target);
    }
  }
  return seen;
}

export default function () {
  for (const [name, site] of [["example", example], ["many plans", many]]) {
    test(`links lead from the index to every page of every plan: ${name}`, () => {
      const seen = reachable(site());
      // A folder's introduction is read on the page of its program.
      const introduction = (f) => filesBelow(site().output).includes(f.replace(/^pages\/(.*)\.html$/, "programs/$1/index.html"));
      const moved = (f) => /http-equiv="refresh"/.test(readFileSync(join(site().output, f), "utf8"));
      const lost = filesBelow(site().output)
        .filter((f) => /^(plans|programs|pages)\/.*\.html$/.test(f) && !seen.has(f) && !moved(f) && !introduction(f));
      assert.deepEqual(lost, []);
    });
  }

  test("every phase, risk and rollback step of every plan is on its page", async () => {
    const site = example();
    await eachOnPage(plansOf(site, { templates: true }), OFF, async (page, plan) => {
      const rows = async (file, selector) => {
        await page.goto(fileUrl(site, `${plan.folder}/${file}`));
        return page.locator(selector).filter({ visible: true }).count();
      };
      const phases = filesBelow(site.output, plan.folder).filter((f) => /\/phase-[^/]*\.html$/.test(f));
      assert.equal(phases.length, plan.phases.length, `phases of ${plan.slug}`);
      assert.equal(await rows("rollback.html", ".step"), plan.rollback.steps.length, `steps of ${plan.slug}`);
      assert.equal(await rows("risks.html", ".rk"), plan.risks.length, `risks of ${plan.slug}`);
    });
  });

  test("no control is shown that needs a script", async () => {
    const site = example();
    await eachOnPage(site.types, OFF, async (page, { path }) => {
      await page.goto(fileUrl(site, path));
      const dead = page.locator("button, select, input:not([type=checkbox]), [data-tick]").filter({ visible: true });
      // A form that is sent by GET works, and so does what filters by CSS alone.
      const shown = await dead.evaluateAll((all) => all.filter((e) => !e.closest("form[action]")).map((e) => e.outerHTML));
      assert.deepEqual(shown, [], path);
    });
  });

  test("a cell of the heatmap filters the register to exactly its risks", async () => {
    const site = example();
    const plan = plansOf(site).sort((a, b) => b.risks.length - a.risks.length)[0];
    await withPage(OFF, async (page) => {
      const url = fileUrl(site, `${plan.folder}/risks.html`);
      await page.goto(url);
      const register = page.locator(".rk").filter({ visible: true });
      const all = await register.count();
      const cells = await page.locator("#map a.c").evaluateAll((links) =>
        links.map((a) => ({ href: a.getAttribute("href"), n: Number(a.querySelector(".n").textContent) })));
      assert.ok(cells.length > 1, "several cells hold risks");
      for (const { href, n } of cells) {
        await page.goto(url);
        await page.locator(`#map a.c[href="${href}"]`).click();
        assert.equal(await register.count(), n, `cell ${href}`);
        const note = page.locator(href);
        assert.ok(await note.isVisible(), `note of ${href}`);
        await note.getByRole("link").click();
        assert.equal(await register.count(), all, "all again");
      }
    });
  });
}
