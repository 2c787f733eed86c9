// Pages open from disk and from a folder of a host, and ask nobody else for anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLinks } from "../../../scripts/check-links.mjs";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { BASE, awkward, deployed, example, many, plansOf, withHistory } from "../lib/sites.mjs";

/** Kinds of pages that a site always has. */
const KINDS = [
  "index", "risks", "gates", "rollback", "findings", "about", "404", "status", "program", "page", "view attention",
  "risks of a cell", "risks of a band", "risks of a category", "plan index", "plan phases", "plan phase",
  "plan risks", "plan checklists", "plan rollback", "plan source",
];

export default function () {
  test("the example has every kind of page", () => {
    const kinds = example().types.map((t) => t.name);
    assert.deepEqual(KINDS.filter((k) => !kinds.includes(k)), []);
  });

  for (const [name, site, base] of [["example", example], ["deployed", deployed, BASE], ["many", many], ["awkward", awkward], ["with history", withHistory]]) {
    test(`every link leads somewhere: ${name}`, () => {
      assert.deepEqual(checkLinks(site().output, base).problems, []);
    });
  }

  test("from disk: nothing on the console, no request elsewhere", async () => {
    await withPage({}, async (page, troubles) => {
      for (const { path } of example().types) {
        await page.goto(fileUrl(example(), path));
        assert.deepEqual(troubles, [], path);
        assert.ok(await page.title(), path);
      }
    });
  });

  test("under a path of a host: nothing on the console, no request elsewhere", async () => {
    await served(deployed().output, BASE, (url) => withPage({}, async (page, troubles) => {
      for (const { path } of deployed().types) {
        const response = await page.goto(url + path);
        assert.equal(response.status(), 200, path);
        assert.deepEqual(troubles, [], path);
      }
    }));
  });

  test("under a path of a host: from the index to a plan, its phases, risks and rollback", async () => {
    const plan = plansOf(deployed()).find((p) => p.status?.kind === "in-progress");
    await served(deployed().output, BASE, (url) => withPage({}, async (page, troubles) => {
      await page.goto(`${url}index.html`);
      await page.getByRole("table").getByRole("link", { name: plan.title }).click();
      await page.waitForURL(`${url}${plan.folder}/index.html`);
      assert.equal(await page.locator("h1").innerText(), plan.title);
      const views = page.getByRole("navigation", { name: "Plan", exact: true });
      await views.getByRole("link", { name: /^Phases/ }).click();
      await page.waitForURL(`${url}${plan.folder}/phases.html`);
      await page.locator(`main a[href^="phase-"]`).first().click();
      await page.waitForURL(/\/phase-[^/]+\.html$/);
      await views.getByRole("link", { name: /^Risks/ }).click();
      await page.waitForURL(`${url}${plan.folder}/risks.html`);
      await page.getByRole("link", { name: "Roll back", exact: true }).click();
      await page.waitForURL(`${url}${plan.folder}/rollback.html`);
      assert.deepEqual(troubles, []);
    }));
  });

  test("under a path of a host: the 404 page works at any depth", async () => {
    await served(deployed().output, BASE, (url) => withPage({}, async (page, troubles) => {
      const response = await page.goto(`${url}plans/no/such/page.html`);
      assert.equal(response.status(), 404);
      // The browser reports the page's own status, and nothing else may be missing.
      assert.deepEqual(troubles.filter((t) => !t.includes("status of 404")), []);
      assert.equal(troubles.length, 1);
      await page.locator("main a[href]").first().click();
      await page.waitForLoadState();
      assert.ok(page.url().startsWith(url), page.url());
      assert.ok(!(await page.title()).includes("not here"), page.url());
    }));
  });

  test("under a path of a host: authors' links stay inside", async () => {
    await served(example().output, "/deep/er/", (url) => withPage({}, async (page) => {
      await page.goto(`${url}index.html`);
      const hrefs = await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.href));
      const outside = hrefs.filter((h) => h.startsWith("http://127.0.0.1") && !h.startsWith(url));
      assert.deepEqual(outside, []);
    }));
  });
}
