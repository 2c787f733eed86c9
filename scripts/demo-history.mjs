#!/usr/bin/env node
// Makes a site with a history of its own: a repository in DIR, of the dated versions in `tests/fixtures/history`. Each
// folder there is a commit: its name is the day and the author, `message.txt` the message, the rest is content.
//
//   node scripts/demo-history.mjs DIR
//   phasebook -C DIR --today 2026-11-22 serve
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const VERSIONS = fileURLToPath(new URL("../tests/fixtures/history", import.meta.url));

/** Makes the repository in a folder that is empty or not there. The same versions give the same commits. */
export function demoHistory(folder) {
  const content = join(folder, "content");
  mkdirSync(content, { recursive: true });
  execFileSync("git", ["-C", folder, "init", "--quiet", "--initial-branch=main"]);
  for (const version of readdirSync(VERSIONS).sort()) {
    const [day, author] = [version.slice(0, 10), version.slice(11)];
    const from = join(VERSIONS, version);
    cpSync(from, content, { recursive: true, filter: (path) => basename(path) !== "message.txt" });
    const time = `${day}T12:00:00+00:00`;
    const address = `${author.toLowerCase().replaceAll(" ", ".")}@example.org`;
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      ...Object.fromEntries(["AUTHOR", "COMMITTER"].flatMap((who) => [
        [`GIT_${who}_NAME`, author], [`GIT_${who}_EMAIL`, address], [`GIT_${who}_DATE`, time],
      ])),
    };
    const git = (...args) => execFileSync("git", ["-C", folder, ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
    git("add", "--all", "content");
    git("commit", "--quiet", "--message", readFileSync(join(from, "message.txt"), "utf8").trim());
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    console.error("usage: node scripts/demo-history.mjs DIR");
    process.exit(2);
  }
  demoHistory(resolve(folder));
}
