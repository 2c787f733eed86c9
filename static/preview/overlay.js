/* What is shown beside the page: the panel, the last save, template text, and what is announced. */

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
