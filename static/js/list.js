/* A list of all plans, of which the page shows a part: sorted and filtered over all of them. They come
   with a script of data; the state stands in the address. site.js loads this when it is first wanted. */
(() => {
  "use strict";
  /** Rows that are shown, and come with each press for more. */
  const PART = 50;
  /** So many of them fill a window: the others come after these are painted. */
  const FIRST = 8;
  /** Lists of values of which a plan may have many. */
  const SETS = ["program", "approver", "tag"];
  const LISTS = ["status", "risk", ...SETS];
  const NAMES = [...LISTS, "sort", "q"];
  /** Where a plan's numbers of the cells stand that are shown in its row. */
  const CELLS = [3, 4, 5, 6, 7, 9, 10];

  const card = document.querySelector("[data-plans]");
  const table = card.querySelector("table");
  const body = table.tBodies[0];
  const bar = card.querySelector(".filter");
  const output = bar.querySelector("output");
  const live = document.querySelector("[data-live]");
  const pager = document.querySelector(".pager");
  const heads = [...card.querySelectorAll("[data-sort]")];
  const fields = Object.fromEntries([...bar.querySelectorAll("[name]")].map((field) => [field.name, field]));
  /** The page's own rows, how many plans there are, and the order that the rows stand in. */
  const own = [...body.rows];
  const total = output.textContent;
  const base = card.dataset.order;

  /** The columns that the page has: those that state something in none of its rows are left out. */
  const columns = heads.map((head) => head.dataset.sort.replace("-", ""));

  /* ---- rows: the theme printed one of each shape, with a mark in the place of each value ---- */

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** The rows of all shapes, with the columns that this page has. */
  function shapes({ pieces, table: order, columns: names }) {
    const made = element("template", {});
    made.innerHTML = order.map((piece) => pieces[piece]).join("");
    const shapes = [...made.content.querySelector("table").tBodies[0].rows];
    for (const shape of shapes) {
      shape.setAttribute("role", "row");
      let at = 0;
      for (const cell of [...shape.cells]) {
        // A column that is a theme's own stands behind ours.
        const under = names.slice(at, at += cell.colSpan);
        const left = under.filter((name) => columns.includes(name)).length;
        if (under.length > 0 && left === 0) cell.remove();
        else if (left === 1) cell.removeAttribute("colspan");
        if (!("drop" in cell.dataset)) cell.setAttribute("role", cell.scope === "row" ? "rowheader" : "cell");
      }
    }
    return shapes;
  }

  /** A row of a shape with the values of a plan. They enter as text, never as markup. */
  function filled(shape, values) {
    const words = (text) => text.replace(/[\uE000-\uE0FF]/g, (mark) => values[mark.charCodeAt() - 0xE000]);
    const row = document.importNode(shape, true);
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of part.attributes) attribute.value = words(attribute.value);
      for (const child of part.childNodes) if (child.nodeType === Node.TEXT_NODE) child.data = words(child.data);
    }
    return row;
  }

  /* ---- all plans: what they sort and are filtered by, and their row ---- */

  /** Those of the script. Its columns hold each cell once; numbers below 0 are of cells that state nothing. */
  function ofScript(data) {
    const folder = card.dataset.plans.replace("assets/data/plans.js", "");
    const at = ([stated, blank], number) => (number < 0 ? blank[-1 - number] : stated[number]);
    const shape = shapes(data);
    return data.rows.map((row, number) => {
      return {
        keys: {
          attention: data.attention[number], plan: number, owner: row[3], status: row[4], phase: row[5], gate: row[7],
          risk: row[8], checklist: row[9], updated: row[10],
        },
        words: folded(`${row[0]} ${at(data.owner, row[3])[0] ?? ""}`),
        status: at(data.status, row[4])[0],
        risk: at(data.risk, row[8])[0],
        ...Object.fromEntries(SETS.map((name, i) => [name, at(data[name], row[i + 11])])),
        /** The values in the order of their marks: see view/portfolio/plan_index/shape.rs. */
        row() {
          const columns = [data.owner, data.status, data.place, data.phase, data.gate, data.checklist, data.updated];
          const [owner, status, where, phase, gate, checklist, updated] = columns.map((column, i) => at(column, row[CELLS[i]]));
          const [, done, running, phases] = (where[1] ?? "").split("-");
          const place = data.folders[row[1]];
          // Plans of other sites have an address in its place.
          const href = `${/^https?:/.test(place) ? "" : `${folder}plans/`}${place}${row[2]}/index.html`;
          return filled(shape[row[14]], [
            href, data.lang[number], row[0], owner[0], status[2], phase[1], done, running, phases, where[0], phase[0],
            gate[2], checklist[0], ...updated,
          ]);
        },
      };
    });
  }

  /** Those of the page, for want of the script: what they sort by is read off them. */
  function ofPage() {
    const title = (row) => row.querySelector("a").textContent;
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const sorted = own.map(title).sort(compare);
    const statuses = [...fields.status.options].map((option) => option.value);
    const share = (text) => {
      const [, part, whole] = /^(\d+) of (\d+)/.exec(text) ?? [];
      return whole ? part / whole : -1;
    };
    return own.map((row, number) => {
      const cells = {};
      let at = 0;
      for (const cell of row.cells) {
        cells[columns[at]] = cell;
        at += cell.colSpan;
      }
      const words = (name) => cells[name]?.textContent ?? "";
      const value = (cell, name) => cells[cell]?.firstElementChild?.dataset[name];
      const status = value("status", "status") ?? "not-stated";
      const [, done, running, phases] = /pb-(\d+)-(\d+)-(\d+)/.exec(cells.phase?.innerHTML) ?? [];
      const met = share(words("gate"));
      const gates = { stopped: 0, blocked: 1 + Math.abs(met), ready: 3, passed: 4 };
      const band = value("risk", "band");
      const time = cells.updated?.querySelector("time");
      return {
        keys: {
          attention: number, owner: number, plan: sorted.indexOf(title(row)),
          status: ["unknown", "not-stated"].includes(status) ? -1 : statuses.indexOf(status),
          phase: phases ? (2 * done + Number(running)) / phases : -1,
          gate: gates[value("gate", "gate")] ?? -1,
          risk: band ? Number(words("risk")[0]) : -1,
          checklist: share(words("checklist")),
          updated: time ? Date.parse(time.dateTime) : -1,
        },
        words: folded(words("plan")),
        status,
        risk: band ?? (words("risk") === "Not rated" ? "not-placed" : "none"),
        row: () => row,
      };
    });
  }

  /** Without case and accents. */
  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** Takes in the symbols that rows show and the page does not have: the theme's drawings. */
  function addSymbols(symbols) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" class="sprite" width="0" height="0" aria-hidden="true">${symbols}</svg>`;
    const all = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
    const known = document.querySelector(".sprite");
    // A page that shows no icon by itself has none.
    if (!known) document.body.prepend(all);
    else known.append(...[...all.children].filter((symbol) => !document.getElementById(symbol.id)));
  }

  /** Fills in the lists that are too long for each page, and keeps what was chosen. */
  function addChoices(choices) {
    for (const [name, values] of Object.entries(choices)) {
      fields[name]?.append(...values.map(({ value, text }) => element("option", { value }, text)));
    }
  }

  /** Takes away the lists that the page's own rows can't be filtered by. */
  function dropSets() {
    for (const name of SETS) {
      fields[name]?.closest("label").remove();
      delete fields[name];
    }
  }

  let all = null;
  let isPart = false;

  function load() {
    const before = window.phasebookData;
    window.phasebookData = (data) => {
      before?.(data);
      if (!data.plans) return;
      addSymbols(data.plans.symbols);
      addChoices(data.plans.choices);
      all = ofScript(data.plans);
    };
    const script = element("script", { src: card.dataset.plans });
    script.onload = script.onerror = () => {
      isPart = !all;
      if (isPart) dropSets();
      all ??= ofPage();
      // The lists are as they stay now, and so is what of the address they know.
      state = asked() ?? state;
      show();
    };
    document.head.append(script);
  }

  /* ---- what the reader sees ---- */

  const ANY = Object.fromEntries(NAMES.map((name) => [name, ""]));
  let state = ANY;
  let found = own;
  let waiting = [];
  let sorted = [];
  let sortedBy = "";
  /** What is said once the rows stand. */
  let words = "";
  let timer = 0;

  function button(text, act) {
    const made = element("button", { class: "btn", type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  }

  function clear() {
    fields.q.focus();
    change(ANY);
  }

  const reset = button("Clear", clear);
  const none = element("p", { class: "empty" }, element("strong", {}, "No plan matches"), button("Clear filters", clear));
  const more = button("", () => {
    addWaiting();
    const shown = body.rows.length;
    addPart();
    body.rows[shown].querySelector("a").focus();
  });

  const column = (sort) => sort.replace("-", "");
  const isDown = (sort) => sort.startsWith("-");

  /** What is equal stays as it was; what states nothing comes last in either direction. */
  function by(sort) {
    const key = column(sort);
    const sign = isDown(sort) ? -1 : 1;
    return ({ keys: { [key]: a } }, { keys: { [key]: b } }) => (a < 0 || b < 0 ? (a < 0) - (b < 0) : sign * (a - b));
  }

  function add(plans) {
    body.append(...plans.map((one) => one.row()));
  }

  function addWaiting() {
    add(waiting);
    waiting = [];
  }

  function addPart() {
    addWaiting();
    const shown = body.rows.length;
    const part = found.slice(shown, shown + PART);
    waiting = part.slice(FIRST);
    add(part.slice(0, FIRST));
    requestAnimationFrame(() => setTimeout(addWaiting));
    const left = found.length - shown - part.length;
    more.textContent = `Show ${Math.min(left, PART)} more`;
    if (left > 0) table.after(more);
    else more.remove();
  }

  function matching() {
    const terms = folded(state.q).split(/\s+/);
    const chosen = LISTS.filter((name) => state[name]);
    const has = (one, name) => (SETS.includes(name) ? one[name].includes(state[name]) : one[name] === state[name]);
    return sorted.filter((one) => chosen.every((name) => has(one, name)) && terms.every((term) => one.words.includes(term)));
  }

  function show() {
    const { q, sort } = state;
    const order = sort || base;
    const isFiltered = Boolean(q || LISTS.some((name) => state[name]));
    for (const head of heads) {
      if (column(head.dataset.sort) !== column(order)) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", isDown(order) ? "descending" : "ascending");
    }
    for (const [name, field] of Object.entries(fields)) {
      if (field.value.trim() !== state[name]) field.value = state[name];
    }
    if (!all) return;
    waiting = [];
    if (none.isConnected) none.replaceWith(table);
    if (isFiltered || sort) {
      if (order !== sortedBy) sorted = [...all].sort(by(order));
      sortedBy = order;
      found = matching();
      body.replaceChildren();
      addPart();
      pager?.remove();
      if (found.length > 0) bar.append(reset);
      else reset.remove();
    } else {
      // Rows that stand keep the focus that is in them.
      if (found !== own) body.replaceChildren(...own);
      found = own;
      if (pager) card.after(pager);
      more.remove();
      reset.remove();
    }
    if (found.length === 0) table.replaceWith(none);
    clearTimeout(timer);
    timer = setTimeout(() => tell(isFiltered), 300);
  }

  function tell(isFiltered) {
    const which = isPart ? `the ${own.length} plans on this page` : total;
    if (isFiltered) output.textContent = `${found.length} of ${which}`;
    else output.textContent = isPart && state.sort ? `Sorted ${which}` : total;
    if (words && !isPart) live.textContent = words;
    words = "";
  }

  /* ---- the state ---- */

  /** Whether a list waits for its values. */
  const isLate = (name) => !all && fields[name]?.options?.length === 1;

  /** The state that the address asks for; none where it names another place of the page. */
  function asked() {
    const hash = location.hash.slice(1);
    const parts = new URLSearchParams(hash);
    if (hash && !NAMES.some((name) => parts.has(name))) return null;
    const read = Object.fromEntries(NAMES.map((name) => [name, (parts.get(name) ?? "").trim()]));
    for (const name of LISTS) {
      const values = [...fields[name]?.options ?? []];
      if (!isLate(name) && !values.some((option) => option.value === read[name])) read[name] = "";
    }
    if (!heads.some((head) => column(head.dataset.sort) === column(read.sort))) read.sort = "";
    return read;
  }

  function address(of) {
    return new URLSearchParams(NAMES.filter((name) => of[name]).map((name) => [name, of[name]])).toString();
  }

  function change(next) {
    const before = address(state);
    state = { ...state, ...next };
    const after = address(state);
    if (after === before) return;
    const isFirst = after && !address(asked() ?? {});
    const url = after ? `#${after}` : location.pathname + location.search;
    try {
      history[isFirst ? "pushState" : "replaceState"](null, "", url);
    } catch { /* a browser that counts: the address is late, the list is not */ }
    show();
  }

  function follow() {
    const next = asked();
    if (!next || address(next) === address(state)) return;
    state = next;
    show();
  }

  for (const head of heads) {
    const first = head.dataset.sort;
    const other = isDown(first) ? column(first) : `-${first}`;
    head.querySelector("button").addEventListener("click", () => {
      const sort = (state.sort || base) === first ? other : first;
      words = `Sorted ${total} by ${head.textContent}, ${isDown(sort) ? "descending" : "ascending"}`;
      change({ sort: sort === base ? "" : sort });
    });
  }
  const entered = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, isLate(name) ? state[name] : field.value.trim()]));
  bar.addEventListener("input", () => change(entered()));
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  /** What was entered before this came. */
  const early = Object.fromEntries(Object.entries(entered()).filter(([, value]) => value));
  load();
  follow();
  change(early);
})();
