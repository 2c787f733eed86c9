// What a server answers, held to the table of headers of `docs/hosting/README.md`.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { extname } from "node:path";
import { gunzipSync } from "node:zlib";
import { each } from "./lib.mjs";

const TYPES = { ".html": /^text\/html; *charset=utf-8$/i, ".css": /^text\/css\b/, ".js": /^(text|application)\/javascript\b/, ".json": /^application\/json\b/,
  ".svg": /^image\/svg\+xml\b/, ".ics": /^text\/calendar; *charset=utf-8$/i, ".csv": /^text\/csv; *charset=utf-8$/i, ".xml": /^(text|application)\/(atom\+)?xml\b/,
  ".pdf": /^application\/pdf$/, ".log": /^(text\/|application\/octet-stream)/, ".yaml": /^(text\/(plain|yaml)|application\/(x-)?yaml|application\/octet-stream)/,
  ".odt": /^application\/(vnd.oasis.opendocument.text|octet-stream)$/, "": /^application\/octet-stream$/ };
/** Endings that servers compress, from 1,000 bytes on. */
const COMPRESSED = new Set([".html", ".css", ".js", ".json", ".svg", ".ics", ".csv", ".xml"]);
const HASHED = /^assets\/[^/]+\.[0-9a-f]{10}\.[a-z]+$/;

/** The rows of the table: header, for what, value. */
const ROWS = readFileSync(new URL("../docs/hosting/README.md", import.meta.url), "utf8")
  .split("\n").filter((line) => line.startsWith("| `")).map((line) => line.split("|").map((cell) => cell.trim().replace(/^`|`$/g, "")))
  .map(([, header, what, value]) => ({ header: header.toLowerCase(), what, value }));
const valueOf = (header, begin) => {
  const row = ROWS.find((one) => one.header === header && one.what.startsWith(begin));
  if (!row) throw new Error(`the table of headers has no row ${header} for ${begin}`);
  return row.value;
};
const EVERYTHING = ROWS.filter((row) => row.what === "everything" && row.header !== "content-security-policy");
const [POLICY, FILES_POLICY] = [valueOf("content-security-policy", "everything"), valueOf("content-security-policy", "files/")];
const [KEEP, ASK] = [valueOf("cache-control", "assets/"), valueOf("cache-control", "everything else")];

/** An answer with its status, headers and bytes; redirects are not followed, nothing is unpacked. */
export function ask(url, { method = "GET", headers = {} } = {}) {
  return new Promise((answered, failed) => {
    // The path as it stands, with its dots.
    const path = url.replace(/^http:\/\/[^/]*/, "");
    const asked = request(url, { method, headers, path }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => answered({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }));
    });
    asked.on("error", failed);
    asked.end();
  });
}

const urlOf = (address, path) => address + path.split("/").map(encodeURIComponent).join("/");

/** What of an answer's headers is not as the table says for a path. */
function headersOf(path, answer) {
  const wrong = [];
  const is = (header, value) => {
    if (answer.headers[header] !== value) wrong.push(`${header} is ${answer.headers[header]}, not ${value}`);
  };
  EVERYTHING.forEach((row) => is(row.header, row.value));
  const policy = !path.startsWith("files/") ? POLICY : /\.pdf$/i.test(path) ? undefined : FILES_POLICY;
  is("content-security-policy", policy);
  is("cache-control", HASHED.test(path) ? KEEP : ASK);
  return wrong;
}

/** Asks for every file, plain, compressed, and again with its ETag. */
export async function asFiles(address, built, wrong) {
  const tally = { files: 0, bytes: 0, compressed: 0, unchanged: 0 };
  await each([...built], async ([path, text]) => {
    const url = urlOf(address, path);
    const expected = Buffer.from(text, "latin1");
    const say = (what) => wrong.push(`${path}: ${what}`);
    const plain = await ask(url);
    tally.files += 1;
    tally.bytes += plain.bytes.length;
    if (plain.status !== 200 || !plain.bytes.equals(expected)) say(`${plain.status}, other bytes`);
    headersOf(path, plain).forEach(say);
    const ending = path.startsWith(".") ? "" : extname(path).toLowerCase();
    if (!TYPES[ending]?.test(plain.headers["content-type"] ?? "")) say(`type ${plain.headers["content-type"]}`);
    const packed = await ask(url, { headers: { "accept-encoding": "gzip" } });
    if (packed.headers["content-encoding"] === "gzip") {
      tally.compressed += 1;
      if (!gunzipSync(packed.bytes).equals(expected)) say("unpacked, it has other bytes");
      if (!/accept-encoding/i.test(packed.headers.vary ?? "")) say("caches are not told that it is compressed for some");
    } else if (COMPRESSED.has(ending) && expected.length >= 1000) {
      say("is not compressed");
    }
    for (const [answer, headers] of [[plain, {}], [packed, { "accept-encoding": "gzip" }]]) {
      const again = await ask(url, { headers: { ...headers, "if-none-match": answer.headers.etag ?? "-" } });
      if (again.status === 304) tally.unchanged += 1;
      else say(`asked again with ${answer.headers.etag}: ${again.status}`);
    }
  });
  return tally;
}

/** Asks for what is no file; the number of requests. */
export async function asOthers(address, built, wrong) {
  const missing = Buffer.from(built.get("404.html"), "latin1");
  const root = address.replace(/\/$/, "");
  let count = 0;
  const at = async (url, judge, options) => {
    count += 1;
    const answer = await ask(url, options);
    const told = judge(answer);
    if (told) wrong.push(`${options?.method ?? "GET"} ${url}: ${answer.status}, ${told}`);
  };
  const leads = (to) => (answer) => {
    const target = answer.headers.location && new URL(answer.headers.location, address).href;
    return (answer.status === 301 || answer.status === 302 || answer.status === 308) && target === to ? null : `leads to ${target}`;
  };
  const notHere = (path) => (answer) =>
    answer.status === 404 && answer.bytes.equals(missing) ? headersOf(path, answer).join("; ") || null : "not the 404 page";
  const folder = [...built.keys()].find((path) => /^plans\/.*\/index\.html$/.test(path)).replace(/\/index\.html$/, "");
  await at(root, leads(address));
  await at(`${address}${folder}`, leads(`${address}${folder}/`));
  await at(address, (answer) => (answer.bytes.equals(Buffer.from(built.get("index.html"), "latin1")) ? null : "not the first page"));
  for (const path of ["no-page.html", "no/folder/", "assets/", "files/", "plans/a.b/c", "x"]) await at(address + path, notHere("404.html"));
  // What is missing today may be there tomorrow: nobody keeps that answer for a year.
  await at(`${address}assets/site.0123456789.css`, notHere("404.html"));
  await at(`${address}index.html`, (answer) => (answer.status === 200 && answer.bytes.length === 0 ? null : "has a body"), { method: "HEAD" });
  for (const method of ["POST", "PUT", "DELETE"]) {
    await at(`${address}index.html`, (answer) => (answer.status >= 400 ? null : "is allowed"), { method });
  }
  await at(`${address}%2e%2e/%2e%2e/etc/passwd`, (answer) => (answer.status >= 400 || answer.bytes.length === 0 ? null : "leads out of the site"));
  return count;
}
