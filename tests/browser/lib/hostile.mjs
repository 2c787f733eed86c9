// A site of hostile authors, and pages that tell whether anything of it did more than stand there to read.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { browser } from "./browser.mjs";
import { FILES, PAYLOADS, fileName, hostilePlan, hostileSettings } from "./payloads.mjs";

/** Payloads put together, so many to each plan: one after the other at every place. */
export const packed = (many) => Array.from({ length: Math.ceil(PAYLOADS.length / many) }, (_, n) =>
  PAYLOADS.slice(n * many, (n + 1) * many).join(" "));

const write = (root, name, text) => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};

/** Writes a plan for each text, files named by payloads, and files of every kind that a plan links. */
export function fillHostile(root, texts) {
  const points = new Set();
  for (const [n, text] of texts.entries()) {
    write(root, `content/plan-${n}.md`, hostilePlan(text, points));
    write(root, `content/${fileName(PAYLOADS[n % PAYLOADS.length])}/${fileName(text)}.md`, "# Words\n\n## Launch Checklist\n\n- [ ] one\n");
    write(root, `content/notes/${fileName(text)} page.md`, `# ${text}\n\n${text}\n`);
  }
  for (const [name, bytes] of Object.entries(FILES)) write(root, `content/files/${name}`, bytes);
  const links = Object.keys(FILES).map((name) => `[${name}](files/${name}) ![${name}](files/${name})`).join("\n");
  write(root, "content/linked.md", `# Files of every kind\n\n**Status:** Draft\n\n## Launch Checklist\n\n- [ ] ${links.replaceAll("\n", "\n  ")}\n`);
  write(root, "phasebook.toml", hostileSettings(texts[0]));
  points.add("file name").add("folder name").add("settings").add("page");
  return points;
}

/**
 * A context whose pages write down all that payloads do: calls, requests for other hosts or for what only a
 * payload names, dialogs, and places that nobody has gone to.
 */
export async function hostileContext(options) {
  const context = await (await browser()).newContext({ reducedMotion: "reduce", serviceWorkers: "allow", ...options });
  const ran = [];
  await context.exposeBinding("canary", (source, id) => ran.push(`ran: ${id} on ${source.page?.url()}`));
  context.on("request", (request) => {
    const { protocol, hostname, pathname } = new URL(request.url());
    const isOwn = ["file:", "data:", "blob:"].includes(protocol) || hostname === "127.0.0.1";
    if (!isOwn || pathname.includes("/~canary~")) ran.push(`request: ${request.url()}`);
  });
  context.on("dialog", (dialog) => {
    ran.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  context.on("serviceworker", (worker) => ran.push(`service worker: ${worker.url()}`));
  context.on("weberror", (error) => ran.push(`exception: ${error.error().message} on ${error.page()?.url()}`));
  return { context, ran };
}

/** Wakes what waits for the reader's hand, and tells what stands on a page that only a payload could bring. */
export const provoke = (page) => page.evaluate(() => {
  const wrong = [];
  const here = location.origin + location.pathname;
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster", "background", "ping", "srcset"];
  const NONE = "iframe, object, embed, base, applet, frame, marquee, math, style, foreignObject, animate, set, audio, video, " +
    "link[rel=import], meta[http-equiv=refresh]:not([content*='.html'])";
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) wrong.push(`handler ${name} of ${element.outerHTML.slice(0, 80)}`);
      const bare = value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
      const isIcon = element.matches("link[rel=icon]");
      if (ADDRESSES.includes(name.toLowerCase()) && !isIcon && /^((javascript|vbscript|data|blob|file):|\/\/|\\)/.test(bare)) wrong.push(`address ${value}`);
      if (name === "href" && element.matches("a") && /^https?:/.test(bare) && !/noopener.*noreferrer/.test(element.rel ?? "")) wrong.push(`rel of ${value}`);
    }
    if (element.matches("script") && !/(assets|_preview)\//.test(element.src)) wrong.push(`script ${element.outerHTML.slice(0, 80)}`);
    if (element.matches(NONE)) wrong.push(`element ${element.outerHTML.slice(0, 80)}`);
    for (const type of ["mouseover", "mouseenter", "focus", "toggle", "error", "load", "animationstart", "pointerover"]) {
      if (!element.matches("script, link, img")) element.dispatchEvent(new Event(type));
    }
  }
  const unseen = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;
  const texts = [document.title, document.documentElement.textContent, ...[...document.querySelectorAll("*")].flatMap((of) => [...of.attributes].map(({ value }) => value))];
  for (const text of texts.filter((one) => unseen.test(one))) wrong.push(`unseen: ${text.slice(Math.max(0, text.search(unseen) - 20)).slice(0, 60)}`);
  for (const name of ["location", "document", "canary"]) {
    if (window[name] instanceof Element) wrong.push(`window.${name} is an element`);
  }
  return wrong.map((what) => `${what} on ${here}`);
});

/** The same for a page that may lead on, as those of former addresses do: where it has led to. */
async function provokeAtRest(page) {
  for (let left = 5; ; left -= 1) {
    try {
      return await provoke(page);
    } catch (error) {
      if (left === 0) throw error;
      await page.waitForLoadState("load");
      await page.waitForFunction(() => document.documentElement !== null);
    }
  }
}

/** Opens addresses one after the other on so many pages at once; gives all that went wrong. */
export async function visitAll(urls, options, { lanes = 2, after = async () => {} } = {}) {
  const { context, ran } = await hostileContext(options);
  const waiting = [...urls];
  const lane = async () => {
    const page = await context.newPage();
    while (waiting.length > 0) {
      const url = waiting.shift();
      // A file that is downloaded is not opened.
      const opened = await page.goto(url, { waitUntil: "load" }).catch((error) => error);
      if (opened instanceof Error && !/Download is starting|ERR_ABORTED/.test(opened.message)) throw opened;
      if (!(opened instanceof Error)) {
        ran.push(...await provokeAtRest(page));
        await after(page);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
    return ran;
  } finally {
    await context.close();
  }
}
