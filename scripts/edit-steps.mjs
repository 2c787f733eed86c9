// What people do to the files of a site while they write, one step at a time. A step changes files at
// random and says what it did; what the files are afterwards does not depend on who reads them meanwhile.
import { spawnSync } from "node:child_process";
import {
  closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, unlinkSync,
  utimesSync, writeFileSync, writeSync,
} from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { ENVIRONMENT, sleep } from "./lib.mjs";

const FOLDERS = ["alpha", "beta", "Gamma Team", "alpha/inner", "beta/inner"];
// Some make the same slug.
const NAMES = ["one", "two", "Two", "three plans", "three-plans", "four", "five", "six", "six.old", "Über"];
const IMAGES = ["images/plan.svg", "images/shot.png", "alpha/shot.png"];
const STATUSES = ["Draft", "Approved", "In Progress", "Complete", "Paused", "Rolled Back", "Cancelled", "Unheard of"];
const WORDS = ["boat", "lamp", "river", "stone", "violin", "window", "copper", "meadow"];
const IGNORED = ["*.png", "two.md", "inner/", "six*", "images/*", "!six.md", "# nothing"];
const RULES = ["unowned-risk", "unfilled-template-text", "broken-link", "phase-without-rollback-owner"];
const MOST_DOCUMENTS = 10;
const LEAST_DOCUMENTS = 5;

const repository = join(dirname(fileURLToPath(import.meta.url)), "..");
const OVERRIDES = {
  "templates/pages/page.html": (text, word) => text.replace("From <code>", `From ${word} <code>`),
  "templates/components/empty.html": (text, word) => text.replace("<p ", `<p data-word="${word}" `),
  "templates/components/lede.html": (text, word) => text.replace("<strong>", `<strong data-word="${word}">`),
  "static/css/print.css": (text, word) => `${text}.${word} { color: red }\n`,
  "static/css/components/card.css": (text, word) => `${text}.card-${word} { margin: 0 }\n`,
};

const RISK = /^\| R\d+ \|.*\n/gm;
const PHASE = /^\| Phase \d+ .*\n/gm;
const FRONT = /^---\n[\s\S]*?\n---\n/;

/** The files of one site, and the steps that change them. */
export class Files {
  constructor(program, root, chance) {
    Object.assign(this, { program, root, r: chance });
    this.content = join(root, "content");
    this.settings = { title: "Boats", attention: 7, rules: {} };
    for (const folder of FOLDERS) mkdirSync(join(this.content, folder), { recursive: true });
    mkdirSync(join(this.content, "images"));
    writeFileSync(join(root, "phasebook.toml"), this.settingsText());
    for (const path of ["one.md", "alpha/one.md", "alpha/two.md", "beta/four.md", "beta/inner/five.md", "six.md"]) {
      writeFileSync(join(this.content, path), this.plan());
    }
    writeFileSync(join(this.content, "alpha/README.md"), this.page());
    for (const path of IMAGES) writeFileSync(join(this.content, path), `<svg id="${this.word()}"/>`);
  }

  /** Takes one step, whatever fits the files as they are, and says what was done. */
  async step() {
    for (;;) {
      const done = await this[this.r.pick(STEPS)]();
      if (done) return done;
    }
  }

  word() {
    return `${this.r.pick(WORDS)}${this.r.int(0, 99)}`;
  }

  plan() {
    const name = this.word();
    const phases = [0, 1, 2].slice(0, this.r.int(1, 3)).map((i) => this.phaseRow(i)).join("");
    return `${this.front()}# Rollout Plan: The ${name}

**Status:** ${this.r.pick(STATUSES)}
**Owner:** Ann Bell
**Last updated:** 2026-11-${this.r.int(10, 20)}

## Rollout Phases

| Phase | Scope | Users | Start | End | Success Criteria | Go / No-Go |
|---|---|---|---|---|---|---|
${phases}
## Risk Register

| ID | Risk | Category | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|---|---|
${this.riskRow(1)}
## Rollback Plan

1. Turn ${name} off.

## Notes

The first note.
`;
  }

  page() {
    return `# About the ${this.word()}\n\nAn introduction.\n`;
  }

