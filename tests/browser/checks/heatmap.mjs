// Maps of risks: every count is true and leads to that many risks; nothing is told by colour or place alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writtenOut } from "../../../scripts/lib.mjs";
import { eachOnPage, fileUrl, withPage } from "../lib/browser.mjs";
import { small } from "../lib/plans.mjs";
import { example, filesBelow, many, plansOf } from "../lib/sites.mjs";
import { pagesOf } from "./lists.mjs";

const SITES = [["example", example], ["many plans", many], ["small plans", small]];
const RANKS = ["minor", "moderate", "major", "severe"];
const SCRIPTS = [["with scripts", {}], ["without scripts", { javaScriptEnabled: false }]];
const CLOSED = ["complete", "cancelled", "rolled-back"];

/** The first map of a page: rows from the top, each cell with its band, count and what its link says. */
function readMap() {
  const map = document.querySelector("table.heat");
  return map && {
    caption: map.caption.textContent,
    rows: [...map.tBodies[0].rows].map((r) => [...r.cells].slice(1).map((td) => ({
      band: td.dataset.band, count: Number(td.querySelector(".n").textContent.replace(/\D/g, "")),
      href: td.querySelector("a.c")?.getAttribute("href") ?? null, links: td.querySelectorAll("a").length,
    }))),
    unplaced: Number([...map.nextElementSibling.querySelectorAll("a")].map((a) => a.textContent.match(/^(\d+) not rated/)?.[1]).find(Boolean) ?? 0),
    legend: [...map.nextElementSibling.querySelectorAll("li .band + .n")].map((n) => Number(n.textContent.replace(/\D/g, ""))),
  };
}
const sum = (map) => map.rows.flat().reduce((all, cell) => all + cell.count, 0);

/** The bands of risks with one overall level: of each how many, and how many it names. */
const readRated = () => [...document.querySelectorAll("#rated tbody tr")].map((row) => ({
  band: row.querySelector(".band").dataset.band, count: Number(row.cells[1].textContent), named: row.cells[2].querySelectorAll("a").length }));
const countOf = (rated) => rated.reduce((all, band) => all + band.count, 0);

function assertShape(map, path, rated = []) {
  const rank = (cell) => RANKS.indexOf(cell.band);
  const [top] = map.rows;
  assert.ok(map.rows.flat().every((cell) => rank(cell) <= rank(top.at(-1))), `${path}: the worst cell is at the top right`);
  assert.ok(map.rows.flat().every((cell) => rank(cell) >= rank(map.rows.at(-1)[0])), `${path}: the mildest at the bottom left`);
  for (const cell of map.rows.flat()) {
    assert.equal(Boolean(cell.href), cell.count > 0, `${path}: a cell of ${cell.count} with ${cell.href}`);
    if (cell.count === 0) assert.equal(cell.links, 0, `${path}: an empty cell is no link`);
  }
  assert.equal(map.legend.reduce((a, b) => a + b, 0), sum(map) + countOf(rated), `${path}: the legend counts the same risks`);
}

