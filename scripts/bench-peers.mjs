// Other generators of static sites, for `bench.mjs`: those of Hugo, Zola, Cobalt and Blades that are on the PATH.
//
// They know no plans, so each gets the twin that suits it best: every plan split at its `##` sections into pages
// beforehand, with titles and lists ready in the front matter, a theme of one template, and feeds, site maps,
// taxonomies and the highlighting of code turned off (Blades always highlights). What is left is reading Markdown and
// writing pages.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { plan } from "./generate-plans.mjs";

const json = JSON.stringify;
const slug = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** The pages of a plan: what stands before its first section, with a list of the sections, and each of these. */
function split({ path, text }) {
  const folder = path.replace(/\.md$/, "");
  const [head, ...sections] = text.split(/^## /m);
  const [, name, opening] = head.match(/^# (.*)\n([^]*)$/);
  const pages = sections.map((section) => {
    const [title] = section.split("\n", 1);
    return { path: `${folder}/${slug(title)}`, title, body: section.slice(title.length).trim() };
  });
  const list = pages.map(({ path, title }) => ({ path, title }));
  const first = { path: folder, title: name, folder: true, list, body: opening.trim() };
  return [first, ...pages.map((page) => ({ ...page, list }))];
}

/** All pages of so many plans: theirs, one for each program, and the first. */
function twin(plans) {
  const pages = [];
  const programs = new Map();
  for (let i = 0; i < plans; i++) {
    const made = split(plan(1, i));
    pages.push(...made);
    const program = dirname(made[0].path);
    programs.set(program, [...(programs.get(program) ?? []), made[0]]);
  }
  for (const [path, list] of programs) pages.push({ path, title: path, folder: true, list, body: "Plans of this program." });
  const list = [...programs.keys()].sort().map((path) => ({ path, title: path, folder: true }));
  pages.push({ path: "", title: "All plans", folder: true, list, body: "Plans of all programs." });
  return { pages, programs: list };
}

/** The one template of a theme: a header with the site's navigation, a list, the content. */
function template({ programs, url, title, list, content }) {
  const links = programs.map((program) => `<li><a href="${url(program)}">${program.title}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Plans</title>
</head>
<body>
<header>
<a href="/">Plans</a>
<nav aria-label="Programs"><ul>
${links.join("\n")}
</ul></nav>
</header>
<main>
<h1>${title}</h1>
<nav aria-label="Pages"><ul>
${list}
</ul></nav>
${content}
</main>
<footer><p>Made from Markdown.</p></footer>
</body>
</html>
`;
}

const folders = ({ path }) => (path ? `/${path}/` : "/");
const files = ({ path, folder }) => (folder ? folders({ path }) : `/${path}.html`);
const toml = (list, url) => `[${list.map((page) => `{ url = ${json(url(page))}, title = ${json(page.title)} }`).join(", ")}]`;
/** The file of a page, where the page of a folder has a name of its own inside of it. */
const below = (folder, index) => (page) => join(folder, page.folder ? join(page.path, index) : `${page.path}.md`);

/** How each is called inside of its site, and what that site is made of; all write into `public`. */
const KINDS = {
  hugo: {
    version: "version",
    args: ["--quiet", "--noBuildLock"],
    file: below("content", "_index.md"),
    url: folders,
    front: ({ title, list }) => `+++\ntitle = ${json(title)}\n[params]\nlist = ${toml(list, folders)}\n+++\n`,
    theme(about) {
      const list = '{{ range .Params.list }}<li><a href="{{ .url }}">{{ .title }}</a></li>\n{{ end }}';
      const text = template({ ...about, title: "{{ .Title }}", list, content: "{{ .Content }}" });
      return {
        "hugo.toml": `baseURL = "https://plans.example/"
title = "Plans"
disableKinds = ["404", "robotsTXT", "rss", "sitemap", "taxonomy", "term"]
[markup.highlight]
codeFences = false
`,
        "layouts/_default/single.html": text,
        "layouts/_default/list.html": text,
      };
    },
  },
  zola: {
    version: "--version",
    args: ["build"],
    file: below("content", "_index.md"),
    url: folders,
    front: ({ title, list }) => `+++\ntitle = ${json(title)}\n[extra]\nlist = ${toml(list, folders)}\n+++\n`,
    theme(about) {
      const text = (page) => template({
        ...about,
        title: `{{ ${page}.title }}`,
        list: `{% for item in ${page}.extra.list %}<li><a href="{{ item.url | safe }}">{{ item.title }}</a></li>\n{% endfor %}`,
        content: `{{ ${page}.content | safe }}`,
      });
      return {
        "config.toml": 'base_url = "https://plans.example"\ngenerate_sitemap = false\ngenerate_robots_txt = false\n',
        "templates/index.html": text("section"),
        "templates/section.html": text("section"),
        "templates/page.html": text("page"),
      };
    },
  },
  cobalt: {
    version: "--version",
    args: ["build"],
    file: below("", "index.md"),
    url: files,
    front({ title, list }) {
      const items = list.map((page) => ({ url: files(page), title: page.title }));
      return `---\nlayout: default.liquid\ntitle: ${json(title)}\ndata:\n  list: ${json(items)}\n---\n`;
    },
    theme(about) {
      const list = '{% for item in page.data.list %}<li><a href="{{ item.url }}">{{ item.title }}</a></li>\n{% endfor %}';
      return {
        "_cobalt.yml": "destination: public\nsyntax_highlight:\n  enabled: false\n",
        "_layouts/default.liquid": template({ ...about, title: "{{ page.title }}", list, content: "{{ page.content }}" }),
      };
    },
  },
  blades: {
    version: "version",
    args: ["build"],
    file: below("content", "index.md"),
    url: files,
    front: ({ title, list }) => `+++\ntitle = ${json(title)}\nlist = ${toml(list, files)}\n+++\n`,
    theme(about) {
      const list = '{{#list}}<li><a href="{{url}}">{{title}}</a></li>\n{{/list}}';
      const text = template({ ...about, title: "{{title}}", list, content: "{{content}}" });
      return {
        "Blades.toml": 'title = "Plans"\nsitemap = false\nrss = false\natom = false\n',
        "templates/page.html": text,
        "templates/section.html": text,
      };
    },
  },
};

/** Writes a site of so many plans that one of them can build. */
function write(kind, plans, site) {
  const { pages, programs } = twin(plans);
  const put = (path, text) => {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  };
  for (const [path, text] of Object.entries(kind.theme({ programs, url: kind.url }))) put(path, text);
  for (const page of pages) put(kind.file(page), `${kind.front(page)}${page.body}\n`);
}

/** Those on the PATH: their names, how they are called, and what writes a site of so many plans for them. */
export function peers() {
  const found = [];
  for (const [id, kind] of Object.entries(KINDS)) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${id}`], { encoding: "utf8" });
    if (status !== 0) continue;
    const program = resolve(stdout.trim());
    const version = spawnSync(program, [kind.version], { encoding: "utf8" }).stdout.match(/\d+\.\d+\.\d+/);
    found.push({
      id,
      name: [id, version?.[0]].filter(Boolean).join(" "),
      build: [program, kind.args],
      write: (plans, site) => write(kind, plans, site),
    });
  }
  return found;
}
