// What every file of every site keeps to, read as text: no page carries code or style of its own, none asks
// another host, and all work wherever they are put.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { writtenOut } from "../../../scripts/lib.mjs";
import { filesBelow, awkward, deployed, example, many, plansOf, withHistory } from "../lib/sites.mjs";

const SITES = [["example", example], ["deployed", deployed], ["many plans", many], ["endless words", awkward], ["with history", withHistory]];
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; `;
/** Parts of the policy that keep strangers out; what more it says may change. */
const NEEDED = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'self'"];

/** The tags of a page, without its text; comments and text hold no tags, as both are escaped. */
const tags = (html) => html.match(/<[a-z][^>]*>/gi) ?? [];
/** A tag without the values of its attributes, which are the author's. */
const bare = (tag) => tag.replace(/"[^"]*"/g, '""');

/** What one page must not hold. */
function faults(html) {
  const wrong = [];
  for (const tag of tags(html)) {
    const names = bare(tag);
    if (/\sstyle\s*=/i.test(names)) wrong.push(`style attribute: ${tag}`);
    if (/\son[a-z]+\s*=/i.test(names)) wrong.push(`event handler: ${tag}`);
    if (/(href|src|action|data|content)="\s*(\d+;\s*url=)?javascript:/i.test(tag)) wrong.push(`script in a link: ${tag}`);
    if (/^<style\b/i.test(tag)) wrong.push("style element");
    if (/^<(iframe|object|embed|base|applet)\b/i.test(tag)) wrong.push(`element: ${tag}`);
  }
  for (const [all, attributes, body] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (!/\ssrc="/.test(attributes) || body.trim() !== "") wrong.push(`inline script: ${all.slice(0, 80)}`);
    if (/type="module"/.test(attributes)) wrong.push("module, which does not run from disk");
  }
  return wrong;
}

export default function () {
  for (const [name, site] of SITES) {
    test(`no page holds a style, a script or a handler of its own: ${name}`, () => {
      const { output } = site();
      const wrong = filesBelow(output).filter((f) => f.endsWith(".html"))
        .flatMap((f) => faults(writtenOut(readFileSync(join(output, f), "utf8"))).map((fault) => `${f}: ${fault}`));
      assert.deepEqual(wrong, []);
    });

    test(`every page's policy comes first in its head: ${name}`, () => {
      const { output } = site();
      for (const file of filesBelow(output).filter((f) => f.endsWith(".html"))) {
        const html = writtenOut(readFileSync(join(output, file), "utf8"));
        const head = html.slice(html.indexOf("<head>") + 6).trimStart();
        assert.ok(head.startsWith(POLICY), `${file}: ${head.slice(0, 100)}`);
        const policy = head.match(/content="([^"]*)"/)[1];
        assert.deepEqual(NEEDED.filter((part) => !policy.includes(part)), [], file);
        assert.ok(!/unsafe|https?:|\*/.test(policy), `${file}: ${policy}`);
      }
    });

    test(`no style sheet or script asks another host: ${name}`, () => {
      const { output } = site();
      for (const file of filesBelow(output, "assets").filter((f) => /\.(css|js)$/.test(f))) {
        const text = readFileSync(join(output, file), "utf8");
        const asks = text.match(/url\(\s*["']?(https?:)?\/\/[^)]*|@import[^;]*|\b(importScripts|XMLHttpRequest|WebSocket|EventSource)\b|(window|self|globalThis)\.fetch\b|(?<![.\w])fetch\((?![\w,]*\)\{)/g);
        // An address in the site's own data is text; a method of an object of ours may be called fetch.
        assert.ok(file.includes("/data/") || asks === null, `${file}: ${asks}`);
      }
    });
  }

  test("no published file tells of the live preview", () => {
    for (const [name, site] of SITES) {
      const { output } = site();
      for (const file of filesBelow(output)) {
        assert.ok(!/preview\.(css|js)$/.test(file), `${name}: ${file}`);
        if (file.endsWith(".html")) assert.ok(!readFileSync(join(output, file), "utf8").includes("preview.js"), `${name}: ${file}`);
      }
    }
  });

  test("rollbacks are one press away from the index, and from each page of a live plan its own is", () => {
    for (const site of [example(), many()]) {
      const hrefs = (file) => [...writtenOut(readFileSync(join(site.output, file), "utf8")).matchAll(/<a [^>]*href="([^"#?]*)/g)]
        .map(([, href]) => posix.normalize(posix.join(posix.dirname(file), decodeURIComponent(href))));
      assert.ok(hrefs("index.html").includes("rollback.html"));
      const live = plansOf(site).filter((p) => p.status?.kind === "in-progress");
      assert.ok(live.length > 0);
      for (const { folder } of live) {
        const own = posix.join(folder, "rollback.html");
        for (const file of filesBelow(site.output, folder).filter((f) => f.endsWith(".html") && f !== own)) {
          assert.ok(hrefs(file).includes(own), file);
        }
        assert.ok(hrefs("rollback.html").includes(own) || filesBelow(site.output).some((f) => /^rollback-\d+\.html$/.test(f) && hrefs(f).includes(own)), own);
      }
    }
  });
}
