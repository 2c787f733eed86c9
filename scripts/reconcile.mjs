#!/usr/bin/env node
// Adds up a built site: every number in a sentence, tile, map or heading that leads to a list counts the
// rows of that list over all its pages, and live, paused and waiting mean the same as in the data. Numbers
// of sentences that lead to no list are those of the data, or of the rows on the same pages.
//
//   node scripts/reconcile.mjs DIR
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { writtenOut } from "./lib.mjs";

const root = process.argv[2];
const read = (path) => writtenOut(readFileSync(join(root, path), "utf8"));
const wrong = [];
const equal = (found, wanted, what) => {
  if (found !== wanted) wrong.push(`${what}: ${found}, not ${wanted}`);
};
const count = (text, pattern) => (text.match(pattern) ?? []).length;

/** The first page of the list that a page belongs to, and all its pages. */
const first = (path) => {
  const stem = path.replace(/-\d+\.html$/, ".html");
  return existsSync(join(root, stem)) ? stem : path;
};
function pagesOf(path) {
  const pages = [path];
  for (let n = 2; existsSync(join(root, path.replace(/\.html$/, `-${n}.html`))); n++) pages.push(path.replace(/\.html$/, `-${n}.html`));
  return pages;
}

const main = (html) => html.slice(html.indexOf("<main"), html.indexOf("</main>"));
function section(html, id) {
  const start = html.indexOf(`aria-labelledby="${id}"`);
  return start < 0 ? "" : html.slice(start, html.indexOf("</section>", start));
}

