// Each payload by itself at every place of a plan: from a host and from disk, with the pages' policy and without.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileUrl, served } from "../lib/browser.mjs";
import { fillHostile, visitAll } from "../lib/hostile.mjs";
import { PAYLOADS } from "../lib/payloads.mjs";
import { filesBelow, once, site } from "../lib/sites.mjs";

const each = once("hostile, each payload", (name) => site(name, (root) => void fillHostile(root, PAYLOADS)));
const pagesOf = ({ output }) => filesBelow(output).filter((path) => path.endsWith(".html") && !path.startsWith("rules/"));
const encode = (path) => path.split("/").map(encodeURIComponent).join("/");

export default function () {
  for (const bypassCSP of [true, false]) {
    const how = bypassCSP ? "without the pages' policy" : "with it";
    test(`${PAYLOADS.length} payloads, each at every place, ${how}`, async () => {
      const made = each();
      const pages = pagesOf(made);
      await served(made.output, "/", async (url) =>
        assert.deepEqual([...new Set(await visitAll(pages.map((path) => url + encode(path)), { bypassCSP }))], []));
      assert.deepEqual([...new Set(await visitAll(pages.map((path) => fileUrl(made, path)), { bypassCSP }))], []);
    });
  }
}
