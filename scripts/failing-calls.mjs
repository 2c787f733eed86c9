#!/usr/bin/env node
// Lets every system call of a build fail, one in each run: the first of its kind, the second, until a run
// ends without reaching the next. After each run the published site must be the old one, with exit status
// 2, a path and the cause; or the whole new one. Nothing may panic, and the next build must find its way
// from there and leave nothing beside the site. Calls that change the disk also end the program, with
// SIGKILL, each in a run. The calls are learned from a run without a fault; those of the loader before the
// program begins are left out. Then the same for a build in place, where each file must be whole, old or
// new; and, of calls that change the disk or look at it, a sample for a site of more than 1,000 files that is made
// of its spare generation. Needs strace. Exit status 1: a run ended otherwise. About a quarter of an hour on two cores.
//
//   node scripts/failing-calls.mjs PHASEBOOK [CALL…]
//
// tries only calls of these names, all of them without one.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { generate } from "./generate-plans.mjs";
import { each, files as filesOf, isSame, run as runIn } from "./lib.mjs";

const [given, ...only] = process.argv.slice(2);
if (!given) {
  console.error("usage: node scripts/failing-calls.mjs PHASEBOOK [CALL…]");
  process.exit(2);
}
const program = resolve(given);

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
/** Calls that change what is on the disk, or make it last. */
const CHANGING = /^(openat?|write|copy_file_range|mkdir|rmdir|link|linkat|symlink|unlink|unlinkat|rename|renameat2|f?chmod|utimensat|flock|f(data)?sync|syncfs)$/;
const KILL = "SIGKILL";
/**
 * `ahash`, inside `tera`, asks for random numbers once more after the standard library has them, and
 * panics where the system gave some and then says that it has no such call. No kernel does that, and
 * there is no way around that crate's `unwrap`: this one panic is excepted, and no other.
 */
const isExcepted = (call, error, err) => call === "getrandom" && error === "ENOSYS" && /\bahash-[\d.]+/.test(err);
const CAUSES = /input\/output error|no space|disk quota|permission denied|too many (open files|links)|not permitted|cannot allocate|no locks|invalid argument|not implemented|by other means/i;
const PLAN = readFileSync(new URL("../tests/fixtures/alpha.md", import.meta.url), "utf8");

/** In memory, if there is such a place: thousands of builds wait for the disk otherwise. */
const root = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "phasebook-failing-"));
const small = join(root, "small");
/** A site that has a spare generation. */
const large = join(root, "large");
const LARGE_PLANS = 90;
const SPARE = ".public.phasebook-spare";
/** Calls of a kind that fail while the large site is built. */
const SAMPLE = 25;
/** Calls that look at the disk as a spare generation is brought up to date. */
const LOOKING = /^(statx|newfstatat|getdents64)$/;

/** Runs a command to its end, with one thread to work on. */
function run(command, args) {
  const env = { PATH: process.env.PATH, SOURCE_DATE_EPOCH: "1795348800", RAYON_NUM_THREADS: "1", HOME: join(root, "home") };
  return runIn(command, args, { env });
}

const files = (folder) => (existsSync(folder) ? filesOf(folder) : new Map());

/** Arguments of a build of a site's content into a folder. */
const build = (pristine, output, inPlace) => ["-C", pristine, "build", "--output", output, ...(inPlace ? ["--in-place"] : [])];

/** Copies what is published, and the spare generation with its links, to a place of its own; the published folder. */
async function copy(pristine, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const names = ["public", SPARE].filter((name) => existsSync(join(pristine, name)));
  await run("cp", ["-a", ...names.map((name) => join(pristine, name)), to]);
  return join(to, "public");
}

