// One Chromium for all tests, pages that write down what goes wrong on them, and a small web server.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const starting = new Map();

/**
 * The one browser for these arguments, as a rule none; the tests fail, with the command that helps, where
 * no browser is installed.
 */
export async function browser(args = []) {
  if (!existsSync(executablePath)) {
    throw new Error(`${executablePath} is missing. Install it: apt-get install -y chromium (or set CHROMIUM)`);
  }
  const key = args.join(" ");
  if (!starting.has(key)) starting.set(key, chromium.launch({ executablePath, args }));
  return starting.get(key);
}

export async function closeBrowser() {
  await Promise.all([...starting.values()].map(async (one) => (await one).close()));
  starting.clear();
}

/** A context with one page. Motion is off, as tests do not wait for it. `args` start a browser of their own. */
async function open({ args, ...options }) {
  const context = await (await browser(args)).newContext({ reducedMotion: "reduce", ...options });
  return { context, page: await context.newPage() };
}

/** Console messages, exceptions, failed and foreign requests, from now on. */
export function watch(page, troubles = []) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // The icon may still be on its way when the page is left.
    if (request.failure().errorText !== "net::ERR_ABORTED") troubles.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const own = ["file:", "data:"].includes(protocol) || (protocol === "http:" && hostname === "127.0.0.1");
    if (!own) troubles.push(`foreign request: ${request.url()}`);
  });
  return troubles;
}

/** Hands a page in a context of its own to `use`, with a list that its troubles gather in. */
export async function withPage(options, use) {
  const { context, page } = await open(options);
  try {
    return await use(page, watch(page));
  } finally {
    await context.close();
  }
}

/** Does the same with each item, on two pages side by side that are used again and again. */
export async function eachOnPage(items, options, work) {
  const waiting = [...items];
  const lane = () => withPage(options, async (page, troubles) => {
    while (waiting.length > 0) await work(page, waiting.shift(), troubles);
  });
  await Promise.all([lane(), lane()]);
}

/**
 * Tabs as people have them, of which only the one in front is visible: elsewhere the tests have all
 * pages visible at once. That takes a Chromium of its own. `use` gets what opens a tab in front, and
 * the list of troubles.
 */
export async function withTabs(use) {
  const profile = mkdtempSync(join(tmpdir(), "phasebook-profile-"));
  const flags = ["--headless=new", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const child = spawn(executablePath, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const gone = new Promise((done) => child.once("close", done));
  try {
    const address = await new Promise((found, failed) => {
      let said = "";
      child.stderr.on("data", (text) => {
        said += text;
        const at = said.match(/ws:\/\/\S+/);
        if (at) found(at[0]);
      });
      child.once("error", failed);
      gone.then(() => failed(new Error(`Chromium has ended: ${said}`)));
    });
    const tabbed = await chromium.connectOverCDP(address, { noDefaults: true });
    const troubles = [];
    await use(async (url) => {
      const page = await tabbed.contexts()[0].newPage();
      watch(page, troubles);
      await page.goto(url);
      return page;
    }, troubles);
    const closing = await tabbed.newBrowserCDPSession();
    await closing.send("Browser.close").catch(() => {});
  } finally {
    child.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const fileUrl = (site, path) => pathToFileURL(join(site.output, path)).href;

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".json": "application/json", ".xml": "application/xml", ".png": "image/png", ".txt": "text/plain", ".log": "text/plain",
  ".csv": "text/csv", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".xht": "application/xhtml+xml", ".svgz": "image/svg+xml",
  ".pdf": "application/pdf", ".xsl": "application/xml", ".mjs": "text/javascript", ".wasm": "application/wasm",
};

/** Serves a folder under a path, with its 404 page, as a static host would; `use` gets the URL. */
export async function served(folder, base, use) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    const file = path.startsWith(base) ? join(folder, normalize(`/${path.slice(base.length)}`)) : null;
    const found = file && existsSync(file) && statSync(file).isFile();
    const shown = found ? file : join(folder, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(shown)] ?? "application/octet-stream" });
    response.end(readFileSync(shown));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(`http://127.0.0.1:${server.address().port}${base}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
