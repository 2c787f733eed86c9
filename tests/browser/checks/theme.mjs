// Light or dark: the system's, or the reader's choice, from the first picture on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { example, filesBelow } from "../lib/sites.mjs";

const ground = () => getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor;
/** What the browser's own parts, as lists and scroll bars, are painted for. */
const scheme = () => getComputedStyle(document.documentElement).colorScheme;

// A card stands in a frame of another site, runs nothing, and follows the system alone.
const isCard = (path) => path.endsWith("/card.html");

export default function () {
  for (const from of ["disk", "a host"]) {
    test(`the theme is chosen, seen and kept: from ${from}`, async () => {
      const site = example();
      const run = (address) => withPage({ colorScheme: "light" }, async (page) => {
        await page.goto(address("index.html"));
        const light = await page.evaluate(ground);
        await page.getByLabel("Theme").selectOption("Dark");
        const dark = await page.evaluate(ground);
        assert.notEqual(dark, light);
        assert.equal(await page.evaluate(scheme), "dark");
        for (const path of ["about.html", site.types.find((t) => t.name === "plan rollback").path]) {
          await page.goto(address(path));
          assert.equal(await page.evaluate(ground), dark, `kept on ${path}`);
          assert.equal(await page.getByLabel("Theme").inputValue(), "Dark");
        }
        await page.getByLabel("Theme").selectOption("Auto");
        await page.reload();
        assert.equal(await page.evaluate(ground), light, "auto follows the system");
        await page.emulateMedia({ colorScheme: "dark" });
        assert.equal(await page.evaluate(ground), dark, "at once");
        await page.getByLabel("Theme").selectOption("Light");
        assert.equal(await page.evaluate(ground), light, "the reader's choice stands above the system's");
        assert.equal(await page.evaluate(scheme), "light");
      });
      if (from === "disk") await run((path) => fileUrl(site, path));
      else await served(site.output, "/a/b/", (url) => run((path) => url + path));
    });
  }

  for (const [kept, system] of [["dark", "light"], ["light", "dark"]]) {
    test(`a kept ${kept} theme stands before anything is painted on a ${system} system`, async () => {
      await withPage({ colorScheme: system }, async (page) => {
        await page.goto(fileUrl(example(), "index.html"));
        await page.getByLabel("Theme").selectOption({ index: ["auto", "light", "dark"].indexOf(kept) });
        // Writes down which theme is set at the moment the page gets its body: nothing is painted before.
        await page.addInitScript(() => {
          new MutationObserver((_, watcher) => {
            if (!document.body) return;
            window.themeAtFirst = document.documentElement.dataset.theme ?? "auto";
            watcher.disconnect();
          }).observe(document, { childList: true, subtree: true });
        });
        for (const { path } of example().types.filter((type) => !isCard(type.path))) {
          await page.goto(fileUrl(example(), path));
          assert.equal(await page.evaluate(() => window.themeAtFirst), kept, path);
        }
      });
    });
  }

  test("on every page the theme's script runs in the head, before style and body", () => {
    const { output } = example();
    for (const file of filesBelow(output).filter((f) => f.endsWith(".html"))) {
      const html = readFileSync(join(output, file), "utf8");
      // A page that only says where a plan has moved has no theme to choose.
      if (/http-equiv="refresh"/.test(html) || isCard(file)) continue;
      const script = html.match(/<script src="?[^">]*theme\.\w+\.js"?><\/script>/);
      assert.ok(script, file);
      assert.ok(script.index < html.indexOf('rel=stylesheet') && script.index < html.indexOf("<body"), file);
    }
  });

  test("the browser's own controls follow the theme", async () => {
    await withPage({ colorScheme: "light" }, async (page) => {
      await page.goto(fileUrl(example(), example().types.find((t) => t.name === "plan checklists").path));
      await page.getByLabel("Theme").selectOption("Dark");
      const schemes = await page.locator("select, input").evaluateAll((all) => all.map((e) => getComputedStyle(e).colorScheme));
      assert.ok(schemes.length > 1);
      assert.deepEqual([...new Set(schemes)], ["dark"]);
    });
  });
}
