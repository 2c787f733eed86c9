// What scripts add: commands are copied as they were written, ticks are kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { example, plansOf } from "../lib/sites.mjs";

/** The code blocks below a plan's rollback steps, as the Markdown has them. */
function commands(plan) {
  const source = readFileSync(join(example().root, "content", plan.source), "utf8");
  const steps = source.split(/^#+ .*Rollback Steps.*$/im)[1].split(/^#+ /m)[0];
  return [...steps.matchAll(/^( *)```.*\n([\s\S]*?)^ *```$/gm)].map(([, indent, body]) =>
    body.split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join("\n"));
}

export default function () {
  test("each copy button copies its command byte for byte", async () => {
    const site = example();
    const plans = plansOf(site).filter((p) => p.status?.kind === "in-progress");
    let copied = 0;
    await served(site.output, "/", (url) => withPage({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      for (const plan of plans) {
        await page.goto(`${url}${plan.folder}/rollback.html`);
        const buttons = page.locator(".steps [data-copy]");
        const written = commands(plan);
        assert.equal(await buttons.count(), written.length, plan.slug);
        for (const [i, command] of written.entries()) {
          await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
          await buttons.nth(i).click();
          await page.waitForFunction((n) => document.querySelectorAll(".steps [data-copy]")[n].textContent.includes("Copied"), i);
          const clipboard = await page.evaluate(() => navigator.clipboard.readText());
          // The line break that ends a block is not part of the command.
          assert.equal(clipboard.replace(/\n$/, ""), command.replace(/\n$/, ""), plan.slug);
          copied += 1;
        }
      }
    }));
    assert.ok(copied > 10, `${copied} commands`);
  });

  test("a copied command has its button say so, and readers hear it", async () => {
    const site = example();
    const plan = plansOf(site).find((p) => p.status?.kind === "in-progress" && commands(p).length > 0);
    await withPage({ permissions: ["clipboard-write"] }, async (page) => {
      await page.goto(fileUrl(site, `${plan.folder}/rollback.html`));
      const button = page.locator("[data-copy]").first();
      const before = await button.innerText();
      await button.click();
      await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
      assert.match(await button.innerText(), /Copied/);
      // It says so for a moment, then offers to copy again.
      await page.waitForFunction((text) => document.querySelector("[data-copy]").innerText === text, before);
    });
  });
}
