// Stands in for the preview's server: a built site with the preview's script in each page, and the
// answers that the script asks for. What the overlay holds, the program printed (tests/browser/preview).
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { repository } from "./sites.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png" };

/** The files of the preview's script in the order of src/render/theme.rs. */
const SCRIPTS = ["base", "overlay", "restore", "scroll", "changes", "stream", "load"];
const file = (name) => readFileSync(join(repository, "static/preview", name), "utf8");
const script = () => `(() => {\n"use strict";\n${SCRIPTS.map((name) => file(`${name}.js`)).join("")}})();\n`;

/** What the program printed: `overlay`, `broken`, `clean`, `waiting`. */
export function printed(name) {
  const snapshot = readFileSync(join(repository, `tests/browser/preview/${name}.snap`), "utf8");
  return snapshot.split(/^---$/m).slice(2).join("---").trimStart();
}

export const SAMPLE = { counts: { error: 1, warning: 2 }, broken: false, overlay: printed("overlay") };
export const BROKEN = { counts: { error: 2, warning: 2 }, broken: true, overlay: printed("broken") };
export const CLEAN = { counts: { error: 0, warning: 0 }, broken: false, overlay: printed("clean") };
/** The sample without its error. */
export const WARNINGS = {
  counts: { error: 0, warning: 2 },
  broken: false,
  overlay: SAMPLE.overlay
    .replace(/<li data-tone="danger">[\s\S]*?(?=<li)/, "")
    .replace('data-tone="danger" data-pill="3 problems"', 'data-tone="warn" data-pill="2 warnings"')
    .replace("<h2>1 error, 2 warnings", "<h2>2 warnings"),
};

const UNCHANGED = { style_only: false, stylesheet: null, navigate: null, toast: null, images: [] };

class Server {
  constructor(site, state) {
    this.site = site;
    this.number = 1;
    this.state = { ...UNCHANGED, ...state };
    /** Texts in place of the site's files, by path; `null`: the file is gone. */
    this.files = new Map();
    this.streams = new Set();
    this.connections = 0;
    this.asked = [];
  }

  async start() {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise((ready) => this.server.listen(this.port ?? 0, "127.0.0.1", ready));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}/`;
  }

  async stop() {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  /** A rebuild: files change, the number grows, the pages that are looked at hear of it. */
  change(state = {}, files = {}) {
    for (const [path, text] of Object.entries(files)) this.files.set(path, text);
    this.state = { ...this.state, ...UNCHANGED, ...state };
    this.number += 1;
    for (const stream of this.streams) this.tell(stream);
  }

  tell(stream) {
    stream.write(`event: change\ndata: ${this.number}\n\n`);
  }

  text(path) {
    if (this.files.has(path)) return this.files.get(path);
    const file = join(this.site.output, normalize(`/${path}`));
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
  }

  answer(request, response) {
    const url = new URL(request.url, this.url);
    const path = decodeURIComponent(url.pathname).slice(1) || "index.html";
    this.asked.push(`${request.method} /${path}`);
    if (path === "_preview/events") return this.open(response);
    if (path === "_preview/state") {
      if (this.failing) return response.writeHead(500).end();
      const known = Number(url.searchParams.get("since")) === this.number;
      const state = { ...this.state, ...(known ? UNCHANGED : {}), number: this.number };
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(state));
    }
    const own = { "_preview/preview.js": script, "_preview/preview.css": () => file("preview.css") }[path];
    const found = own ? own() : this.text(path);
    this.send(request, response, path, found ?? this.text("404.html"), found === null ? 404 : 200);
  }

  send(request, response, path, body, status) {
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const headers = { "content-type": TYPES[extname(path)] ?? "text/html; charset=utf-8", etag, "cache-control": "no-cache" };
    if (request.headers["if-none-match"] === etag && status === 200) return response.writeHead(304, { etag }).end();
    response.writeHead(status, headers);
    if (request.method === "HEAD") return response.end();
    const html = headers["content-type"].startsWith("text/html");
    const tag = `<script src="/_preview/preview.js" data-etag="${etag.replaceAll('"', "&quot;")}" data-page="${path}" defer></script>`;
    response.end(html ? body.toString().replace("</head>", `${tag}</head>`) : body);
  }

  open(response) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    // A short time to the next try, so that tests need not wait.
    response.write("retry: 100\n\n");
    this.connections += 1;
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
    this.tell(response);
  }
}

/** Hands a server of a site to `use`, with a state that the overlay shows. */
export async function previewed(site, state, use) {
  const server = new Server(site, state);
  await server.start();
  try {
    return await use(server);
  } finally {
    await server.stop().catch(() => {});
  }
}

/** Waits until something holds, asked again and again. */
export async function until(holds, what) {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ten seconds: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}
