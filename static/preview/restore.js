/* What a reload must not lose. */

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
