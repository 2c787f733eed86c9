/* The live preview: brings a page up to date when a file changed, and shows what is wrong in the
   files. The server says what it can't know by itself: /_preview/events, /_preview/state. These files
   are one script, joined inside one function. Here: what the others share. */

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