  front() {
    return this.r.odds(0.3) ? `---\naliases: [old/${this.r.pick(NAMES).replace(" ", "-")}, ${this.r.pick(WORDS)}]\n---\n` : "";
  }

  phaseRow(number) {
    const end = `2026-1${this.r.int(1, 2)}-${this.r.int(15, 28)}`;
    return `| Phase ${number} — ${this.r.pick(WORDS)} | Staff | ~10 | 2026-11-0${number + 1} | ${end} | error rate < 1% | Bo Lund |\n`;
  }

  riskRow(number) {
    const owner = this.r.pick(["Ann Bell", "Bo Lund", ""]);
    return `| R${number} | The ${this.word()} is slow | Technical | Low | ${this.r.pick(["Low", "High"])} | Wait | ${owner} | Open |\n`;
  }

  settingsText() {
    const { title, attention, rules, today } = this.settings;
    const lines = Object.entries(rules).map(([rule, level]) => `${rule} = "${level}"\n`).join("");
    const date = today ? `today = "${today}"\n` : "";
    return `[site]\ntitle = "${title}"\nattention_days = ${attention}\n${date}\n[rules]\n${lines}`;
  }

  /** Paths below the content folder, in their order. */
  list(pattern) {
    const all = readdirSync(this.content, { recursive: true }).sort();
    return all.filter((path) => pattern.test(path) && statSync(join(this.content, path)).isFile());
  }

  documents() {
    return this.list(/\.md$/).filter((path) => path !== "marker.md");
  }

  folders() {
    return FOLDERS.filter((folder) => existsSync(join(this.content, folder)));
  }

  /** A path that nothing has yet, in a folder that is there. */
  free() {
    const folder = this.r.pick(["", ...this.folders()]);
    const name = this.r.odds(0.15) ? "README" : this.r.pick(NAMES);
    const path = posix.join(folder, `${name}.md`);
    return existsSync(join(this.content, path)) ? null : path;
  }

  /** Writes a file in one of the ways in which programs do; says in which. */
  async write(file, text) {
    mkdirSync(dirname(file), { recursive: true });
    const way = this.r.pick(["in place", "truncated", "over", "over hidden", "backup", "removed", "time kept"]);
    const old = existsSync(file) ? statSync(file) : null;
    if (way === "truncated") {
      const half = Math.floor(text.length / 2);
      const open = openSync(file, "w");
      writeSync(open, text.slice(0, half));
      await sleep(this.r.int(0, 4));
      writeSync(open, text.slice(half));
      closeSync(open);
    } else if (way === "over" || way === "over hidden") {
      const beside = way === "over" ? `${file}.new` : join(dirname(file), ".save.tmp");
      writeFileSync(beside, text);
      renameSync(beside, file);
    } else if (way === "backup") {
      if (old) renameSync(file, `${file}~`);
      writeFileSync(file, text);
      if (old) unlinkSync(`${file}~`);
    } else {
      if (way === "removed" && old) unlinkSync(file);
      writeFileSync(file, text);
      if (way === "time kept" && old) utimesSync(file, old.atime, old.mtime);
    }
    return way;
  }

  /** Writes below the content folder and says so. */
  async put(what, path, text) {
    return `${what} content/${path} (${await this.write(join(this.content, path), text)})`;
  }

  async create() {
    const path = this.free();
    if (!path || this.documents().length >= MOST_DOCUMENTS) return null;
    const is_plan = !path.endsWith("README.md") && this.r.odds(0.8);
    return this.put("create", path, is_plan ? this.plan() : this.page());
  }

  async change(what, edit) {
    const path = this.r.pick(this.documents());
    const old = readFileSync(join(this.content, path), "utf8");
    const text = edit(old, path);
    return text === old ? null : this.put(what, path, text);
  }

  prose() {
    return this.change("append to", (text) => `${text.slice(0, 6000)}\nOne more ${this.word()}.\n`);
  }

  status() {
    return this.change("status of", (text) => text.replace(/(\*\*Status:\*\*).*/, `$1 ${this.r.pick(STATUSES)}`));
  }