/** The large site, built until it has a spare generation, and its content with one plan edited. */
async function prepareLarge() {
  generate(LARGE_PLANS, join(large, "content"));
  const names = readdirSync(join(large, "content"), { recursive: true }).filter((name) => name.endsWith(".md")).sort();
  const plan = join(large, "content", names[0]);
  const text = readFileSync(plan, "utf8");
  for (const version of ["one", "two", "three"]) {
    writeFileSync(plan, `${text}\n## One more\n\nVersion ${version}.\n`);
    if (version !== "three") await run(program, ["-C", large, "build"]);
  }
  if (!existsSync(join(large, SPARE))) throw new Error("the large site has no spare generation");
  return files(join(large, "public"));
}

/** The site before, and the content that is to be built: a plan edited, one removed, one new. */
async function prepare() {
  const pristine = small;
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
async function learn(pristine, inPlace) {
  const output = await copy(pristine, join(root, "learn"));
  const trace = join(root, "trace");
  const one = ["-e", "inject=clone3:error=EAGAIN"];
  await run("strace", ["-f", "-qq", "-o", trace, ...one, program, ...build(pristine, output, inPlace)]);
  const fresh = files(output);
  rmSync(dirname(output), { recursive: true });
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

/** What a build in place works with. */
const isWorking = (path) => /^\.phasebook-(manifest-next|staging|lock)/.test(path);

/** The same without what the manifest says that pages were made of: a program that can't look at its own file does
 * not know which one it is, and the next build makes them again. */
function withoutInputs(found) {
  const list = found.get(".phasebook-manifest") ?? "";
  const plain = list.replace(/^\+ .*\n/gm, "").replace(/^([0-9a-f]{16}) \S+ /gm, "$1 - ");
  return new Map(found).set(".phasebook-manifest", plain);
}

/** What is wrong after a build, or `null`. */
function judge({ call, error, inPlace, ran, found, old, fresh }) {
  const { status, signal, err } = ran;
  const isNew = isSame(found, fresh);
  const isOld = isSame(found, old);
  if (error === KILL) {
    if (isOld || isNew) return null;
    return inPlace ? torn(found, old, fresh) : "the site is neither the old nor the new one";
  }
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
  if (isNew || isSame(withoutInputs(found), withoutInputs(fresh))) return null;
  // What stands beside a site that is exchanged stands inside one that is published in place.
  const pages = new Map([...found].filter(([path]) => !isWorking(path)));
  if (inPlace && isSame(pages, fresh) && /the new site stands, but: cannot remove `[^`]+`/.test(err)) return null;
  if (status !== 1 || !/unreadable-file/.test(err)) return "the site is not the new one";
  // Lines that begin with a plus tell of parts of the file above them.
  const list = Buffer.from(found.get(".phasebook-manifest"), "latin1").toString();
  const lines = list.split("\n").slice(1, -1).filter((line) => !line.startsWith("+ "));
  const listed = lines.map((line) => line.split(" ").slice(2).join(" ")).sort();
  const published = [...found.keys()].filter((path) => path !== ".phasebook-manifest" && !path.startsWith("own/")).sort();
  return listed.join("\n") === published.join("\n") ? null : "the manifest lists other files than there are";
}

/** The files of a site in place that are neither the old nor the new ones. */
function torn(found, old, fresh) {
  const strange = [...found].filter(
    ([path, bytes]) => bytes !== old.get(path) && bytes !== fresh.get(path) && !isWorking(path),
  );
  const gone = [...old.keys()].filter((path) => fresh.has(path) && !found.has(path));
  const wrong = [...strange.map(([path]) => path), ...gone];
  return wrong.length === 0 ? null : `torn: ${wrong.join(", ")}`;
}

/** One run with a fault: whether the call was reached, and what is wrong. */
async function fault({ call, error, number, pristine, inPlace, old, fresh }, worker) {
  const site = join(root, `site-${worker}`);
  const output = await copy(pristine, site);
  const trace = join(root, `trace-${worker}`);
  const what = error === KILL ? `signal=${KILL}` : `error=${error}`;
  const inject = ["-e", `trace=${call},clone3`, "-e", `inject=${call}:${what}:when=${number}`];
  // All in one thread, so that every call has one number.
  const one = call === "clone3" ? [] : ["-e", "inject=clone3:error=EAGAIN"];
  const args = build(pristine, output, inPlace);
  // The quick way of stopping at these calls only loses signals (strace 6.1).
  const quick = error === KILL ? [] : ["--seccomp-bpf"];
  const ran = await run("strace", ["-f", "-qq", ...quick, "-o", trace, ...inject, ...one, program, ...args]);
  const lines = readFileSync(trace, "utf8").split("\n");
  const isHit = error === KILL ? ran.signal === KILL : lines.some((line) => line.includes(`${call}(`) && line.includes("(INJECTED)"));
  if (!isHit) return { isHit };
  const isPanic = /panicked/.test(ran.err);
  if (isPanic && isExcepted(call, error, ran.err)) return { isHit, isExcepted: true };
  const found = files(output);
  const wrong = judge({ call, error, inPlace, ran, found, old, fresh });
  if (wrong) return { isHit, wrong, ran };
  // Where all is as it was or as it should be, the next build has nothing to find its way from.
  const isPlain = isSame(found, old) || isSame(found, fresh);
  const beside = () => readdirSync(site).filter((name) => name !== "public" && name !== SPARE);
  if (pristine === small && isPlain && beside().length === 0) return { isHit };
  const next = await run(program, args);
  if (next.status > 1 || !isSame(files(output), fresh)) return { isHit, wrong: "the next build does not make the new site", ran: next };
  if (beside().length > 0) return { isHit, wrong: `the next build leaves ${beside()}`, ran: next };
  return { isHit };
}

const total = { passed: 0, failed: 0, excepted: 0 };

/** Calls of a name with one error, one after the other: of these numbers, until a run does not reach its own. */
async function every({ call, error, numbers, ...site }) {
  const tally = { passed: 0, failed: 0, excepted: 0 };
  let isReached = true;
  await each([0, 1], async (worker) => {
    while (isReached) {
      const { value: at, done } = numbers.next();
      if (done) break;
      const found = await fault({ call, error, number: at, ...site }, worker);
      isReached &&= found.isHit;
      if (!found.isHit) continue;
      tally[found.wrong ? "failed" : found.isExcepted ? "excepted" : "passed"] += 1;
      if (found.isExcepted) console.log(`except  ${call} ${error} number ${at}: the panic of \`ahash\` that no kernel brings about`);
      if (found.wrong) console.log(`FAILED  ${site.name}${call} ${error} number ${at}: ${found.wrong}\n${found.ran.err}`);
    }
  });
  const counts = `${tally.passed + tally.failed} calls${tally.excepted ? `, and ${tally.excepted} excepted` : ""}`;
  console.log(`${tally.failed ? "FAILED" : "ok    "}  ${site.name}${call} ${error}: ${counts}`);
  for (const key of Object.keys(total)) total[key] += tally[key];
}

/** Every number above one. */
function* above(before) {
  for (let number = before + 1; ; number += 1) yield number;
}

/** Some numbers of those up to the last, spread evenly. */
function* spread(before, last) {
  const step = Math.max(1, (last - before) / SAMPLE);
  for (let number = before + 1; number <= last; number += step) yield Math.floor(number);
}

async function all(site) {
  const { calls, fresh } = await learn(site.pristine, site.inPlace);
  for (const [call, { before, all }] of [...calls].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (NEVER.test(call) || all === before || (only.length > 0 && !only.includes(call))) continue;
    if (site.isSampled && !CHANGING.test(call) && !LOOKING.test(call)) continue;
    const errors = [...(ERRORS[call] ?? ["EIO"]), ...(CHANGING.test(call) ? [KILL] : [])];
    for (const error of errors) {
      const numbers = site.isSampled ? spread(before, all) : above(before);
      await every({ call, error, numbers, ...site, fresh });
    }
  }
}

try {
  const old = await prepare();
  await all({ name: "", pristine: small, inPlace: false, old });
  await all({ name: "in place: ", pristine: small, inPlace: true, old });
  await all({ name: "large: ", pristine: large, inPlace: false, isSampled: true, old: await prepareLarge() });
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.excepted} excepted`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
