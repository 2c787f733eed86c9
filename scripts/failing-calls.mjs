#!/usr/bin/env node
// Lets every system call of a build fail, one in each run: the first of its kind, the second, until all
// have failed once. After each run the published site must be the old one, with exit status 2, a path and
// the cause; or the whole new one. Nothing may panic, and the next build must find its way from there and
// leave nothing beside the site. The calls are learned from a run without a fault; those of the loader
// before the program begins are left out. Then the same for a build in place, where each file must be
// whole, old or new. Needs strace. Exit status 1: a run ended otherwise.
//
//   node scripts/failing-calls.mjs PHASEBOOK [MOST]
//
// MOST: calls of one kind that are tried with one error; of more, so many are taken at an even pace.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, most = "400"] = process.argv.slice(2);
if (!program) {
  console.error("usage: node scripts/failing-calls.mjs PHASEBOOK [MOST]");
  process.exit(2);
}

const WORKERS = 2;
/** Errors that a call may end with; the others: EIO. */
const ERRORS = {
  brk: ["ENOMEM"],
  clone3: ["EAGAIN"],
  copy_file_range: ["EIO", "ENOSPC"],
  fdatasync: ["EIO", "ENOSPC"],
  flock: ["EIO", "ENOLCK"],
  getrandom: ["ENOSYS"],
  ioctl: ["ENOTTY"],
  link: ["EIO", "ENOSPC", "EDQUOT"],
  linkat: ["EIO", "ENOSPC", "EDQUOT", "EMLINK", "EPERM"],
  mkdir: ["EIO", "ENOSPC", "EACCES", "EDQUOT"],
  mmap: ["ENOMEM"],
  mprotect: ["ENOMEM"],
  munmap: ["ENOMEM"],
  newfstatat: ["EIO", "EACCES"],
  open: ["EIO", "EACCES", "EMFILE"],
  openat: ["EIO", "EACCES", "EMFILE", "ENOSPC", "ENOMEM"],
  openat2: ["EIO", "EACCES", "EMFILE", "ENOSYS"],
  rename: ["EIO", "ENOSPC", "EACCES"],
  renameat2: ["EIO", "ENOSPC", "EACCES", "EINVAL", "ENOSYS"],
  rmdir: ["EIO", "EACCES", "EPERM"],
  sched_getaffinity: ["EINVAL"],
  statx: ["EIO", "EACCES", "ENOMEM"],
  syncfs: ["EIO", "ENOSPC"],
  unlink: ["EIO", "EACCES", "EPERM"],
  write: ["EIO", "ENOSPC", "EDQUOT"],
};
/** Calls that wait, end, or tell a thread of itself: they know no fault. */
const NEVER = /^(exit|exit_group|futex|sched_yield|rt_\w+|sigaltstack|poll|gettid|set_robust_list|rseq|arch_prctl|prctl|restart_syscall|fcntl|set_tid_address|madvise|execve|clock_nanosleep)$/;
/** Where these fail, the memory is at its end: such a process may be ended by the language's runtime. */
const MEMORY = /^(brk|mmap|mprotect|munmap)$/;
const CAUSES = /input\/output error|no space|disk quota|permission denied|too many (open files|links)|not permitted|cannot allocate|no locks|invalid argument|not implemented|by other means/i;
const PLAN = readFileSync(new URL("../tests/fixtures/alpha.md", import.meta.url), "utf8");

const root = mkdtempSync(join(tmpdir(), "phasebook-failing-"));
const pristine = join(root, "pristine");

/** Runs a command to its end. */
function run(command, args) {
  return new Promise((ended) => {
    const env = { PATH: process.env.PATH, SOURCE_DATE_EPOCH: "1795348800", RAYON_NUM_THREADS: "1", HOME: join(root, "home") };
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => (out += part));
    child.stderr.on("data", (part) => (err += part));
    child.once("close", (status, signal) => ended({ status, signal, out, err }));
  });
}

/** Files below a folder with their bytes, as text. */
function files(folder) {
  const found = new Map();
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), readFileSync(path, "latin1"));
  }
  return found;
}

const isSame = (a, b) => a.size === b.size && [...a].every(([path, bytes]) => b.get(path) === bytes);

/** The site before, and the content that is to be built: a plan edited, one removed, one new. */
async function prepare() {
  const content = join(pristine, "content");
  mkdirSync(join(content, "pay"), { recursive: true });
  writeFileSync(join(content, "alpha.md"), `${PLAN}\n![a picture](pay/picture.png)\n`);
  writeFileSync(join(content, "pay/picture.png"), Buffer.from("89504e470d0a1a0a", "hex"));
  writeFileSync(join(content, "pay/gone.md"), "# Rollout Plan: Gone\n\n## Phases\n\n### Phase 1 — All\n\nWords.\n");
  writeFileSync(join(content, "notes.md"), "# Notes\n\nA page.\n");
  await run(program, ["-C", pristine, "build"]);
  mkdirSync(join(pristine, "public/own/empty"), { recursive: true });
  writeFileSync(join(pristine, "public/own/mine.txt"), "mine");
  const old = files(join(pristine, "public"));
  rmSync(join(content, "pay/gone.md"));
  writeFileSync(join(content, "new.md"), "# Notes of today\n\nAnother page.\n");
  writeFileSync(join(content, "alpha.md"), `${PLAN.replace("Alpha search", "Omega")}\n![a picture](pay/picture.png)\n`);
  return old;
}

