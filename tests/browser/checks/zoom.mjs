// Larger letters, wider spaces, a narrow window: nothing is cut off, nothing lies on top of something else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachOnPage, fileUrl } from "../lib/browser.mjs";
import { awkward, example, withHistory } from "../lib/sites.mjs";

/** WCAG 2.2: 1.4.4 text at 200 %, 1.4.10 a page at 400 % (1280 px are 320 then), 1.4.12 spaces. */
const LOOKS = [
  { name: "text at 200 %", width: 1280, css: "", args: ["--blink-settings=defaultFontSize=32"] },
  { name: "page at 400 %", width: 320, css: "" },
  { name: "wide spaces", width: 1280, css: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }" },
  { name: "wide spaces on a phone", width: 390, css: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }" },
];

/** Text that is cut off, lies over other text, or makes the page scroll sideways. */
function faults() {
  const name = (e) => `${e.tagName.toLowerCase()}${[...e.classList].map((c) => `.${c}`).join("")} “${e.textContent.trim().slice(0, 30)}”`;
  const wrong = [];
  const extra = document.documentElement.scrollWidth - innerWidth;
  if (extra > 0) wrong.push(`the page is ${extra} px too wide`);

  // Words for readers only, marks without words, and the breadcrumb's end, which may be shortened.
  const aside = (e) => e.closest(".vh, .skip, [aria-hidden=true], svg, option, select, [data-stack] thead, .crumbs [aria-current]");
  for (const e of document.querySelectorAll("body *")) {
    if (aside(e) || !e.innerText?.trim()) continue;
    const { overflowX, overflowY } = getComputedStyle(e);
    if (/hidden|clip/.test(overflowX) && e.scrollWidth > e.clientWidth + 1) wrong.push(`cut at the side: ${name(e)}`);
    if (/hidden|clip/.test(overflowY) && e.scrollHeight > e.clientHeight + 1) wrong.push(`cut below: ${name(e)}`);
  }

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || aside(parent) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // A line of letters is higher than the letters: its middle is what must be free.
    for (const r of range.getClientRects()) {
      if (r.width > 2) lines.push({ parent, left: r.left + 1, right: r.right - 1, top: r.top + r.height * 0.25, bottom: r.bottom - r.height * 0.25 });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  for (const [i, one] of lines.entries()) {
    for (let j = i + 1; j < lines.length && lines[j].top < one.bottom; j += 1) {
      const other = lines[j];
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1) wrong.push(`${name(one.parent)} lies over ${name(other.parent)}`);
    }
  }
  return [...new Set(wrong)].slice(0, 8);
}

/** What is pressed and is smaller than 24 px; links inside a sentence may be (WCAG 2.2, 2.5.8). */
function small() {
  const inText = (e) => e.closest("p, dd, dt, li, td, th, h2, h3, summary, caption, .sub, .prose, label") && getComputedStyle(e).display === "inline";
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".vh, .skip") && !inText(e))
    .filter((e) => {
      const box = (e.closest("label") ?? e).getBoundingClientRect();
      // A link that covers its row is as large as the row.
      if (e.matches(".cover, .c")) return false;
      return box.width < 24 || box.height < 24;
    })
    .map((e) => `${e.tagName} ${e.className} “${e.textContent.trim().slice(0, 30)}” ${Math.round(e.getBoundingClientRect().width)} × ${Math.round(e.getBoundingClientRect().height)}`);
}

export default function () {
  for (const [name, site] of [["example", example], ["endless words", awkward], ["with history", withHistory]]) {
    for (const { name: look, width, css, args } of LOOKS) {
      test(`nothing is cut or covered, ${look}: ${name}`, async () => {
        const wrong = [];
        // The page's policy lets no other style in, so the reader's own styles stand beside it here.
        await eachOnPage(site().types, { args, viewport: { width, height: 900 }, bypassCSP: true }, async (page, { path }) => {
          await page.goto(fileUrl(site(), path));
          if (args) assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px");
          if (css) await page.addStyleTag({ content: css });
          // A long summary shows its first lines until the reader asks for all of it.
          for (const box of await page.getByLabel("More", { exact: true }).all()) await box.check();
          wrong.push(...(await page.evaluate(faults)).map((w) => `${path}: ${w}`));
        });
        assert.deepEqual(wrong, []);
      });
    }

    test(`what is pressed is at least 24 px wide and high: ${name}`, async () => {
      const wrong = [];
      await eachOnPage(site().types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site(), path));
        for (const width of [390, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          wrong.push(...(await page.evaluate(small)).map((w) => `${path} at ${width} px: ${w}`));
        }
      });
      assert.deepEqual([...new Set(wrong)], []);
    });
  }
}