  heading() {
    return this.change("heading of", (text) => text.replace(/^(# .*?)\S+$/m, `$1${this.word()}`));
  }

  addRisk() {
    return this.change("risk to", (text) => {
      const rows = text.match(RISK) ?? [];
      return rows.length > 5 || rows.length === 0 ? text : text.replace(rows.at(-1), (row) => row + this.riskRow(rows.length + 1));
    });
  }

  dropRisk() {
    return this.change("no risk in", (text) => text.replace((text.match(RISK) ?? []).slice(1).at(-1) ?? "", ""));
  }

  addPhase() {
    return this.change("phase to", (text) => {
      const rows = text.match(PHASE) ?? [];
      return rows.length > 4 || rows.length === 0 ? text : text.replace(rows.at(-1), (row) => row + this.phaseRow(rows.length));
    });
  }

  dropPhase() {
    return this.change("no phase in", (text) => text.replace((text.match(PHASE) ?? []).slice(1).at(-1) ?? "", ""));
  }

  link() {
    return this.change("link in", (text, path) => {
      const to = this.r.odds(0.3) ? this.r.pick(IMAGES) : this.r.odds(0.2) ? `${this.r.pick(NAMES)}.md` : this.r.pick(this.documents());
      const href = encodeURI(posix.relative(posix.dirname(path), to));
      return `${text.slice(0, 6000)}\n${/md$/.test(to) ? "" : "!"}[${this.r.pick(WORDS)}](${href})\n`;
    });
  }

  aliases() {
    return this.change("aliases of", (text) => this.front() + text.replace(FRONT, ""));
  }

  kind() {
    return this.change("another kind of", (text) => (text.includes("## Risk Register") ? this.page() : this.plan()));
  }

  rename() {
    const [from, to] = [this.r.pick(this.documents()), this.free()];
    if (!to) return null;
    renameSync(join(this.content, from), join(this.content, to));
    return `rename content/${from} to ${to}`;
  }

  copyOver() {
    const [from, to] = this.r.some(this.documents(), 2);
    return this.put(`copy ${from} to`, to, readFileSync(join(this.content, from), "utf8"));
  }

  renameOver() {
    const documents = this.documents();
    if (documents.length <= LEAST_DOCUMENTS) return null;
    const [from, to] = this.r.some(documents, 2);
    renameSync(join(this.content, from), join(this.content, to));
    return `rename content/${from} over ${to}`;
  }

  swap() {
    const [one, other] = this.r.some(this.documents(), 2);
    this.exchange(one, other);
    return `swap content/${one} and ${other}`;
  }

  drop() {
    const documents = this.documents();
    if (documents.length <= LEAST_DOCUMENTS) return null;
    const path = this.r.pick(documents);
    unlinkSync(join(this.content, path));
    return `delete content/${path}`;
  }

  dropAndCreate() {
    const path = this.r.pick(this.documents());
    const text = readFileSync(join(this.content, path), "utf8");
    unlinkSync(join(this.content, path));
    writeFileSync(join(this.content, path), `${text.slice(0, 6000)}\nBack with ${this.word()}.\n`);
    return `delete and create content/${path}`;
  }

  renameFolder() {
    const from = this.r.pick(this.folders());
    const to = FOLDERS.filter((folder) => !existsSync(join(this.content, folder)));
    const goal = to.length > 0 ? this.r.pick(to) : `${from} moved`;
    const is_inside = goal.startsWith(`${from}/`) || !existsSync(dirname(join(this.content, goal)));
    if (is_inside || existsSync(join(this.content, goal))) return null;
    renameSync(join(this.content, from), join(this.content, goal));
    // A folder of another name than the known ones comes back at once.
    if (to.length === 0) renameSync(join(this.content, goal), join(this.content, from));
    return to.length > 0 ? `rename folder ${from} to ${goal}` : `rename folder ${from} away and back`;
  }

  swapFolders() {
    const [one, other] = this.r.some(this.folders(), 2);
    if (!other || one.startsWith(other) || other.startsWith(one)) return null;
    this.exchange(one, other);
    return `swap folders ${one} and ${other}`;
  }

  exchange(one, other) {
    const [a, b, away] = [one, other, "swap.tmp"].map((path) => join(this.content, path));
    renameSync(a, away);
    renameSync(b, a);
    renameSync(away, b);
  }

  dropFolder() {
    const folder = this.r.pick(this.folders());
    const files = this.list(/./).filter((path) => path.startsWith(`${folder}/`));
    const texts = files.map((path) => [path, readFileSync(join(this.content, path))]);
    rmSync(join(this.content, folder), { recursive: true });
    const back = texts.filter(() => this.r.odds(0.7) || this.documents().length < LEAST_DOCUMENTS);
    for (const [path, text] of back) {
      mkdirSync(dirname(join(this.content, path)), { recursive: true });
      writeFileSync(join(this.content, path), text);
    }
    return `delete folder ${folder}, and back with ${back.length} of ${texts.length}`;
  }

  makeFolder() {
    const folder = FOLDERS.find((name) => !existsSync(join(this.content, name)));
    const path = folder && posix.join(folder, `${this.r.pick(NAMES)}.md`);
    return path ? this.put("new folder,", path, this.plan()) : null;
  }

  image() {
    const path = this.r.pick(IMAGES);
    return this.put("image", path, `<svg id="${this.word()}"/>`);
  }

  dropImage() {
    return this.dropFile(join("content", this.r.pick(IMAGES)));
  }

  async ignore() {
    const path = posix.join(this.r.pick(["", ...this.folders()]), ".gitignore");
    return this.put("ignore", path, `${this.r.some(IGNORED, this.r.int(0, 2)).join("\n")}\n`);
  }

  dropIgnore() {
    const path = this.list(/\.gitignore$/).at(0);
    return path ? this.dropFile(join("content", path)) : null;
  }

  async set() {
    const { settings, r } = this;
    const days = r.pick([undefined, "2026-11-20", "2026-12-01"]);
    const change = r.pick(["title", "attention", "rules", "today"]);
    if (change === "rules") settings.rules = { [r.pick(RULES)]: r.pick(["off", "info", "warning", "error"]) };
    else settings[change] = { title: this.word(), attention: r.int(0, 60), today: days }[change];
    return `settings: ${change} (${await this.write(join(this.root, "phasebook.toml"), this.settingsText())})`;
  }

  dropSettings() {
    return this.r.odds(0.3) ? this.dropFile("phasebook.toml") : null;
  }

  async theme() {
    const path = this.r.pick(Object.keys(OVERRIDES));
    const text = OVERRIDES[path](readFileSync(join(repository, path), "utf8"), this.word());
    return `own ${path} (${await this.write(join(this.root, path), text)})`;
  }

  dropTheme() {
    return this.dropFile(this.r.pick(Object.keys(OVERRIDES)));
  }

  dropThemeFolder() {
    const folder = this.r.pick(["templates", "static", "templates/pages"]);
    if (!existsSync(join(this.root, folder)) || this.r.odds(0.5)) return null;
    rmSync(join(this.root, folder), { recursive: true });
    return `delete folder ${folder}`;
  }

  baseline() {
    const ran = spawnSync(this.program, ["-C", this.root, "check", "--write-baseline"], { env: ENVIRONMENT });
    return `write the baseline (status ${ran.status})`;
  }

  dropBaseline() {
    return this.dropFile("phasebook-baseline.json");
  }

  /** Removes a file of the site's root. */
  dropFile(path) {
    if (!existsSync(join(this.root, path))) return null;
    unlinkSync(join(this.root, path));
    return `delete ${path}`;
  }
}

// Named as often as each is to be taken.
const STEPS = [
  "create", "create", "create", "prose", "prose", "prose", "status", "status", "heading", "heading", "addRisk",
  "dropRisk", "addPhase", "dropPhase", "link", "link", "link", "aliases", "aliases", "kind", "rename", "rename",
  "rename", "copyOver", "renameOver", "swap", "swap", "drop", "drop", "dropAndCreate", "renameFolder",
  "renameFolder", "swapFolders", "dropFolder", "makeFolder", "makeFolder", "image", "dropImage", "ignore",
  "dropIgnore", "set", "set", "dropSettings", "theme", "theme", "dropTheme", "dropThemeFolder", "baseline",
  "dropBaseline",
];
