// The program's own preview of a small site, in a folder of its own that tests may write into.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { browser, watch } from "./browser.mjs";
import { program, repository } from "./sites.mjs";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "phasebook-live-")));
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

export const PLAN = "content/payments/refund-approvals.md";
export const PLAN_PAGES = "plans/payments/refund-approvals";
export const OTHER_PLAN = "content/platform/regional-failover.md";
export const OTHER_PAGES = "plans/platform/regional-failover";
export const NOTES = "content/notes.md";
export const NOTES_PAGE = "pages/notes.html";

let sites = 0;

/** Two plans of the example, one with a picture, and a page: nothing is wrong in them. */
function fill(root) {
  for (const path of ["phasebook.toml", PLAN, OTHER_PLAN, "content/platform/diagrams"]) {
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }
  const plan = readFileSync(join(root, OTHER_PLAN), "utf8");
  writeFileSync(join(root, OTHER_PLAN), plan.replace(/\[([^\]]*)\]\(orders-db[^)]*\)/, "$1"));
  writeFileSync(join(root, NOTES), "# Notes\n\nWhat nobody else says.\n");
}

/** Text of a file of the repository: a part of the theme that a site makes its own. */
export const original = (path) => readFileSync(join(repository, path), "utf8");

class Site {
  constructor(options) {
    this.root = join(folder, `${(sites += 1)}`);
    this.options = options;
    mkdirSync(this.root);
    fill(this.root);
  }

  path(name) {
    return join(this.root, name);
  }

  read(name) {
    return readFileSync(this.path(name), "utf8");
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Saves a file with one text in place of another. */
  edit(name, from, to) {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    this.write(name, text.replace(from, () => to));
  }

  rename(from, to) {
    renameSync(this.path(from), this.path(to));
  }

  /** Starts the server, again on the same port, and waits for its address. */
  async start() {
    const args = ["-C", this.root, "serve", "--color", "never", "--port", String(this.port ?? 0), ...this.options];
    this.child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    running.add(this.child);
    const { child } = this;
    this.gone = new Promise((done) => child.once("close", () => done(running.delete(child))));
    this.said = "";
    let timer;
    const [url, port] = await new Promise((found, failed) => {
      const hear = (text) => {
        this.said += text;
        const address = this.said.match(/http:\/\/127\.0\.0\.1:(\d+)\//);
        if (address) found(address);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", failed);
      this.gone.then(() => failed(new Error(`the server has ended: ${this.said}`)));
      timer = setTimeout(() => failed(new Error(`no address within 30 s: ${this.said}`)), 30_000);
    }).finally(() => clearTimeout(timer));
    this.url = url;
    this.port = port;
  }

  async stop() {
    this.child.kill("SIGKILL");
    await this.gone;
  }
}

/**
 * Hands `use` a served site and `open`, which opens a path of it in a further tab of one browser
 * context and waits until the preview is there. `prepare` gets the site before the server starts.
 * Messages on the console, failed and foreign requests fail the test, but for those `expected`.
 */
export async function live(use, { prepare = () => {}, args = [], expected = /^$/, ...options } = {}) {
  const site = new Site(args);
  prepare(site);
  const context = await (await browser()).newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 700 }, ...options });
  const lists = [];
  try {
    await site.start();
    await use(site, async (path) => {
      const page = await context.newPage();
      lists.push(watch(page));
      await page.goto(site.url + path);
      await awake(page);
      return page;
    });
  } finally {
    await context.close();
    await site.stop();
    rmSync(site.root, { recursive: true, force: true });
  }
  const troubles = lists.flat().filter((trouble) => !expected.test(trouble));
  if (troubles.length > 0) throw new Error(troubles.join("\n"));
}

/** Waits until the preview has asked for its state: from then on it follows changes. */
export const awake = (page) => page.locator(".phasebook-preview .panel").waitFor({ state: "attached" });

export const panel = (page) => page.locator(".phasebook-preview > .panel");
export const pill = (page) => page.locator(".phasebook-preview > .pill");
export const toast = (page) => page.locator(".toast:not([data-stopped])");
export const stopped = (page) => page.locator("[data-stopped]");
export const entries = (page) => page.locator(".phasebook-preview .panel .entries li");
export const heading = (page, words) => page.locator("h1", { hasText: words });

/** Marks the document, so that a reload shows. */
export const mark = (page) => page.evaluate(() => { window.marked = true; });
export const isMarked = (page) => page.evaluate(() => window.marked === true);

/** Counts the documents that a page loads from now on. */
export function loads(page) {
  const counted = { number: 0 };
  page.on("request", (request) => {
    if (request.isNavigationRequest()) counted.number += 1;
  });
  return counted;
}

/** Whether a page that was reloaded has come to rest: by then it has scrolled to where it was. */
export const isLoaded = (page) => page.evaluate(() => document.readyState === "complete" && history.scrollRestoration === "auto");
