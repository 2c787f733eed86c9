#!/usr/bin/env node
// Reads every calendar and feed of a built site with programs of others: `ical.js` (RFC 5545) and `saxes`, which
// takes no XML that is not well-formed. Looks at what subscribers rely on: lines of 75 octets, all-day events that end
// after they begin, UIDs and ids that are unique, days in order, links that lead to files of the site.
//
//   npm ci --prefix tests/browser --ignore-scripts
//   node scripts/check-subscriptions.mjs DIR
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { pathsBelow } from "./lib.mjs";

const require = createRequire(new URL("../tests/browser/package.json", import.meta.url));
const ATOM = "http://www.w3.org/2005/Atom";
const MOST_ENTRIES = 50;

const [site] = process.argv.slice(2);
if (!site) {
  console.error("usage: node scripts/check-subscriptions.mjs DIR");
  process.exit(2);
}
const { default: ICAL } = await import(pathToFileURL(require.resolve("ical.js")));
const { SaxesParser } = require("saxes");

/** The number of events of a calendar. */
function calendar(bytes) {
  for (let start = 0, end; (end = bytes.indexOf("\r\n", start)) >= 0; start = end + 2) {
    assert(end - start <= 75, `a line of ${end - start} octets`);
  }
  const root = new ICAL.Component(ICAL.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  assert.equal(root.getFirstPropertyValue("version"), "2.0");
  const events = root.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  assert(events.length > 0, "no event");
  assert.equal(new Set(events.map((event) => event.uid)).size, events.length, "a UID twice");
  for (const event of events) {
    assert(event.summary && event.component.getFirstPropertyValue("dtstamp"), event.uid);
    assert(event.startDate.isDate && event.endDate.isDate, `${event.uid} is no all-day event`);
    assert(event.endDate.compare(event.startDate) > 0, `${event.uid} ends before it begins`);
  }
  return events.length;
}

/** An XML document as nested elements. */
function parsed(text) {
  const parser = new SaxesParser({ xmlns: true });
  const stack = [{ children: [] }];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    const element = { name: local, uri, text: "", children: [], attributes };
    stack.at(-1).children.push(element);
    stack.push(element);
  });
  parser.on("text", (text) => {
    if (stack.length > 1) stack.at(-1).text += text;
  });
  parser.on("closetag", () => stack.pop());
  parser.write(text).close();
  return stack[0].children[0];
}

const children = (element, name) => element.children.filter((child) => child.name === name);
const only = (element, name) => {
  const all = children(element, name);
  assert.equal(all.length, 1, `${all.length} times ${name}`);
  return all[0];
};

/** The number of entries of a feed at a path. */
function feed(bytes, path) {
  const root = parsed(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  assert.deepEqual([root.name, root.uri], ["feed", ATOM]);
  const entries = children(root, "entry");
  assert(entries.length <= MOST_ENTRIES, `${entries.length} entries`);
  const days = entries.map((entry) => Date.parse(only(entry, "updated").text));
  assert(days.every((day, at) => at === 0 || day <= days[at - 1]), "entries out of order");
  assert.equal(Date.parse(only(root, "updated").text), days[0] ?? 0);
  assert(only(only(root, "author"), "name").text);
  const ids = [root, ...entries].map((element) => new URL(only(element, "id").text).href);
  assert.equal(new Set(ids).size, ids.length, "an id twice");
  for (const element of [root, ...entries]) {
    assert(only(element, "title").text);
    const pages = children(element, "link").filter((link) => link.attributes.rel.value === "alternate");
    assert.equal(pages.length, 1);
    const href = pages[0].attributes.href.value;
    if (/^https?:/.test(href)) continue;
    assert(existsSync(join(site, dirname(path), decodeURIComponent(href.split("#")[0]))), `${href} leads nowhere`);
  }
  return entries.length;
}

const seen = { calendars: 0, events: 0, feeds: 0, entries: 0 };
let failed = 0;
for (const path of pathsBelow(site)) {
  if (path.startsWith("files/")) continue;
  const bytes = () => readFileSync(join(site, path));
  try {
    if (path.endsWith(".ics")) {
      seen.events += calendar(bytes());
      seen.calendars += 1;
    } else if (path.endsWith(".xml")) {
      seen.entries += feed(bytes(), path);
      seen.feeds += 1;
    }
  } catch (error) {
    console.error(`${path}: ${error.message}`);
    failed += 1;
  }
}
console.log(`${seen.calendars} calendars of ${seen.events} events, ${seen.feeds} feeds of ${seen.entries} entries`);
process.exit(failed > 0 || seen.calendars === 0 || seen.feeds === 0 ? 1 : 0);
