#!/usr/bin/env node
// Tries what `docs/hosting/` says of web servers: nginx, Apache and Caddy each run with the configuration that its page
// prints, as an unprivileged process, with the example site below `/rollouts/`. Every file is asked for (its bytes, type
// and headers, the answer to its ETag, compressed), then what is no file (folders, missing pages, other methods);
// then a browser visits every page that links lead to, the 404 page, and searches. GitHub and GitLab Pages get a site by
// the steps that their page prints, and show it as a host does that knows no headers.
//
//   scripts/hosting PHASEBOOK [SERVER…]     installs what this needs, and runs it; all servers unless some are named
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { ENVIRONMENT, files, run } from "./lib.mjs";
import { asFiles, asOthers } from "./hosting-answers.mjs";
import { NAMES, block, running } from "./hosting-servers.mjs";
import { closeBrowser, eachOnPage, served, withPage } from "../tests/browser/lib/browser.mjs";

/** A plan with linked files of the kinds that get a policy of their own, and of a type that servers tend not to know. */
const LINKED = { "sheet.csv": "a,b\n1,2\n", "paper.PDF": "%PDF-1.4\n%%EOF\n", "run.log": "12:00 <b>begun</b>\n", "values.yaml": "a: 1\n",
  "model.odt": "PK\u0003\u0004", "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>Cutover</title></svg>\n' };

/** The example, and linked files. */
function example(site) {
  for (const name of ["content", "phasebook.toml"]) cpSync(new URL(`../${name}`, import.meta.url), join(site, name), { recursive: true });
  const links = Object.keys(LINKED).map((name) => `- [${name}](${name})`);
  writeFileSync(join(site, "content/linked.md"), `# Linked files\n\n${links.join("\n")}\n`);
  for (const [name, text] of Object.entries(LINKED)) writeFileSync(join(site, "content", name), text);
  return site;
}

/** Builds it for an address. */
async function published(program, folder, address) {
  const output = join(folder, "www/rollouts");
  const built = await run(program, ["-C", example(join(folder, "site")), "build", "--output", output, "--base-url", address]);
  if (built.status > 1) throw new Error(built.err);
  return output;
}

/** The shell of a documented pipeline. */
const STEPS = {
  github: () => block("pages", "yaml").match(/^ +run: \|\n((?: {10}.*\n)+)/m)[1].replace(/^ {10}/gm, ""),
  gitlab: () => [...block("pages", "yaml", 1).matchAll(/^ {4}- (phasebook .*|find .*)\n/gm)].map(([, line]) => `${line}\n`).join(""),
};

/** Does the steps of a pipeline on a fresh runner; the folder that is uploaded. */
async function uploaded(name, program, folder, wrong) {
  const site = example(join(folder, name));
  mkdirSync(join(folder, `${name}-path`));
  symlinkSync(resolve(program), join(folder, `${name}-path/phasebook`));
  const env = { ...ENVIRONMENT, PATH: `${folder}/${name}-path:${process.env.PATH}`, BASE_URL: "https://acme.example/rollouts", CI_PAGES_URL: "https://acme.example/rollouts" };
  const steps = await run("bash", ["-euo", "pipefail", "-c", `cd "$0"\n${STEPS[name]()}`, site], { env });
  if (steps.status !== 0) throw new Error(steps.err);
  const sent = files(join(site, "public"));
  for (const path of ["index.html", "404.html", ...(name === "github" ? [".nojekyll"] : ["index.html.gz"])]) {
    if (!sent.has(path)) wrong.push(`no ${path} at the root`);
  }
  for (const [path, packed] of [...sent].filter(([path]) => path.endsWith(".gz"))) {
    if (gunzipSync(Buffer.from(packed, "latin1")).toString("latin1") !== sent.get(path.slice(0, -3))) wrong.push(`${path} holds something else`);
  }
  return join(site, "public");
}

/** A port that is free now. */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Follows every link in a browser: the addresses of the visited pages, and the links that lead to files. */
async function crawl(address, wrong) {
  const first = `${address}index.html`;
  const seen = new Set([first]);
  const links = new Set();
  for (let waiting = [first]; waiting.length > 0;) {
    const found = new Set();
    await eachOnPage(waiting, {}, async (page, url, troubles) => {
      troubles.length = 0;
      const answer = await page.goto(url);
      if (answer.status() >= 400) wrong.push(`${url}: ${answer.status()}`);
      for (const to of await page.$$eval("a[href]", (all) => all.map((a) => a.href.replace(/[?#].*/, "")))) found.add(to);
      troubles.forEach((trouble) => wrong.push(`${url}: ${trouble}`));
    });
    const own = [...found].filter((to) => to.startsWith(new URL("/", address).href) && !links.has(to));
    own.forEach((to) => links.add(to));
    waiting = own.filter((to) => /\.html$|\/$/.test(to) && !seen.has(to));
    waiting.forEach((to) => seen.add(to));
  }
  return { pages: seen, links };
}

/** Follows every link, each of which must lead to a file of the site; what was seen, in words. */
async function visited(address, built, wrong) {
  const begun = performance.now();
  const { pages, links } = await crawl(address, wrong);
  for (const to of links) {
    if (!built.has(decodeURIComponent(to.slice(address.length)))) wrong.push(`a link leads to ${to}`);
  }
  await used(address, wrong);
  return `in a browser ${pages.size} pages and ${links.size} links, ${Math.round((performance.now() - begun) / 1000)} s`;
}

/** The 404 page as readers see it, and the search. */
async function used(address, wrong) {
  await withPage({}, async (page, troubles) => {
    for (const missing of ["no-page.html", "plans/no/such/plan/index.html", "no/folder/"]) {
      const answer = await page.goto(address + missing);
      const looks = await page.evaluate(() => ({ rules: document.styleSheets[0]?.cssRules.length ?? 0, margin: getComputedStyle(document.body).margin, title: document.title, home: document.querySelector("a.brand").href }));
      if (answer.status() !== 404 || looks.rules === 0 || looks.margin !== "0px" || !looks.title.startsWith("This page is not here") || looks.home !== `${address}index.html`) {
        wrong.push(`${missing}: ${answer.status()} ${JSON.stringify(looks)}`);
      }
    }
    const other = troubles.filter((trouble) => !/status of 404/.test(trouble));
    other.forEach((trouble) => wrong.push(`404 page: ${trouble}`));
    troubles.length = 0;
    await page.goto(`${address}search.html?q=postgres`);
    await page.waitForSelector("main a[href*='plans/']");
    troubles.forEach((trouble) => wrong.push(`search: ${trouble}`));
  });
}

const [program, ...named] = process.argv.slice(2);
if (!program) {
  console.error("usage: scripts/hosting PHASEBOOK [SERVER…]");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "phasebook-hosting-"));
chmodSync(folder, 0o755);
const wrong = [];
try {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/rollouts/`;
  mkdirSync(join(folder, "www"));
  const built = files(await published(program, folder, address));
  for (const name of named.length > 0 ? named : [...NAMES, ...Object.keys(STEPS)]) {
    const before = wrong.length;
    if (STEPS[name]) {
      const sent = await uploaded(name, program, folder, wrong);
      const seen = await served(sent, "/rollouts/", (at) => visited(at, files(sent), wrong));
      console.log(`${name}: ${seen}`);
    } else {
      await running(name, { folder, www: join(folder, "www"), port }, async () => {
        const answers = await asFiles(address, built, wrong);
        const others = await asOthers(address, built, wrong);
        const seen = await visited(address, built, wrong);
        console.log(`${name}: ${answers.files} files (${answers.bytes} bytes, ${answers.compressed} compressed), ${answers.unchanged} answered 304, ${others} other requests; ${seen}`);
      });
    }
    for (let n = before; n < wrong.length; n += 1) wrong[n] = `${name}: ${wrong[n]}`;
  }
} catch (error) {
  wrong.push(error.stack);
} finally {
  await closeBrowser();
  rmSync(folder, { recursive: true, force: true });
}
wrong.slice(0, 30).forEach((line) => console.error(line));
console.log(wrong.length === 0 ? "all as documented" : `${wrong.length} not as documented`);
process.exit(wrong.length > 0 ? 1 : 0);
