#!/usr/bin/env node
// Checks every link of a built site: the file is there, the fragment is there, no id stands twice,
// no link begins with "/" or ends in a folder. Reads files only.
//
//   node scripts/check-links.mjs DIR [--base /a/b/]     --base: where the 404 page may link to
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { pathsBelow, writtenOut } from "./lib.mjs";

const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>"']+(?:="[^"]*"|='[^']*'|=[^\s>]*)?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=]+)="([^"]*)"/g;
const LINKS = new Set(["href", "src", "action", "poster", "data", "cite"]);
const OUTSIDE = /^(https?:|mailto:|tel:|data:image\/)/i;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decoded = (text) =>
  text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (all, name) => {
    if (name[0] !== "#") return ENTITIES[name.toLowerCase()] ?? all;
    const hex = name[1].toLowerCase() === "x";
    return String.fromCodePoint(parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
  });

function unescaped(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** All ids and links of a page. Comments hold neither, nor do scripts: the site has no inline ones. */
export function scan(html) {
  const ids = [];
  const links = [];
  for (const [, tag, attributes] of writtenOut(html).matchAll(TAG)) {
    if (!attributes) continue;
    for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) {
      if (name === "id") ids.push(decoded(value));
      else if (LINKS.has(name) && !(name === "data" && tag !== "object")) links.push(decoded(value));
      else if (name === "content" && /http-equiv="refresh"/i.test(attributes)) {
        links.push(decoded(value).replace(/^[^=]*url=/i, ""));
      }
    }
  }
  return { ids, links };
}

/** What is wrong with a site's links, and how many there are. */
export function checkLinks(root, base = null) {
  const files = pathsBelow(root);
  const exists = new Set(files);
  const pages = files.filter((f) => f.endsWith(".html"));
  const wanted = new Map(); // page → fragment → a page that links to it
  const reached = new Set(["index.html", "404.html"]);
  const problems = [];
  let links = 0;

  const follow = (page, link, ids) => {
    links += 1;
    const [path, fragment] = link.split("#", 2);
    let target = page;
    if (path !== "") {
      const name = unescaped(path.split("?", 1)[0]);
      if (base && name.startsWith(base)) target = name.slice(base.length);
      else if (name.startsWith("/")) return `begins with a slash: ${link}`;
      else if (/^[a-z][a-z0-9+.-]*:/i.test(name)) return `unknown scheme: ${link}`;
      else target = posix.normalize(posix.join(posix.dirname(page), name));
      if (name.endsWith("/")) return `ends in a folder: ${link}`;
      if (!exists.has(target)) return `leads nowhere: ${link}`;
      reached.add(target);
    }
    const id = fragment && unescaped(fragment);
    if (!id || !target.endsWith(".html")) return null;
    if (target === page) return ids.has(id) ? null : `no such id: ${link}`;
    if (!wanted.has(target)) wanted.set(target, new Map());
    const fragments = wanted.get(target);
    if (!fragments.has(id)) fragments.set(id, page);
    return null;
  };

  for (const page of pages) {
    const { ids, links: found } = scan(readFileSync(join(root, page), "utf8"));
    const unique = new Set(ids);
    if (unique.size < ids.length) {
      const twice = ids.find((id, i) => ids.indexOf(id) !== i);
      problems.push(`${page}: id twice: ${twice}`);
    }
    for (const link of new Set(found)) {
      if (OUTSIDE.test(link)) continue;
      const problem = follow(page, link, unique);
      if (problem) problems.push(`${page}: ${problem}`);
    }
  }
  for (const [page, fragments] of wanted) {
    const ids = new Set(scan(readFileSync(join(root, page), "utf8")).ids);
    for (const [id, from] of fragments) {
      if (!ids.has(id)) problems.push(`${from}: no such id: ${page}#${id}`);
    }
  }
  const orphans = pages.filter((p) => !reached.has(p));
  return { pages: pages.length, links, problems, orphans };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [root, option, base] = process.argv.slice(2);
  if (!root || (option && option !== "--base")) {
    console.error("usage: check-links.mjs DIR [--base PATH]");
    process.exit(2);
  }
  const { pages, links, problems, orphans } = checkLinks(root, base);
  for (const problem of problems.slice(0, 50)) console.log(problem);
  if (problems.length > 50) console.log(`and ${problems.length - 50} more`);
  if (orphans.length > 0) console.log(`linked from nowhere: ${orphans.slice(0, 10).join(", ")}`);
  console.log(`${pages} pages, ${links} links, ${problems.length} broken, ${orphans.length} orphans`);
  process.exit(problems.length > 0 ? 1 : 0);
}
