// Shared by the scripts beside it: the program run to its end, and folders compared by their bytes.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** The day that sites are as of, where their settings name none: 2026-11-22. */
export const ENVIRONMENT = { ...process.env, SOURCE_DATE_EPOCH: "1795305600", NO_COLOR: "1" };

const VOID = new Set(["br", "hr", "img", "input", "link", "meta"]);
/** Elements whose end tag a page may leave out, and the start tags before which they end. */
const ENDS = { li: ["li"], dt: ["dt", "dd"], dd: ["dt", "dd"], option: ["option"], td: ["td", "th", "tr", "tbody"],
  th: ["td", "th", "tr", "tbody"], tr: ["tr", "tbody"], thead: ["tbody"], tbody: ["tbody"] };

/** A page with every attribute in quotes and every end tag; a site's own pages have them only where they are needed. */
export function writtenOut(html) {
  const open = [];
  return html.replace(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi, (tag, slash, name, rest) => {
    let ends = "";
    const end = () => { ends += `</${open.pop()}>`; };
    if (slash) {
      while (open.length && open.at(-1) !== name && ENDS[open.at(-1)]) end();
      if (open.at(-1) === name) open.pop();
      return ends + tag;
    }
    while (ENDS[open.at(-1)]?.includes(name)) end();
    if (!VOID.has(name) && !rest.endsWith("/")) open.push(name);
    return `${ends}<${name}${rest.replace(/ ([a-z-]+)=(?:"[^"]*"|([^"\s>]+))/gi, (all, key, value) => (value === undefined ? all : ` ${key}="${value}"`))}>`;
  });
}

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Runs a command to its end; with a signal, ends it after so many milliseconds. */
export function run(command, args, { env = ENVIRONMENT, signal, after } = {}) {
  return new Promise((ended, failed) => {
    const begun = performance.now();
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const told = { out: "", err: "" };
    child.stdout.on("data", (part) => (told.out += part));
    child.stderr.on("data", (part) => (told.err += part));
    const timer = signal && setTimeout(() => child.kill(signal), after);
    child.once("error", failed);
    child.once("close", (status, killed) => {
      clearTimeout(timer);
      ended({ status, signal: killed, milliseconds: performance.now() - begun, ...told });
    });
  });
}

/** Paths of all files below a folder, in their order; links are files. */
export function pathsBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** Files below a folder with their bytes as text, a character a byte, so that `===` compares them. */
export function files(folder) {
  return new Map(pathsBelow(folder).map((path) => [path, readFileSync(join(folder, path), "latin1")]));
}

/** Paths whose bytes differ between two folders. */
export function differences(a, b) {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => a.get(path) !== b.get(path)).sort();
}

export const isSame = (a, b) => differences(a, b).length === 0;

/** Does the work of a list, so many at a time; each worker has its number. */
export async function each(list, work, atOnce = 2) {
  let next = 0;
  const worker = async (_, number) => {
    while (next < list.length) await work(list[next++], number);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
