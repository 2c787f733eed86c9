/* The live preview: brings a page up to date when a file changed, and shows what is wrong in the
   files. The server says what it can't know by itself: /_preview/events, /_preview/state. */
(() => {
  "use strict";
  const script = document.currentScript;
  const page = script.dataset.page;
  let etag = script.dataset.etag;
  /** The newest change that is shown; none until the page knows that it is the newest itself. */
  let seen = null;

  /* What the tab remembers. Without storage it forgets. */
  const memory = {
    get(name) {
      try { return JSON.parse(sessionStorage.getItem(`phasebook-preview-${name}`)); } catch { return null; }
    },
    set(name, value) {
      try { sessionStorage.setItem(`phasebook-preview-${name}`, JSON.stringify(value)); } catch { /* it forgets */ }
    },
    take(name) {
      const value = memory.get(name);
      if (value !== null) memory.set(name, null);
      return value;
    },
  };

  function element(tag, attributes, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  }

  /* ---- what is shown ---- */

  /** On the page in place of a site, the entries stand in the page itself. */
  const here = document.querySelector("[data-preview-here]");
  const aside = element("aside", { class: "phasebook-preview", "aria-label": "Live preview", "data-over": "" });
  const live = element("p", { class: "unseen", role: "status" });
  const toast = element("p", { class: "toast", "aria-hidden": "true", hidden: "" });
  const stopped = element("p", { class: "toast", "data-stopped": "", "data-tone": "danger", hidden: "" }, "Preview stopped");
  const pill = element("button", { class: "pill", type: "button", hidden: "" });
  aside.append(live, toast, stopped, pill);
  /** What the last save made worse and what it mended, until it is closed or the next save. */
  let saved = null;
  let panel = null;
  let total = 0;
  let grave = false;
  let toastTimer = 0;

  /** The aside enters the page with its style, so that nobody sees it without. */
  const ready = new Promise((done) => {
    const link = element("link", { rel: "stylesheet", href: "/_preview/preview.css" });
    link.onload = link.onerror = () => {
      document.body.append(aside);
      done();
    };
    document.head.append(link);
  });

  function announce(text) {
    live.textContent = "";
    // A region that is new, or empty and filled at once, is not heard by all readers.
    setTimeout(() => { live.textContent = text; }, 150);
  }

  function flash(text, tone) {
    clearTimeout(toastTimer);
    toast.textContent = text;
    if (tone) toast.dataset.tone = tone;
    else delete toast.dataset.tone;
    toast.hidden = false;
    toastTimer = setTimeout(() => { toast.hidden = true; }, 2000);
  }

  /** Open where something is broken, unless the author said otherwise in this tab. */
  const isOpen = () => memory.get("open") ?? grave;

  function arrange() {
    const open = isOpen();
    panel.hidden = total === 0 || !open;
    pill.hidden = total === 0 || open;
    pill.textContent = panel.dataset.pill;
    pill.dataset.tone = panel.dataset.tone;
    makeRoom(!panel.hidden || Boolean(saved));
  }

  /** Room below the page, so that its end can be scrolled out from behind the panel. */
  function makeRoom(isNeeded) {
    document.body.style.paddingBlockEnd = isNeeded ? "62vh" : "";
  }

  /** Brings what the address leads to out from behind what has just come. */
  function uncover() {
    const target = document.querySelector(":target");
    if (!target) return;
    const it = target.getBoundingClientRect();
    const isBehind = [saved, panel].some((over) => {
      const { top, left } = over && !over.hidden ? over.getBoundingClientRect() : { top: Infinity };
      return it.bottom > top && it.right > left;
    });
    if (isBehind) target.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function setOpen(open) {
    const inside = open || panel.contains(document.activeElement);
    memory.set("open", open);
    arrange();
    if (inside) (open ? panel.querySelector("[data-close]") : pill).focus({ preventScroll: true });
  }

  /** Puts what the last save did beside the page, in the tab that has seen it come. */
  function showSaved(state, isNews) {
    if (isNews) memory.set("saved", state.saved_number);
    const isShown = state.saved && memory.get("saved") === state.saved_number;
    const fresh = isShown ? fragment(state.saved) : null;
    if (fresh && saved && fresh.isEqualNode(saved)) return;
    saved?.remove();
    saved = fresh;
    if (!saved) return arrange();
    panel.before(saved);
    arrange();
    if (isNews) announce(saved.querySelector("h2").textContent);
  }

  function closeSaved() {
    const inside = saved.contains(document.activeElement);
    memory.set("saved", null);
    saved.remove();
    saved = null;
    arrange();
    if (inside && total > 0) (panel.hidden ? pill : panel.querySelector("[data-close]")).focus({ preventScroll: true });
  }

  /** Template text in the places that it is to be replaced in. It is of the preview, not of the page. */
  function showGhosts(ghosts) {
    for (const old of document.querySelectorAll(".phasebook-ghost")) old.remove();
    for (const { at, label, html } of ghosts) {
      const place = document.querySelector(at);
      if (!place) continue;
      const ghost = element("div", { class: "phasebook-ghost", role: "note", "aria-label": label });
      ghost.append(element("p", { class: "what" }, "Template text, to be filled in. It is not published."));
      ghost.append(...fragments(html));
      const empty = place.querySelector(".empty");
      if (empty) empty.after(ghost);
      else place.append(ghost);
    }
  }

  function fragments(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    return [...document.importNode(parsed, true).childNodes];
  }

  const fragment = (html) => fragments(html).find((node) => node.nodeType === Node.ELEMENT_NODE);

  pill.addEventListener("click", () => setOpen(true));
  aside.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) setOpen(false);
    if (event.target.closest("[data-close-saved]")) closeSaved();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !panel || here) return;
    if (saved && (panel.hidden || saved.contains(document.activeElement))) closeSaved();
    else if (!panel.hidden) setOpen(false);
  });

  /** Puts the overlay of a state into the page. `rebuild`: what it follows, `{ words }`, or null. */
  async function show(state, rebuild) {
    const fresh = fragment(state.overlay);
    const heading = fresh.querySelector("h2").textContent;
    await ready;
    if (here) {
      here.replaceChildren(fresh);
    } else {
      const focus = panel && panel.contains(document.activeElement) ? placeOf(document.activeElement, panel) : null;
      const scrolled = panel?.querySelector(".entries")?.scrollTop;
      const isFirst = !panel;
      if (panel) panel.replaceWith(fresh);
      else pill.before(fresh);
      panel = fresh;
      total = state.counts.error + state.counts.warning;
      grave = state.broken || state.counts.error > 0;
      arrange();
      if (scrolled) panel.querySelector(".entries")?.scrollTo({ top: scrolled, behavior: "instant" });
      if (focus) refocus(focus);
      showSaved(state, Boolean(rebuild));
      showGhosts(state.ghosts ?? []);
      if (isFirst && !isInUse && !isRestored) uncover();
    }
    const counts = `${state.counts.error},${state.counts.warning}`;
    const before = memory.get("counts");
    memory.set("counts", counts);
    const differ = before !== null && before !== counts;
    if (differ) announce(heading);
    const clean = counts === "0,0";
    const text = [clean && (rebuild || differ) && heading, rebuild?.words].filter(Boolean).join(" · ");
    if (text) flash(text, clean ? "ok" : null);
  }

  /** Focus at the same place of the new panel, else at its first control. */
  function refocus(place) {
    const target = panel.hidden ? pill : placed(place, panel) ?? panel.querySelector("[data-close]");
    target.focus({ preventScroll: true });
  }

  /* ---- what a reload must not lose ---- */

  /** Whether the page is as it was before a reload. */
  let isRestored = false;
  /** Whether the reader has begun to scroll or type: then only he scrolls. */
  let isInUse = false;
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(kind, () => { isInUse = true; }, { once: true, passive: true });
  }

  /** Where an element stands: an id, and steps down from it. */
  function placeOf(of, root) {
    const steps = [];
    let at = of;
    while (at !== root && !at.id && at.parentElement) {
      steps.unshift([...at.parentElement.children].indexOf(at));
      at = at.parentElement;
    }
    return { tag: of.tagName, id: at === root ? null : at.id, steps };
  }

  function placed({ tag, id, steps }, root) {
    let at = id ? document.getElementById(id) : root;
    for (const step of steps) at = at?.children[step];
    return at?.tagName === tag ? at : null;
  }

  /** Form fields whose reader would miss what he entered. The site's script keeps ticks and theme. */
  function fields() {
    const all = document.querySelectorAll("input, select, textarea");
    const skipped = ["password", "file", "hidden", "submit", "button", "reset", "image"];
    return [...all].filter((f) => !skipped.includes(f.type) && !f.matches("[data-tick], [data-theme-select]"));
  }

  const isBox = (field) => field.type === "checkbox" || field.type === "radio";

  function isTouched(field) {
    if (isBox(field)) return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.value !== field.defaultValue;
  }

  const labelOf = (details) => details.querySelector("summary")?.textContent.trim() ?? "";
  const allDetails = () => [...document.querySelectorAll("details")];

  function save() {
    const active = document.activeElement;
    const inside = aside.contains(active);
    const hasFocus = active && active !== document.body && active !== document.documentElement;
    memory.set("page", {
      href: location.href,
      x: scrollX,
      y: scrollY,
      marks: landmarks(),
      room: Boolean(saved || (panel && !panel.hidden)),
      details: allDetails().map((details) => ({ label: labelOf(details), open: details.open })),
      fields: fields().filter(isTouched).map((field) => ({
        place: placeOf(field, document.body),
        name: field.name,
        value: isBox(field) ? field.checked : field.value,
      })),
      focus: hasFocus ? { inside, place: placeOf(active, inside ? aside : document.body) } : null,
      selection: caret(active),
    });
    // Else the browser and we both scroll.
    history.scrollRestoration = "manual";
  }

  function caret(field) {
    try {
      return typeof field.selectionStart === "number" ? [field.selectionStart, field.selectionEnd] : null;
    } catch {
      return null;
    }
  }

  /** Puts back what was saved; gives the place of focus in the overlay, which is not there yet. */
  function restore() {
    const saved = memory.take("page");
    if (!saved || saved.href !== location.href) return null;
    isRestored = true;
    makeRoom(saved.room);
    const details = allDetails();
    saved.details.forEach(({ label, open }, at) => {
      const same = details[at] && labelOf(details[at]) === label;
      const found = same ? details[at] : details.find((other) => labelOf(other) === label);
      if (found) found.open = open;
    });
    for (const { place, name, value } of saved.fields) {
      const field = placed(place, document.body);
      if (!field || field.name !== name) continue;
      if (isBox(field)) field.checked = value;
      else field.value = value;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    scrollBack(saved);
    if (!saved.focus || saved.focus.inside) return saved.focus?.place ?? null;
    const target = placed(saved.focus.place, document.body);
    target?.focus({ preventScroll: true });
    try {
      if (saved.selection) target?.setSelectionRange(...saved.selection);
    } catch { /* not a field of text */ }
    return null;
  }

  /* ---- the same words at the same height, whatever was written above them ---- */

  /** How many places are remembered: the first of them that is still there counts. */
  const MARKS = 12;
  /** What may hold the words that a reader looks at. */
  const WORDS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, summary";
  /** The length to which words are compared. */
  const COMPARED = 200;

  const wordsOf = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, COMPARED);
  const isOurs = (element) => element.closest(".phasebook-preview, .phasebook-ghost");

  /** Elements of the page by their words; those whose words stand twice are left out. */
  function byWords() {
    const found = new Map();
    for (const element of document.querySelectorAll(`main :is(${WORDS})`)) {
      const words = wordsOf(element);
      if (words && !isOurs(element)) found.set(words, found.has(words) ? null : element);
    }
    return found;
  }

  /** What the window shows, from its top on, and the last heading above it; each with its height in it. */
  function landmarks() {
    const marks = [];
    let above = null;
    for (const [words, element] of byWords()) {
      if (!element) continue;
      const { top, bottom } = element.getBoundingClientRect();
      const mark = { id: element.id, words, top };
      if (bottom <= 0) {
        if (/^H[1-6]$/.test(element.tagName)) above = mark;
        continue;
      }
      if (top >= innerHeight || marks.length >= MARKS) break;
      marks.push(mark);
    }
    return above ? [...marks, above] : marks;
  }

  /** How far the page is to be scrolled so that the reader sees what he saw; `null` where all of it is gone. */
  function shift(marks) {
    const found = byWords();
    for (const { id, words, top } of marks) {
      const element = found.get(words) ?? (id && document.getElementById(id));
      if (element) return element.getBoundingClientRect().top - top;
    }
    return null;
  }

  /** Scrolls now, and again when the page has its images, unless the reader was faster. */
  function scrollBack({ x, y, marks }) {
    const go = () => {
      if (isInUse) return;
      scrollTo({ left: x, top: y, behavior: "instant" });
      // At the top of a page stays the top: that is where news come in.
      const by = y > 0 ? shift(marks ?? []) : 0;
      if (by) scrollBy({ top: by, behavior: "instant" });
    };
    go();
    addEventListener("load", () => requestAnimationFrame(() => {
      go();
      history.scrollRestoration = "auto";
    }), { once: true });
  }

  /* ---- what has changed ---- */

  let leaving = false;

  /** Milliseconds that a page stays at least. Who saves many times a second would see it flicker. */
  const CALM = 400;

  /** The rebuild that brought us here. */
  let rebuild = memory.take("rebuild");

  async function ask(forced) {
    const since = seen;
    const state = await stateSince(since);
    const isNew = since !== null && state.number !== since;
    if (isNew && panel && follows(state)) return;
    if (isNew || forced || since === null) {
      // After a break the numbers may be those of another run of the server.
      const restyled = isNew && !forced && state.style_only && (await restyle(state));
      if (!restyled && (await isStale())) {
        const early = CALM - performance.now();
        if (early > 0) {
          await new Promise((done) => setTimeout(done, early));
          again = true;
          force ||= forced;
          return;
        }
        leaving = true;
        if (isNew) memory.set("rebuild", { words: state.toast });
        save();
        location.reload();
        return;
      }
      reloadImages(state);
    }
    seen = state.number;
    await show(state, isNew ? { words: state.toast } : rebuild);
    rebuild = null;
  }

  async function stateSince(number) {
    const response = await fetch(`/_preview/state?page=${encodeURIComponent(page)}&since=${number ?? ""}`, { cache: "no-store" });
    if (!response.ok) throw new Error(`state: ${response.status}`);
    return response.json();
  }

  function head(headers) {
    return fetch(location.pathname + location.search, { method: "HEAD", cache: "no-store", headers });
  }

  /** Whether the page is no longer what it was. */
  async function isStale() {
    const response = await head({ "If-None-Match": etag });
    return response.status !== 304 && response.headers.get("ETag") !== etag;
  }

  /** Swaps the site's stylesheet; false where the page has none. */
  async function restyle({ number, stylesheet }) {
    const links = [...document.querySelectorAll("link[rel=stylesheet]")];
    const old = links.find((link) => /\/assets\/site\.[^/]*\.css$/.test(new URL(link.href).pathname));
    if (!old || !stylesheet) return false;
    if (new URL(stylesheet, location.href).href !== old.href) {
      const fresh = element("link", { rel: "stylesheet", href: stylesheet });
      await new Promise((done, failed) => {
        fresh.onload = done;
        fresh.onerror = () => {
          fresh.remove();
          failed(new Error(stylesheet));
        };
        old.after(fresh);
      });
      old.remove();
    }
    // The page's tag now counts the new link. It is this page's only if nothing changed meanwhile.
    const tag = (await head({})).headers.get("ETag");
    if (tag && (await stateSince(number)).number === number) etag = tag;
    return true;
  }

  const plain = (url) => {
    const path = new URL(url, location.href).pathname.replace(/\/$/, "/index.html");
    try { return decodeURIComponent(path); } catch { return path; }
  };

  function reloadImages({ images, number }) {
    const changed = new Set(images.map(plain));
    for (const image of document.images) {
      if (changed.has(plain(image.src))) image.src = `${new URL(image.src).pathname}?v=${number}`;
    }
  }

  /** Goes to the page of the file last saved, if that is another one and somebody looks. */
  function follows({ navigate, toast: words }) {
    if (!navigate || document.visibilityState !== "visible") return false;
    const target = new URL(navigate, location.href);
    if (target.origin !== location.origin || plain(target) === plain(location)) return false;
    leaving = true;
    memory.set("rebuild", { words });
    location.assign(target);
    return true;
  }

  /* One check at a time; what is asked for meanwhile comes after it. */
  let busy = false;
  let again = false;
  let force = false;
  let failed = false;

  async function check(forced) {
    force ||= forced;
    again = true;
    if (busy) return;
    busy = true;
    while (again && !leaving) {
      const withForce = force;
      again = force = false;
      try {
        await ask(withForce);
        failed = false;
      } catch {
        // The next event tries again.
        failed = true;
        force ||= withForce;
      }
    }
    busy = false;
  }

  /* ---- the stream of changes, while somebody looks ---- */

  let stream = null;
  let interrupted = false;
  let stopTimer = 0;
  let retryTimer = 0;

  function connect() {
    clearTimeout(retryTimer);
    if (stream || document.visibilityState !== "visible") return;
    stream = new EventSource("/_preview/events");
    stream.addEventListener("open", alive);
    stream.addEventListener("error", () => {
      interrupted = true;
      stopTimer ||= setTimeout(() => {
        stopped.hidden = false;
        announce("Preview stopped");
      }, 2000);
      if (stream.readyState === EventSource.CLOSED) {
        stream = null;
        retryTimer = setTimeout(connect, 2000);
      }
    });
    stream.addEventListener("change", (event) => {
      alive();
      const wanted = interrupted || failed || Number(event.data) !== seen;
      if (wanted) check(interrupted);
      interrupted = false;
    });
  }

  function alive() {
    clearTimeout(stopTimer);
    stopTimer = 0;
    stopped.hidden = true;
  }

  function disconnect() {
    stream?.close();
    stream = null;
    interrupted = true;
    clearTimeout(stopTimer);
    clearTimeout(retryTimer);
    stopTimer = 0;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") connect();
    else disconnect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    connect();
    check(true);
  });

  /* ---- at load ---- */

  const focus = restore();
  async function begin() {
    await check(false);
    if (focus && panel && document.activeElement === document.body) {
      (placed(focus, aside) ?? panel.querySelector("[data-close]")).focus({ preventScroll: true });
    }
  }
  if (document.visibilityState === "visible") begin();
  else interrupted = true;
  connect();
})();
