// Finds plans, phases, risks, rollback steps, people and pages. The records come in parts: scripts that
// call phasebookData (view::data::search says what is in them). A part is found as soon as it is indexed.
(() => {
  "use strict";
  const form = document.querySelector("[data-parts]");
  const input = form.elements.q;
  const [status, results, none, all, looks] = document.querySelectorAll("[data-search]");
  const parts = +form.dataset.parts;

  // The kinds of results, by the number that an item begins with; plans are 0, pages 5, lists 10.
  const KINDS = "Plans,Phases,Risks,Rollback steps,Owners,Pages,Decisions,Criteria,Sections,Commands,Lists".split(",");
  // So many results of a kind at once, and so many plans and pages are looked into.
  const STEP = 20;
  const MOST = 300;

  // In scripts without spaces between words each character is a word.
  const LONE = ["Han", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"].map(script => `\\p{sc=${script}}`).join("|");
  const WORD = RegExp(`(?:${LONE})\\p{M}*|(?:(?!${LONE})[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const LETTERS = { ß: "s", æ: "a", œ: "o", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ", ة: "ه", ى: "ي" };
  const isAscii = text => !/[^\0-\x7f]/.test(text);
  const pattern = text => (isAscii(text) ? /[a-z0-9]+/gi : WORD);

  // A word without case, accents and vowel points; two letters that stand for one with a mark are one:
  // "ueber", "über" and "uber", "strasse" and "straße", "aarhus" and "århus".
  const fold = word => (isAscii(word) ? word.toLowerCase() : word.toLowerCase().normalize("NFKD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f]|[ßæœøłđıςةى]/g, c => LETTERS[c] || "").normalize())
    .replace(/[aou]e|aa|ss/g, pair => pair[0]);

  const index = new MiniSearch({
    idField: "at",
    fields: ["title", "items", "about", "text"],
    extractField: (record, field) => {
      const value = record[field] || "";
      return field === "items" ? value && value.map(item => item[2] + (item[0] === 8 ? ` ${item[3]}` : "")).join("\n") : String(value);
    },
    tokenize: text => (text.match(pattern(text)) || []).map(fold),
    processTerm: word => word,
  });
  const records = new Map();
  let queue = Promise.resolve();
  let [isAsked, done, lost] = [false, 0, 0];

  const settle = () => {
    done += 1;
    show();
  };
  window.phasebookData = ({ search: part }) => {
    for (const record of part) records.set(record.at, record);
    queue = queue.then(() => index.addAllAsync(part, { chunkSize: 50 })).then(settle);
  };

  function load() {
    for (let n = 0; n < parts && !isAsked; n += 1) {
      document.head.append(element("script", {
        src: `assets/data/search-${String(n).padStart(2, "0")}.js`,
        onerror: () => settle(lost += 1),
      }));
    }
    isAsked = true;
  }

  const places = text => Array.from(text.matchAll(pattern(text)), m =>
    ({ word: fold(m[0]), from: m.index, to: m.index + m[0].length }));

  // What is asked for: runs of words that touch each other, as two kanji do.
  function runs(query) {
    const found = [];
    let end;
    for (const { word, from, to } of places(query).slice(0, 20)) {
      if (from === end) found.at(-1).push(word);
      else found.push([word]);
      end = to;
    }
    return found;
  }

  // Records that have every word, best first, and for each word those of the index that it stands for.
  function lookUp(asked, isLax) {
    const terms = {};
    let scores;
    for (const word of asked.flat()) {
      const hits = index.search(word, {
        tokenize: whole => [whole],
        boost: { title: 4, items: 2 },
        // Lists and people are few: none is lost among the plans that have the word too.
        boostDocument: id => ({ 4: 9, 10: 99 })[records.get(id).kind] || 1,
        prefix: word.length > 1,
        fuzzy: isLax && word.length > 3 && 1,
      });
      terms[word] = new Set(hits.flatMap(hit => hit.terms));
      scores = new Map(hits.flatMap(({ id, score }) =>
        (!scores || scores.has(id) ? [[id, score + (scores?.get(id) || 0)]] : [])));
    }
    return { terms, ids: [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id]) => id) };
  }

  // The results of each kind. An item is one if it has what its plan's title lacks; a plan or page, if its
  // own words have all that is asked for, or if that is spread over its items.
  function collect({ ids, terms }, asked) {
    const kinds = KINDS.map(() => []);
    const full = 2 ** asked.length - 1;
    // Which runs a text has, as bits, and where.
    const match = (text = "") => {
      const known = places(text);
      const marks = [];
      let bits = 0;
      known.forEach(({ from }, at) => asked.forEach((run, bit) => {
        if (!run.every((word, n) => terms[word].has(known[at + n]?.word) && (!n || known[at + n].from === known[at + n - 1].to))) return;
        bits |= 1 << bit;
        marks.push([from, known[at + run.length - 1].to]);
      }));
      return { text, marks, bits };
    };
    for (const record of ids.slice(0, MOST).map(id => records.get(id))) {
      const { at, title, about = [], items = [] } = record;
      const [name, text] = [match(title), match(record.text)];
      const own = name.bits | text.bits | match(about.join(" · ")).bits;
      const spread = [text];
      let bits = own;
      let isFound;
      for (const item of items) {
        const [kind, href, words, more] = item;
        const part = match(words);
        // A section's words are looked through; its heading is shown.
        if (kind === 8) part.bits |= match(more).bits;
        if (part.bits & ~bits) spread.push(part);
        bits |= part.bits;
        if (part.bits !== full && (name.bits === full || (part.bits | name.bits) !== full)) continue;
        isFound = true;
        kinds[kind].push({ record, item, main: part, href: at + href, subs: [{ ...name, lead: kind === 4 ? `${more} · ` : "" }] });
      }
      if (own === full || (!isFound && bits === full)) {
        const head = match([record.owner, ...about].filter(Boolean).join(" · "));
        kinds[record.kind].push({ record, main: name, href: at + record.file, subs: record.kind > 5 ? [] : [head, ...spread.filter(part => part.bits)] });
      }
    }
    return kinds;
  }

  const element = (tag, props, ...inside) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...inside);
    return made;
  };

  // Author's text with marks where it matches; of a long one the part around the first.
  function written(tag, props, { text, marks, lead = "" }) {
    let at = text.length > 240 && marks[0] ? Math.max(0, text.lastIndexOf(" ", marks[0][0] - 40)) : 0;
    const end = text.length - at > 240 ? Math.max(text.lastIndexOf(" ", at + 240), at + 200) : text.length;
    const shown = element("bdi", {}, at ? "…" : "");
    for (const [from, to] of marks) {
      if (from < at || to > end) continue;
      shown.append(text.slice(at, from), element("mark", {}, text.slice(from, to)));
      at = to;
    }
    shown.append(text.slice(at, end), end < text.length ? "…" : "");
    return element(tag, props, lead, shown);
  }

  // The badge of a plan or the band of a risk, as other pages have it.
  function badge({ status, written }, [kind, , , band, isClosed]) {
    if (kind === 2 && !band) return "Not rated";
    const made = looks.content.querySelector(kind === 2 ? `[data-band=${band}]` : `[data-status=${status}]`).cloneNode(true);
    if (isClosed) made.dataset.muted = "";
    if (kind !== 2 && written) made.lastChild.textContent = written;
    return made;
  }

  const row = ({ record, item = [], main, href, subs }) => element("li", {},
    element("div", { className: "a" },
      written("a", { className: "t cover", href, lang: record.lang ?? "" }, main),
      ...subs.filter(sub => sub.text).map(sub => written("span", { className: "sub" }, sub))),
    element("span", { className: "w" }, record.status ? badge(record, item) : ""));

  function card(found, kind) {
    const rows = element("ul", { className: "items bleed", role: "list" });
    const section = element("section", { className: "card", ariaLabel: KINDS[kind] },
      element("header", {}, element("h2", {}, `${KINDS[kind]} `, element("span", { className: "n" }, found.length))), rows);
    const add = () => {
      const from = rows.childElementCount;
      rows.append(...found.slice(from, from + STEP).map(row));
      const left = found.length - from - STEP;
      more.textContent = `Show ${Math.min(left, STEP)} more`;
      if (left > 0) section.append(more);
      else more.remove();
      return rows.children[from].querySelector("a");
    };
    const more = element("button", { className: "btn", onclick: () => add().focus() });
    add();
    return section;
  }

  const counted = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  function show() {
    const query = input.value.trim();
    const asked = runs(query);
    let hits = { ids: [] };
    let kinds = [];
    if (query) load();
    // Typing errors are forgiven where nothing is found as it is written.
    for (const isLax of [false, true]) {
      if (!asked.length || kinds.flat().length) break;
      hits = lookUp(asked, isLax);
      kinds = collect(hits, asked);
    }
    const count = kinds.flat().length;
    const isDone = done === parts;
    const held = results.querySelector(":focus")?.href;
    // The page of a person who is asked for by name is the first of all, then come lists.
    const order = new Set([kinds[4]?.[0]?.record.kind || 10, 10, ...KINDS.keys()]);
    results.replaceChildren(...[...order].map(kind => (kinds[kind]?.length ? card(kinds[kind], kind) : "")));
    if (held) [...results.querySelectorAll("a")].find(link => link.href === held)?.focus();
    all.hidden = query && (count || !isDone);
    none.hidden = !query || !isDone || count;
    none.querySelector("bdi").textContent = query;
    status.textContent = !query ? "" : !isDone ? `Searching… ${done} of ${counted(parts, "part")}` : counted(count, "result")
      + (hits.ids.length > MOST ? ` in the best ${MOST} of ${hits.ids.length} plans and pages. Add a word.` : "")
      + (lost ? `. ${lost} of ${counted(parts, "part")} could not be loaded.` : "");
  }

  function run() {
    const query = encodeURIComponent(input.value.trim());
    try {
      history.replaceState(null, "", query ? `?q=${query}` : location.pathname);
    } catch (e) {
      location.hash = `q=${query}`;
    }
    show();
  }

  let timer;
  const soon = wait => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  input.onfocus = load;
  input.oninput = () => soon(150);
  form.onsubmit = event => {
    event.preventDefault();
    soon(0);
  };
  const stated = text => new URLSearchParams(text.slice(1)).get("q");
  input.value = stated(location.search) || stated(location.hash) || "";
  if (input.value) show();
  else input.focus();
})();
