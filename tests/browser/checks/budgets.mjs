// Pages are small, and nothing moves while they load.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { scan } from "../../../scripts/check-links.mjs";
import { served, withPage } from "../lib/browser.mjs";
import { small } from "../lib/plans.mjs";
import { example, many } from "../lib/sites.mjs";

/** A page with the style sheet and scripts that it names. */
function parts({ output }, path) {
  const { links } = scan(readFileSync(join(output, path), "utf8"));
  const assets = links.filter((l) => /^[^:]*assets\/[^/]*\.(css|js)$/.test(l));
  return [path, ...assets.map((a) => join(dirname(path), a))].map((f) => join(output, f));
}

const MAIN = ["index", "plan index", "plan risks", "plan rollback"];
/** The pages that the budgets are about, the largest of each kind. */
export const mainTypes = (site) => site.types.filter((t) => MAIN.includes(t.name));

/** Bytes of a page with its style and scripts, as they are and with gzip. */
export function weight(site, path) {
  const files = parts(site, path);
  return {
    files: files.length,
    raw: files.reduce((sum, f) => sum + statSync(f).size, 0),
    packed: files.reduce((sum, f) => sum + gzipSync(readFileSync(f)).length, 0),
  };
}

/**
 * Loads a page from a host: how far things moved (layout shift, without unit), requests but for the tab's
 * icon, elements, and when the largest part was painted (milliseconds).
 */
export async function load(page, url) {
  let requests = 0;
  const count = (request) => { requests += /\/icon\.\w+\.svg$/.test(request.url()) || request.url().startsWith("data:") ? 0 : 1; };
  page.on("request", count);
  await page.goto(url, { waitUntil: "networkidle" });
  page.off("request", count);
  const seen = await page.evaluate(() => new Promise((done) => {
    const sums = { "layout-shift": 0, "largest-contentful-paint": 0 };
    const observer = new PerformanceObserver((list) => {
      for (const e of list.getEntries()) {
        if (e.entryType === "layout-shift") sums[e.entryType] += e.value;
        else sums[e.entryType] = e.startTime;
      }
      // What was kept of either kind is handed over at once, and every page has a largest part.
      if (sums["largest-contentful-paint"] > 0) requestAnimationFrame(() => done(sums));
    });
    for (const type of Object.keys(sums)) observer.observe({ type, buffered: true });
  }));
  return { shift: seen["layout-shift"], painted: Math.round(seen["largest-contentful-paint"]), requests, elements: await page.locator("*").count() };
}

export default function () {
  for (const [name, site] of [["example", example], ["many plans", many]]) {
    test(`a page with its style and scripts: ≤ 102,400 bytes, ≤ 25,600 with gzip: ${name}`, () => {
      for (const { path } of mainTypes(site())) {
        const { raw, packed, files } = weight(site(), path);
        assert.ok(files >= 4, `${path}: ${files} files`);
        assert.ok(raw <= 102_400, `${path}: ${raw} bytes`);
        assert.ok(packed <= 25_600, `${path}: ${packed} bytes with gzip`);
      }
    });
  }

  test("a hundred risks on a page: ≤ 25,600 bytes with gzip", () => {
    const { packed } = weight(small(), "plans/two-hundred-risks/risks.html");
    assert.ok(packed <= 25_600, `${packed} bytes`);
  });

  test("CSS ≤ 30,720 bytes, JS ≤ 20,480 bytes", () => {
    const sizes = { ".css": 0, ".js": 0 };
    for (const file of parts(example(), "index.html")) {
      const type = /\.(css|js)$/.exec(file)?.[0];
      if (type) sizes[type] += statSync(file).size;
    }
    assert.ok(sizes[".css"] <= 30_720 && sizes[".js"] <= 20_480, JSON.stringify(sizes));
  });

  test("≤ 3,000 elements on every kind of page", () => {
    for (const { output, types } of [example(), many()]) {
      for (const { path } of types) {
        const elements = readFileSync(join(output, path), "utf8").match(/<[a-z]/gi).length;
        assert.ok(elements <= 3_000, `${path}: ${elements}`);
      }
    }
  });

  test("nothing moves while a page loads, and four requests are enough", async (t) => {
    const site = many();
    await served(site.output, "/", async (url) => {
      for (const { path } of mainTypes(site)) {
        for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
          await withPage({ viewport }, async (page) => {
            const { shift, painted, requests, elements } = await load(page, url + path);
            assert.ok(shift <= 0.01, `${path} at ${viewport.width} px: shift ${shift}`);
            assert.ok(requests <= 4, `${path}: ${requests} requests`);
            assert.ok(elements <= 3_000, `${path}: ${elements} elements`);
            t.diagnostic(`${path} at ${viewport.width} px: largest part painted after ${painted} ms`);
          });
        }
      }
    });
  });
}