/** Names of calls with their number before the program begins and in all, in one thread. */
async function learn(options) {
  const site = join(root, "learn");
  cpSync(pristine, site, { recursive: true });
  const trace = join(root, "trace");
  const one = ["-e", "inject=clone3:error=EAGAIN"];
  await run("strace", ["-f", "-qq", "-o", trace, ...one, program, "-C", site, "build", ...options]);
  const fresh = files(join(site, "public"));
  rmSync(site, { recursive: true });
  const calls = new Map();
  let hasBegun = false;
  for (const line of readFileSync(trace, "utf8").split("\n")) {
    const name = /^(?:\d+ +)?(\w+)\(/.exec(line)?.[1];
    if (!name) continue;
    // The first thing that the program's own runtime does.
    hasBegun ||= name === "poll";
    const count = calls.get(name) ?? { before: 0, all: 0 };
    calls.set(name, { before: count.before + (hasBegun ? 0 : 1), all: count.all + 1 });
  }
  return { calls, fresh };
}

/** What is wrong after a build, or `null`. */
function judge({ call, inPlace, ran, site, old, fresh }) {
  const { status, signal, err } = ran;
  const found = files(join(site, "public"));
  const isNew = isSame(found, fresh);
  const isOld = isSame(found, old);
  if (/panicked|RUST_BACKTRACE/.test(err) && !MEMORY.test(call)) return "a panic";
  if (signal || status > 2) {
    return MEMORY.test(call) && (isOld || inPlace) ? null : `ended by ${signal ?? status}`;
  }
  if (!found.has("index.html")) return "no index";
  if (status === 2) {
    if (/output can't be written/.test(err)) return isNew ? null : "the site is not the new one";
    if (!/`[^`]+`/.test(err) || !CAUSES.test(err)) return "the message names no path or no cause";
    if (isOld || (isNew && /the new site stands/.test(err))) return null;
    return inPlace ? torn(found, old, fresh) : "the site is neither the old nor the new one";
  }
  if (isNew) return null;
  if (status !== 1 || !/unreadable-file/.test(err)) return "the site is not the new one";
  const listed = found.get(".phasebook-manifest").split("\n").slice(1, -1).map((line) => line.slice(17)).sort();
  const published = [...found.keys()].filter((path) => path !== ".phasebook-manifest" && !path.startsWith("own/")).sort();
  return listed.join("\n") === published.join("\n") ? null : "the manifest lists other files than there are";
}

/** The files of a site in place that are neither the old nor the new ones. */
function torn(found, old, fresh) {
  const isWorking = (path) => /^\.phasebook-(manifest-next|staging|lock)/.test(path);
  const strange = [...found].filter(
    ([path, bytes]) => bytes !== old.get(path) && bytes !== fresh.get(path) && !isWorking(path),
  );
  const gone = [...old.keys()].filter((path) => fresh.has(path) && !found.has(path));
  const wrong = [...strange.map(([path]) => path), ...gone];
  return wrong.length === 0 ? null : `torn: ${wrong.join(", ")}`;
}

/** One run with a fault; what is wrong, or `null`. */
async function fault({ call, error, number, inPlace, old, fresh }, worker) {
  const site = join(root, `site-${worker}`);
  const trace = join(root, `trace-${worker}`);
  rmSync(site, { recursive: true, force: true });
  cpSync(pristine, site, { recursive: true, preserveTimestamps: true });
  const options = inPlace ? ["--in-place"] : [];
  const inject = ["-e", `trace=${call},clone3`, "-e", `inject=${call}:error=${error}:when=${number}`];
  // All in one thread, so that every call has one number.
  const one = call === "clone3" ? [] : ["-e", "inject=clone3:error=EAGAIN"];
  const build = ["-C", site, "build", ...options];
  const ran = await run("strace", ["-f", "-qq", "--seccomp-bpf", "-o", trace, ...inject, ...one, program, ...build]);
  const isHit = readFileSync(trace, "utf8").split("\n").some((line) => line.includes(`${call}(`) && line.includes("(INJECTED)"));
  if (!isHit) return { isHit };
  const wrong = judge({ call, inPlace, ran, site, old, fresh });
  if (wrong) return { isHit, wrong, ran };
  const next = await run(program, build);
  const after = files(join(site, "public"));
  const beside = readdirSync(site).filter((name) => name !== "content" && name !== "public");
  if (next.status > 1 || !isSame(after, fresh)) return { isHit, wrong: "the next build does not make the new site", ran: next };
  if (beside.length > 0) return { isHit, wrong: `the next build leaves ${beside}`, ran: next };
  return { isHit };
}

let passed = 0;
let failed = 0;
async function all(old, inPlace) {
  const { calls, fresh } = await learn(inPlace ? ["--in-place"] : []);
  for (const [call, { before, all }] of [...calls].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (NEVER.test(call) || all === before) continue;
    for (const error of ERRORS[call] ?? ["EIO"]) {
      const wanted = Math.min(Number(most), all - before);
      const at = (i) => before + 1 + Math.floor((i * (all - before)) / wanted);
      const numbers = Array.from({ length: wanted }, (_, i) => at(i));
      const tally = { passed: 0, failed: 0 };
      const work = async (worker) => {
        for (let number = numbers.shift(); number; number = numbers.shift()) {
          const { isHit, wrong, ran } = await fault({ call, error, number, inPlace, old, fresh }, worker);
          if (!isHit) continue;
          tally[wrong ? "failed" : "passed"] += 1;
          if (wrong) console.log(`FAILED  ${call} ${error} number ${number}: ${wrong}\n${ran.err}`);
        }
      };
      await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
      const thinned = wanted < all - before ? ` of ${all - before}` : "";
      console.log(`${tally.failed ? "FAILED" : "ok    "}  ${inPlace ? "in place: " : ""}${call} ${error}: ${tally.passed + tally.failed}${thinned} calls`);
      passed += tally.passed;
      failed += tally.failed;
    }
  }
}

try {
  const old = await prepare();
  await all(old, false);
  await all(old, true);
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
