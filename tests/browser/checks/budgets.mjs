// Pages are small, and nothing moves while they load. The index of 64 plans is the measure.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { scan } from "../../../scripts/check-links.mjs";
import { served, withPage } from "../lib/browser.mjs";
import { example, many } from "../lib/sites.mjs";

/** A page with the style sheet and scripts that it names. */
function parts({ output }, path) {
  const { links } = scan(readFileSync(join(output, path), "utf8"));
  const assets = links.filter((l) => /^[^:]*assets\/[^/]*\.(css|js)$/.test(l));
  return [path, ...assets.map((a) => join(dirname(path), a))].map((f) => join(output, f));
}

export default function () {
  test("first page: HTML, CSS and JS ≤ 102,400 bytes, ≤ 25,600 with gzip", () => {
    for (const site of [example(), many()]) {
      const files = parts(site, "index.html");
      assert.ok(files.length >= 4, files.join(" "));
      const raw = files.reduce((sum, f) => sum + statSync(f).size, 0);
      const packed = files.reduce((sum, f) => sum + gzipSync(readFileSync(f)).length, 0);
      assert.ok(raw <= 102_400, `${raw} bytes`);
      assert.ok(packed <= 25_600, `${packed} bytes with gzip`);
    }
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

  test("nothing moves while a page loads, and four requests are enough", async () => {
    const site = many();
    const paths = site.types.filter((t) => ["index", "plan index", "plan risks", "plan rollback"].includes(t.name));
    await served(site.output, "/", async (url) => {
      for (const { path } of paths) {
        for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
          await withPage({ viewport }, async (page) => {
            let requests = 0;
            // The tab's icon comes after the page.
            page.on("request", (request) => { requests += /\/icon\.\w+\.svg$/.test(request.url()) ? 0 : 1; });
            await page.goto(url + path, { waitUntil: "networkidle" });
            const shift = await page.evaluate(() => new Promise((done) => {
              let sum = 0;
              const observer = new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; });
              observer.observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 100);
            }));
            assert.ok(shift <= 0.01, `${path} at ${viewport.width} px: shift ${shift}`);
            assert.ok(requests <= 4, `${path}: ${requests} requests`);
          });
        }
      }
    });
  });
}
