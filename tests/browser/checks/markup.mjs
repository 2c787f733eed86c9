// How pages are told to those who do not see them: one heading first, tables with names, bands in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eachOnPage, fileUrl } from "../lib/browser.mjs";
import { awkward, example, many, withHistory } from "../lib/sites.mjs";

const SITES = [["example", example], ["many plans", many], ["endless words", awkward], ["with history", withHistory]];

/** One h1, and below each heading at most one level more. */
function outline() {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => Number(h.tagName[1]));
  const wrong = levels.filter((l) => l === 1).length === 1 ? [] : [`${levels.filter((l) => l === 1).length} h1`];
  let before = 0;
  for (const level of levels) {
    if (before > 0 && level > before + 1) wrong.push(`h${level} after h${before}`);
    before = level;
  }
  if (!document.querySelector("main#main")) wrong.push("no main for the skip link");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  for (const nav of document.querySelectorAll("nav")) if (!nav.getAttribute("aria-label")) wrong.push("nav without a name");
  if (!document.title.trim()) wrong.push("no title");
  return wrong;
}

/** Every table of the site's own says what it lists, and what heads each row and column. */
function tables() {
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const wrong = [];
  for (const [at, table] of [...document.querySelectorAll("table")].entries()) {
    const say = (what) => wrong.push(`table ${at} (${table.caption?.textContent.slice(0, 30)}): ${what}`);
    const authors = table.closest(".prose");
    if (!authors && !table.caption?.textContent.trim()) say("no caption");
    for (const th of table.querySelectorAll("th")) if (!th.hasAttribute("scope")) say(`th without scope: ${th.textContent.slice(0, 30)}`);
    if (!authors) {
      for (const row of table.tBodies[0]?.rows ?? []) {
        const heads = [...row.cells].filter((c) => c.matches('th[scope="row"]')).length;
        if (heads !== 1) say(`a row with ${heads} headers`);
      }
      if (!table.tHead?.querySelector("th")) say("no column headers");
    }
    // A table that becomes cards keeps its meaning in every browser only by roles that are written out, here by the script.
    if (!table.hasAttribute("data-stack")) continue;
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td:not([data-drop]), th")]) {
      const role = part.tagName === "TH" ? (part.scope.startsWith("row") ? "rowheader" : "columnheader") : ROLES[part.tagName];
      if (part.getAttribute("role") !== role) say(`${part.tagName} has the role ${part.getAttribute("role")}`);
    }
    for (const cell of table.querySelectorAll("tbody td:not([data-drop])")) {
      if (!cell.dataset.label && !cell.querySelector("svg[role=img][aria-label]")) say("a card's cell without its label");
    }
  }
  return wrong;
}

/** Each band is told by a digit and a word, both printed: no colour is needed. */
function bands() {
  const RANKS = { minor: "1", moderate: "2", major: "3", severe: "4" };
  const wrong = [];
  for (const band of document.querySelectorAll(".band")) {
    const digit = getComputedStyle(band, "::before").content.match(/"(\d)"/)?.[1];
    const word = band.textContent.trim();
    if (digit !== RANKS[word.toLowerCase()]) wrong.push(`${digit} ${word}`);
    if (band.dataset.band && band.dataset.band !== word.toLowerCase()) wrong.push(`${word} looks like ${band.dataset.band}`);
  }
  for (const cell of document.querySelectorAll(".heat td")) {
    const word = cell.querySelector(".bl")?.textContent.trim().toLowerCase();
    if (word !== cell.dataset.band) wrong.push(`a cell of ${cell.dataset.band} says ${word}`);
  }
  for (const badge of document.querySelectorAll(".badge")) if (!badge.textContent.trim()) wrong.push("a badge without a word");
  return wrong;
}

const ASKED = [outline, tables, bands];

export default function () {
  for (const [name, site] of SITES) {
    test(`headings form an outline, tables name their rows and columns, bands have digit and word: ${name}`, async () => {
      const wrong = [];
      await eachOnPage(site().types, {}, async (page, { path }) => {
        await page.goto(fileUrl(site(), path));
        for (const ask of ASKED) wrong.push(...(await page.evaluate(ask)).map((w) => `${path}: ${w}`));
      });
      assert.deepEqual(wrong, []);
    });
  }

  for (const javaScriptEnabled of [true, false]) {
    test(`on a phone a table of cards is told as a table: ${javaScriptEnabled ? "with scripts" : "without scripts"}`, async () => {
      await eachOnPage(["index.html", "gates.html", "timeline.html", "risks.html"], { javaScriptEnabled, viewport: { width: 390, height: 844 } }, async (page, path) => {
        await page.goto(fileUrl(example(), path));
        const shown = page.locator("table[data-stack]").first();
        const [rows, columns] = [await shown.locator("tbody tr").count(), await shown.locator("thead th").count()];
        const session = await page.context().newCDPSession(page);
        const { root } = await session.send("DOM.getDocument");
        const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "table[data-stack]" });
        const { nodes } = await session.send("Accessibility.queryAXTree", { nodeId });
        const told = (role) => nodes.filter((node) => !node.ignored && node.role.value === role).length;
        assert.deepEqual([told("table"), told("row"), told("rowheader"), told("columnheader")], [1, rows + 1, rows, columns], path);
        await session.detach();
      });
    });
  }

  test("with forced colours the current entry is marked, and bands keep digit and word", async () => {
    const wrong = [];
    await eachOnPage(example().types, { forcedColors: "active" }, async (page, { path }) => {
      await page.goto(fileUrl(example(), path));
      wrong.push(...(await page.evaluate(() => {
        const said = [];
        const look = (e) => { const s = getComputedStyle(e); return `${s.color} on ${s.backgroundColor}`; };
        for (const current of document.querySelectorAll(":is(.tabs, .views, .pager) [aria-current]")) {
          const other = current.closest(".tabs, .views, .pager").querySelector("a:not([aria-current])");
          if (other && look(other) === look(current)) said.push(`current entry looks like the others: ${current.textContent}`);
          if (getComputedStyle(current).color === getComputedStyle(current).backgroundColor) said.push("current entry is not read");
        }
        for (const swatch of document.querySelectorAll(".band, .heat .n, .heat .bl, .badge")) {
          const style = getComputedStyle(swatch);
          if (!swatch.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || style.color === style.backgroundColor) said.push(`not seen: ${swatch.textContent}`);
        }
        for (const bar of document.querySelectorAll("progress")) {
          if (parseFloat(getComputedStyle(bar).borderTopWidth) === 0) said.push("a bar of progress without an edge");
        }
        return said;
      })).map((w) => `${path}: ${w}`));
    });
    assert.deepEqual([...new Set(wrong)], []);
  });
}
