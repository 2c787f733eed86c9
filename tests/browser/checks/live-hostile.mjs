// Hostile authors in the preview: what its server makes beside the pages of a site shows words and runs nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fillHostile, hostileContext, packed, provoke } from "../lib/hostile.mjs";
import { FILES, PAYLOADS } from "../lib/payloads.mjs";
import { awake, live, panel } from "../lib/live.mjs";

const TOGETHER = 14;
const encode = (path) => path.split("/").map(encodeURIComponent).join("/");
/** Pages of a plan, of many plans, and what is not there. */
const PAGES = (n) => ["index", "phases", "risks", "rollback", "checklists", "source", "findings"].map((page) => `plans/plan-${n}/${page}.html`);
const MANY = ["index.html", "findings.html", "attention.html", "gates.html", "risks.html", "owner/index.html", "search.html?q=canary"];

/** Hands a served site of hostile authors to `use`, with a page whose policy is bypassed and what it has done. */
const hostile = (use, options = {}) => live(async (site) => {
  const { context, ran } = await hostileContext({ bypassCSP: true });
  const page = await context.newPage();
  const look = async (path) => {
    await page.goto(site.url + path);
    await awake(page);
    ran.push(...await provoke(page));
  };
  try {
    await use(site, page, look);
    ran.push(...await provoke(page));
  } finally {
    await context.close();
  }
  assert.deepEqual([...new Set(ran)], []);
}, { prepare: (site) => fillHostile(site.root, packed(TOGETHER)), ...options });

export default function () {
  test("pages with their overlay, while plans are written", () => hostile(async (site, page, look) => {
    for (let n = 0; n * TOGETHER < PAYLOADS.length; n += 1) for (const path of PAGES(n)) await look(path);
    for (const path of MANY) await look(path);
    await look(`no/such/${encodeURIComponent(PAYLOADS[1])}`);
    await look("plans/plan-0/index.html");
    site.edit("content/plan-0.md", "**Status:** In Progress", `**Status:** ${PAYLOADS[9]}\n**Due:** ${PAYLOADS[0]}`);
    await panel(page).getByText(PAYLOADS[9], { exact: false }).first().waitFor({ state: "attached" });
    site.write(`content/new ${PAYLOADS[9].replaceAll("/", "")}.md`, `# ${PAYLOADS[1]}\n`);
    await panel(page).waitFor();
  }));

  test("the overlay on settings and templates of hostile words, and the page in place of a site", () => hostile(async (site, page, look) => {
    await page.goto(site.url);
    await page.getByRole("heading", { name: "can't be built yet" }).waitFor();
    await page.getByText(PAYLOADS[0]).first().waitFor();
    site.write("phasebook.toml", "");
    await page.locator(".brand").waitFor();
    await awake(page);
    site.write("phasebook.toml", `[site]\n${JSON.stringify(PAYLOADS[9])} = ${JSON.stringify(PAYLOADS[11])}\n`);
    await panel(page).getByText("Showing the last good build").waitFor();
    site.write("phasebook.toml", "");
    site.write("templates/pages/page.html", `{# x #}\n{% extends "base.html" %}{{ ${JSON.stringify(PAYLOADS[9])} | ${"<img src=x onerror=canary(1)>"} }}`);
    await panel(page).getByText("templates/pages/page.html").first().waitFor();
    await look("index.html");
  }, { prepare: (site) => {
    fillHostile(site.root, packed(TOGETHER));
    site.write("phasebook.toml", `[site]\n${JSON.stringify(PAYLOADS[0])} = 1\n`);
  } }));

  test("files of every kind are answered as a build publishes them", () => hostile(async (site, page) => {
    for (const name of Object.keys(FILES)) {
      const opened = await page.goto(`${site.url}files/files/${encode(name)}`).catch((error) => error);
      const isDownload = opened instanceof Error && /Download is starting|ERR_ABORTED/.test(opened.message);
      if (isDownload) continue;
      if (opened instanceof Error) throw opened;
      const isPassive = /^disguised\.(txt|csv|tsv|json|log)$|^plain\.svg$/.test(name);
      assert.equal(opened.status(), isPassive ? 200 : 404, name);
    }
    await page.goto(site.url);
    await awake(page);
  }));
}