export default function () {
  for (const [name, site] of SITES) {
    test(`each plan's map counts its open risks, and its sentence says how many: ${name}`, async () => {
      const seen = [];
      await eachOnPage(plansOf(site()).filter((p) => p.risks.length > 0).slice(0, 24), {}, async (page, plan) => {
        await page.goto(fileUrl(site(), `${plan.folder}/risks.html`));
        const map = await page.evaluate(readMap);
        const rated = await page.evaluate(readRated);
        const open = plan.risks.filter((r) => r.open);
        const sentence = await page.locator(".lede").first().innerText();
        if (open.length === countOf(rated)) assert.equal(map, null, plan.slug);
        else {
          assertShape(map, plan.slug, rated);
          const unplaced = open.filter((r) => r.band === null).length;
          assert.equal(map.unplaced, unplaced, plan.slug);
          assert.equal(sum(map) + unplaced + countOf(rated), open.length, plan.slug);
          assert.match(sentence, new RegExp(`^(${open.length} of ${plan.risks.length} risks? (is|are) open|All ${open.length} risks are open|The one risk is open|1 risk is open)`), plan.slug);
          seen.push(plan.slug);
        }
      });
      assert.ok(seen.length > 3);
    });
  }

  for (const [name, site] of SITES) {
    test(`across plans each cell leads to a list of exactly its risks: ${name}`, async () => {
      await withPage({}, async (page) => {
        await page.goto(fileUrl(site(), "risks.html"));
        const map = await page.evaluate(readMap);
        const rated = await page.locator("p#rated").allInnerTexts();
        const beside = rated.join().match(/\d[\d,]*(?= (?:minor|moderate|major|severe))/g) ?? [];
        const counts = beside.map((n) => ({ count: Number(n.replace(",", "")) }));
        assertShape(map, "risks.html", counts);
        const open = plansOf(site()).filter((p) => !CLOSED.includes(p.status?.kind)).flatMap((p) => p.risks.filter((r) => r.open));
        assert.equal(sum(map) + map.unplaced + countOf(counts), open.length);
        const said = (await page.locator(".lede").first().innerText()).match(/([\d,]+) risks? (?:is|are) open in all|^([\d,]+) risks? (?:is|are) open/);
        assert.equal(Number((said[1] ?? said[2]).replace(",", "")), open.length, "the sentence says the same");
        for (const { href, count } of map.rows.flat().filter((c) => c.href)) {
          const rows = pagesOf(site(), href.split("#")[0]).flatMap((f) => readFileSync(join(site().output, f), "utf8").match(/<th scope=row/g) ?? []);
          assert.equal(rows.length, count, href);
        }
      });
    });
  }

  for (const [how, options] of SCRIPTS) {
    test(`a cell, a band: each leads to exactly its risks, and back to all, ${how}`, async () => {
      const plan = plansOf(small()).find((p) => p.slug === "every-cell");
      await withPage(options, async (page) => {
        const url = fileUrl(small(), `${plan.folder}/risks.html`);
        await page.goto(url);
        const register = page.locator(".rk").filter({ visible: true });
        const all = await register.count();
        assert.equal(all, plan.risks.length, "settled risks are in the register");
        const links = await page.locator("#map a.c, #map .legend a").evaluateAll((found) => found.map((a) => ({
          href: a.getAttribute("href"), n: Number(a.querySelector(".n").textContent) })));
        assert.equal(links.length, 12 + RANKS.length);
        for (const { href, n } of links) {
          await page.goto(url);
          await page.locator(`#map a[href="${href}"]`).first().click();
          // A cell's list holds its open risks; settled ones of that place stand at its end.
          const open = await page.locator(".rk:not([data-closed])").filter({ visible: true }).count();
          assert.equal(open, n, `${href} ${how}`);
          assert.equal(await register.count(), n, `${href} ${how}: no settled risk is among them`);
          await page.locator(href).getByRole("link").click();
          assert.equal(await register.count(), all, "all again");
        }
      });
    });
  }

  test("risks with one overall level stand beside the map, below it where there is no room, and alone without one", async () => {
    const rated = [{ band: "severe", count: 2, named: 2 }, { band: "major", count: 1, named: 1 }];
    for (const [width, beside] of [[1440, true], [768, false], [390, false], [320, false]]) {
      await withPage({ viewport: { width, height: 900 } }, async (page) => {
        await page.goto(fileUrl(small(), "plans/rated/risks.html"));
        const [map, column] = [await page.locator("#map .heat").boundingBox(), await page.locator("#map #rated").boundingBox()];
        const [left, below] = [map.x + map.width <= column.x, map.y + map.height <= column.y];
        assert.deepEqual([left, below], [beside, !beside], `${width} px`);
        assert.deepEqual(await page.evaluate(readRated), rated, `${width} px`);
        const swatch = (at) => page.locator(`${at} .band[data-band=severe]`).first().evaluate((e) => getComputedStyle(e, "::before").backgroundColor);
        assert.equal(await swatch("#rated"), await swatch("#map .legend"), "the swatches of the map");
        await page.goto(fileUrl(small(), "plans/rated-only/risks.html"));
        assert.equal(await page.locator(".heat").count(), 0, "no map without a risk on it");
        const [list, bands] = [await page.locator("#register").boundingBox(), await page.locator("#rated").boundingBox()];
        assert.ok(list.y + list.height <= bands.y, `${width} px: the list comes first`);
        assert.deepEqual(await page.evaluate(readRated), rated, `${width} px`);
      });
    }
  });

  test("a cell is read aloud as count, band, likelihood and impact", async () => {
    await withPage({}, async (page) => {
      for (const [site, path] of [[example(), "risks.html"], [small(), "plans/every-cell/risks.html"]]) {
        await page.goto(fileUrl(site, path));
        const names = [...(await page.locator("table.heat").first().ariaSnapshot()).matchAll(/link "([^"]*)"/g)].map(([, n]) => n).filter((n) => !/^R\d+$/.test(n));
        const cells = await page.locator("table.heat").first().locator("a.c").count();
        assert.equal(names.length, cells);
        for (const link of names) assert.match(link, /^\d+ risks?, (Minor|Moderate|Major|Severe) ?: likelihood \w+, impact \w+$/, path);
      }
    });
  });

  test("settled risks are in the register, marked, after the open ones, and not counted", async () => {
    await withPage({}, async (page) => {
      await page.goto(fileUrl(small(), "plans/every-cell/risks.html"));
      const rows = await page.locator(".rk").evaluateAll((all) => all.map((r) => ({ id: r.id, closed: r.hasAttribute("data-closed"), muted: Boolean(r.querySelector(".band[data-muted]")), status: r.querySelector('[data-label="Status"]').textContent.trim() })));
      assert.deepEqual(rows.slice(-2).map((r) => r.id).sort(), ["r20", "r21"]);
      for (const row of rows) {
        assert.equal(row.closed, ["Mitigated", "Closed"].includes(row.status), row.id);
        assert.equal(row.muted, row.closed, row.id);
      }
      const map = await page.evaluate(readMap);
      assert.deepEqual([sum(map), map.rows[0].at(-1).count], [13, 1], "accepted counts, settled do not");
    });
  });

  test("open risks stand in the order of band, impact, likelihood, ID", async () => {
    const LEVELS = ["low", "medium", "high", "critical"];
    const key = (r) => [RANKS.indexOf(r.band), LEVELS.indexOf(r.impact), LEVELS.indexOf(r.likelihood)];
    const later = (a, b) => { const [x, y] = [key(a), key(b)]; for (const i of [0, 1, 2]) if (x[i] !== y[i]) return y[i] - x[i]; return a.id.localeCompare(b.id, "en", { numeric: true }); };
    for (const plan of plansOf(many()).slice(0, 20)) {
      const html = writtenOut(readFileSync(join(many().output, plan.folder, "risks.html"), "utf8"));
      const ids = [...html.matchAll(/<tr class="rk[^"]*"[^>]* id="([^"]*)"/g)].map(([, id]) => id);
      const open = plan.risks.filter((r) => r.open).sort(later).map((r) => r.anchor);
      assert.deepEqual(ids.slice(0, open.length), open, plan.slug);
    }
  });

  test("what mitigation leaves is shown only where the plan states it", () => {
    for (const site of [example(), many(), small()]) {
      for (const plan of plansOf(site)) {
        const stated = plan.risks.some((r) => r.residual_likelihood || r.residual_impact);
        for (const file of filesBelow(site.output, plan.folder).filter((f) => /\/risks[^/]*\.html$/.test(f))) {
          assert.ok(stated || !/after mitigation/i.test(readFileSync(join(site.output, file), "utf8")), file);
          assert.ok(stated || !/risks-residual/.test(file), file);
        }
      }
    }
    const html = writtenOut(readFileSync(join(small().output, "plans/residual/risks.html"), "utf8"));
    assert.match(html, /after mitigation/i);
  });

  test("an unknown likelihood or status is shown as written; without a place the risk is listed; both are findings", async () => {
    const plan = plansOf(small()).find((p) => p.slug === "unknown-levels");
    await withPage({}, async (page) => {
      await page.goto(fileUrl(small(), `${plan.folder}/risks.html`));
      assert.ok((await page.locator("#r1").innerText()).includes("Rather often"));
      assert.ok((await page.locator("#r2").innerText()).includes("Being watched"));
      const map = await page.evaluate(readMap);
      assert.deepEqual([map.unplaced, sum(map)], [1, 2], "an unknown status counts as open");
      assert.match(await page.locator("#not-placed").innerText(), /R1/);
    });
    const told = plan.findings.map((f) => f.message).join("\n");
    assert.match(told, /`Rather often` is not a known likelihood/);
    assert.match(told, /`Being watched` is not a known status of a risk/);
  });
}
