// The way back, at three in the morning on a phone: whom to call, when, and the first command, whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileUrl, served, withPage } from "../lib/browser.mjs";
import { COMMANDS, small } from "../lib/plans.mjs";
import { awkward, example, many, plansOf } from "../lib/sites.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const PATH = "plans/commands/rollback.html";

/** Words of commands that are broken although they would fit on a line of their own. */
function brokenWords() {
  const wrong = [];
  for (const line of document.querySelectorAll(".cmd .line")) {
    const style = getComputedStyle(line);
    const room = line.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
    for (const word of line.querySelectorAll(":scope > span")) {
      const tall = word.getBoundingClientRect().height;
      word.style.cssText = "white-space: pre; max-width: none; overflow-wrap: normal";
      const whole = word.getBoundingClientRect();
      word.style.cssText = "";
      if (tall > whole.height * 1.5 && whole.width <= room - 1) wrong.push(word.textContent);
    }
  }
  return wrong;
}

export default function () {
  test("on a phone: the first call, the triggers and the first command within two screens", async () => {
    await withPage(PHONE, async (page) => {
      for (const site of [example(), many()]) {
        for (const plan of plansOf(site).filter((p) => p.status?.kind === "in-progress").slice(0, 12)) {
          await page.goto(fileUrl(site, `${plan.folder}/rollback.html`));
          for (const part of [".call", "#when", ".step .cmd"]) {
            const box = await page.locator(part).first().boundingBox();
            assert.ok(box && box.y + box.height <= 2 * 844, `${plan.slug}: ${part} ends at ${box && box.y + box.height} px`);
          }
        }
      }
    });
  });

  test("a copied command is the plan's, byte for byte: blanks, tabs, lines, nothing added", async () => {
    await served(small().output, "/", (url) => withPage({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.goto(url + PATH);
      const buttons = page.locator("[data-copy]");
      assert.equal(await buttons.count(), COMMANDS.length);
      for (const [i, command] of COMMANDS.entries()) {
        await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
        await buttons.nth(i).click();
        await page.waitForFunction(() => navigator.clipboard.readText().then((t) => t !== "nothing yet"));
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command);
      }
    }));
  });

  test("where there is no clipboard, the command is selected and readers are told", async () => {
    await withPage({}, async (page, troubles) => {
      await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
      await page.goto(fileUrl(small(), PATH));
      for (const [i, command] of COMMANDS.entries()) {
        await page.locator("[data-copy]").nth(i).click();
        // A selection ends each line of blocks with a break; what counts are the lines.
        const lines = (text) => text.split("\n").map((l) => l.trimEnd()).filter(Boolean);
        assert.deepEqual(lines(await page.evaluate(() => String(getSelection()))), lines(command));
        assert.match(await page.getByRole("status").innerText(), /Selected/);
      }
      assert.deepEqual(troubles, []);
    });
  });

  test("commands wrap at blanks only, unless a word is wider than its box", async () => {
    const pages = [[small(), PATH], [awkward(), "plans/endless/rollback.html"],
      ...plansOf(example()).filter((p) => p.rollback.steps.length > 0).map((p) => [example(), `${p.folder}/rollback.html`])];
    await withPage({}, async (page) => {
      for (const [site, path] of pages) {
        await page.goto(fileUrl(site, path));
        for (const width of [320, 390, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          assert.deepEqual(await page.evaluate(brokenWords), [], `${path} at ${width} px`);
          const cut = await page.locator(".cmd").evaluateAll((all) => all.filter((c) => [c, c.querySelector("pre")].some((e) => e.scrollWidth > e.clientWidth)).map((c) => c.innerText));
          assert.deepEqual(cut, [], `${path} at ${width} px: shown whole`);
        }
      }
    });
  });

  test("controls of a way back are large enough for a thumb", async () => {
    await withPage(PHONE, async (page) => {
      for (const path of [PATH, "plans/phases-4/rollback.html", "plans/phases-4/index.html"]) {
        await page.goto(fileUrl(small(), path));
        const sizes = await page.locator("main :is(.btn, .cmd button, .step .check)").filter({ visible: true })
          .evaluateAll((all) => all.map((e) => [e.innerText.trim(), Math.round(e.getBoundingClientRect().height)]));
        assert.ok(sizes.length > 0, path);
        assert.deepEqual(sizes.filter(([, height]) => height < 44), [], path);
      }
    });
  });

  test("ticked steps are counted, said, and kept until the plan's text changes", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(small(), PATH));
      await page.locator("[data-tick]").nth(1).check();
      assert.equal(await page.getByRole("status").innerText(), "1 of 4 done");
      assert.equal(await page.locator("[data-ticked]").innerText(), "1 of 4 done");
      await page.reload();
      assert.equal(await page.locator("[data-ticked]").innerText(), "1 of 4 done");
      assert.ok(await page.locator("[data-tick]").nth(1).isChecked());
      await page.goto(fileUrl(small(), "plans/phases-4/rollback.html"));
      assert.equal(await page.locator("[data-tick]:checked").count(), 0);
    });
  });
}