const known = new Map();
/** Rows of a list over all its pages; with an id, of the section of that heading. */
function rows(path, id) {
  const key = `${path}#${id ?? ""}`;
  if (!known.has(key)) {
    const of = (page) => {
      const html = id ? section(main(read(page)), id) : main(read(page));
      const bodies = [...html.matchAll(/<tbody[^>]*>([\s\S]*?)<\/tbody>/g)].map(([, body]) => body).join("");
      const lists = [...html.matchAll(/<ul class="items[^>]*>([\s\S]*?)<\/ul>/g)].map(([, list]) => list).join("");
      return count(bodies, /<tr[ >]/g) + count(lists, /<li[ >]/g);
    };
    known.set(key, pagesOf(path).reduce((sum, page) => sum + of(page), 0));
  }
  return known.get(key);
}

const plans = JSON.parse(read("api/v1/plans.json")).plans;
const live = plans.filter((p) => p.live).length;
const paused = plans.filter((p) => p.status?.kind === "paused").length;
const needy = plans.filter((p) => p.attention.length > 0).length;
const ready = plans.filter((p) => p.attention.some((a) => a.kind === "decision-wanted")).length;
equal(rows("views/live.html"), live, "views/live.html");
equal(rows("status/paused.html"), paused, "status/paused.html");
equal(rows("views/attention.html", "plans"), needy, "views/attention.html");
equal(rows("rollback.html", "live"), live, "rollback.html#live");
equal(rows("rollback.html", "paused"), paused, "rollback.html#paused");
equal(rows("gates.html", "decision"), ready, "gates.html#decision");

const programs = existsSync(join(root, "programs")) ? readdirSync(join(root, "programs"), { recursive: true }) : [];
const pages = ["index.html", "gates.html", "risks.html", "rollback.html", "views/a-z.html",
  ...programs.filter((p) => p.endsWith("index.html")).map((p) => `programs/${p.replaceAll("\\", "/")}`)];
let checked = 0;
for (const path of pages) {
  const html = read(path);
  const parts = [...html.matchAll(/<(p|ul|table|div) (?:id="rated"|class="(?:lede|tiles|heat|rb)\b)[^>]*>([\s\S]*?)<\/\1>/g)].map(([, , part]) => part);
  for (const [, href, text] of parts.join("").matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)) {
    const words = text.replace(/<[^>]*>/g, "").trim();
    const number = /^\d+/.exec(words);
    const [to, id] = href.split("#");
    // A program shows the first that need attention, and below them all of its plans.
    if (!number || (to === "" && path.startsWith("programs/"))) continue;
    const target = to === "" ? path : posix.normalize(posix.join(posix.dirname(path), to));
    equal(rows(first(target), id), Number(number[0]), `${path}: “${words}” → ${target}${id ? `#${id}` : ""}`);
    checked += 1;
  }
}
const owners = readdirSync(join(root, "owner"), { recursive: true }).map((p) => `owner/${p.replaceAll("\\", "/")}`);
for (const path of ["gates.html", "rollback.html", ...owners].filter((p) => p.endsWith(".html") && first(p) === p)) {
  for (const [, id, number] of main(read(path)).matchAll(/<h2 id="([^"]*)">[^<]*<span class="n">(\d+)<\/span>/g)) {
    equal(rows(path, id), Number(number), `${path}#${id}`);
    checked += 1;
  }
}
/** The sentence that a page answers first with, and its numbers. */
const sentence = (path) => (/<p class="lede"[^>]*>([\s\S]*?)<\/p>/.exec(read(path))?.[1] ?? "").replace(/<[^>]*>/g, "");
const said = (words) => (words.match(/\d+/g) ?? []).map(Number);
function says(path, wanted) {
  const found = said(sentence(path)).slice(0, wanted.length);
  equal(found.join(), wanted.join(), `${path}: “${sentence(path)}”`);
  checked += 1;
}

const isClosed = (plan) => ["complete", "cancelled", "rolled-back"].includes(plan.status?.kind);
const open = plans.filter((plan) => !isClosed(plan)).map((plan) => plan.risks.filter((risk) => risk.open));
const severe = open.map((risks) => risks.filter((risk) => risk.band === "severe"));
const sum = (lists) => lists.reduce((all, list) => all + list.length, 0);
const holding = (lists) => lists.filter((list) => list.length > 0).length;
const settled = plans.filter((plan) => !isClosed(plan)).reduce((all, plan) => all + plan.risks.filter((risk) => !risk.open).length, 0);
const risky = sum(severe) > 0 ? [sum(severe), holding(severe), sum(open)] : sum(open) > 0 ? [sum(open), holding(open)] : [];
says("risks.html", [...risky, ...(settled > 0 ? [settled] : [])]);

for (const path of pages.filter((p) => p.startsWith("programs/"))) {
  const links = pagesOf(path).flatMap((page) => [...section(main(read(page)), "plans").matchAll(/<a class="cover" href="([^"]*)"/g)]
    .map(([, href]) => posix.normalize(posix.join(posix.dirname(page), href))));
  const own = plans.filter((plan) => links.includes(`plans/${plan.slug}/index.html`));
  const counts = [own.filter((p) => p.live), own.filter((p) => p.status?.kind === "paused"), own.filter((p) => p.attention.length > 0)];
  says(path, counts.map((list) => list.length).filter((n) => n > 0));
}
const quarters = existsSync(join(root, "timeline")) ? readdirSync(join(root, "timeline")) : [];
for (const name of quarters.filter((p) => /q\d\.html$/.test(p))) says(`timeline/${name}`, [rows(`timeline/${name}`, "days")]);
for (const path of owners.filter((p) => p.endsWith(".html") && first(p) === p && !/\/(index|roles)\.html$/.test(p))) {
  const words = sentence(path);
  const number = (pattern) => Number(pattern.exec(words)?.[1] ?? 0);
  if (!/\b(owns|wrote|signs|has \d+ gates?) /.test(words)) continue;
  equal(number(/owns (\d+) plans?\b/) + number(/wrote (\d+) plans?\b/), rows(path, "plans"), `${path}: “${words}”, plans`);
  equal(number(/owns (\d+) open risks?\b/), rows(path, "risks"), `${path}: “${words}”, risks`);
  equal(number(/has (\d+) gates?\b/) + Math.max(number(/(\d+) later/), number(/signs (\d+) gates?\b/)), rows(path, "gates"), `${path}: “${words}”, gates`);
  checked += 3;
}
for (const line of wrong.slice(0, 20)) console.log(line);
console.log(`${checked} numbers of ${plans.length} plans, ${wrong.length} wrong`);
process.exit(wrong.length === 0 && checked > 5 ? 0 : 1);
