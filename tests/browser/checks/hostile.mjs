// Sites of hostile authors, opened in a browser from a host and from disk, with the pages' own policy and without
// it: nothing that an author writes runs, asks for anything or leads anybody away.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileUrl, served } from "../lib/browser.mjs";
import { fillHostile, packed, visitAll } from "../lib/hostile.mjs";
import { FILES, PAYLOADS } from "../lib/payloads.mjs";
import { filesBelow, once, site } from "../lib/sites.mjs";

/** So many payloads stand together in a plan: an order of them that hides another is only in some. */
const TOGETHER = 18;
const QUERIES = [0, 3, 9, 15, 29, 46, 54, 65];

export const hostile = once("hostile", (name) => {
  let points;
  const made = site(name, (root) => { points = fillHostile(root, packed(TOGETHER)); });
  return { ...made, points };
});

const isRule = (path) => path.startsWith("rules/");
/** Pages by their own address; rules have the same on every site, and former addresses lead on. */
const pagesOf = (output) => filesBelow(output).filter((path) => path.endsWith(".html") && !isRule(path));
const encode = (path) => path.split("/").map(encodeURIComponent).join("/");
const none = (ran) => assert.deepEqual([...new Set(ran)], []);

export default function () {
  test("a payload that is taken for more than words would be seen", async () => {
    const { output } = hostile();
    await served(output, "/", async (url) => {
      const ran = await visitAll([`${url}index.html`], { bypassCSP: true }, {
        after: async (page) => {
          await page.evaluate(() => {
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=canary(1)><img src=/~canary~2><a href='javascript:canary(3);void(window.isFollowed=1)'>a</a>");
          });
          await page.waitForLoadState("networkidle");
          await page.getByRole("link", { name: "a", exact: true }).last().click();
          await page.waitForFunction(() => window.isFollowed === 1);
        },
      });
      for (const what of ["ran: 1 ", "ran: 3 ", "/~canary~2"]) assert.ok(ran.some((one) => one.includes(what)), `${what}: ${ran}`);
    });
  });

  test(`payloads at every place of a plan: ${PAYLOADS.length}, from a host without its policy`, async () => {
    const { output, points } = hostile();
    assert.ok(PAYLOADS.length >= 60 && points.size >= 75, `${PAYLOADS.length} payloads, ${points.size} places`);
    await served(output, "/", async (url) => none(await visitAll(pagesOf(output).map((path) => url + encode(path)), { bypassCSP: true })));
  });

  test("from disk, without the pages' policy: one page of each kind", async () => {
    const { output, types } = hostile();
    none(await visitAll(types.map(({ path }) => fileUrl({ output }, path)), { bypassCSP: true }));
  });

  test("from a host, with the pages' policy: one page of each kind", async () => {
    const { output, types } = hostile();
    await served(output, "/", async (url) => none(await visitAll(types.map(({ path }) => url + encode(path)), {})));
  });

  test("queries of the search, filters and the page for what is not there", async () => {
    const { output } = hostile();
    await served(output, "/", async (url) => {
      const asked = QUERIES.map((n) => encodeURIComponent(PAYLOADS[n]));
      const urls = asked.flatMap((query) => [
        `${url}search.html?q=${query}`, `${url}search.html#q=${query}`,
        `${url}index.html#q=${query}&status=${query}&sort=${query}&tag=${query}&risk=${query}&program=${query}&approver=${query}`,
        `${url}no/such/${query}`,
      ]);
      none(await visitAll([...urls, `${url}search.html?q=canary`, `${url}search.html?q=script`, `${url}index.html#q=canary`, `${url}index.html#sort=a-z`], { bypassCSP: true }, {
        after: async (page) => {
          // What scripts make of the data comes after the page.
          await page.waitForLoadState("networkidle");
        },
      }));
    });
  });

  test("files of every kind: what can run is not published, what is published does not run", async () => {
    const { output } = hostile();
    const published = filesBelow(output, "files");
    const may = /\.(txt|csv|tsv|json|log)$|^files\/files\/plain\.svg$/;
    assert.deepEqual(published.filter((path) => !may.test(path) || /php/.test(path)), []);
    assert.ok(existsSync(join(output, "files/files/plain.svg")));
    const names = Object.keys(FILES).map((name) => `files/files/${name}`);
    const options = { bypassCSP: true };
    await served(output, "/", async (url) => none(await visitAll(names.map((path) => url + encode(path)), options)));
    none(await visitAll(published.map((path) => fileUrl({ output }, path)), options));
  });
}
