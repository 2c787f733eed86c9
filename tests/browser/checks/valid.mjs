// Every kind of page is valid HTML to the letter. All pages are read by the long tests.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { awkward, example, withHistory } from "../lib/sites.mjs";
import { validate } from "../lib/vnu.mjs";

/** One line for what is the same on many pages. */
export function summary(lines) {
  const places = new Map();
  for (const line of lines) {
    const [, place, message] = line.match(/^(.*?:\d+:\d+): (.*)$/s) ?? [null, "", line];
    places.set(message, [...(places.get(message) ?? []), place]);
  }
  return [...places].map(([message, at]) => `${message} (${at.length} times, first at ${at[0]})`);
}

export default function () {
  test("the checker reads pages, and finds what is wrong", async () => {
    const folder = mkdtempSync(join(tmpdir(), "phasebook-invalid-"));
    try {
      writeFileSync(join(folder, "page.html"), "<!doctype html><html lang=en><title>Wrong</title><p><div id=a></div><div id=a></div>");
      assert.match((await validate(folder)).join("\n"), /page\.html:1:\d+: Duplicate ID/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const [name, site] of [["example", example], ["endless words", awkward], ["with history", withHistory]]) {
    test(`every kind of page is valid HTML: ${name}`, async () => {
      const { output, types } = site();
      assert.deepEqual(summary(await validate(output, types.map((t) => t.path))), []);
    });
  }
}
