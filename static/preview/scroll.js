/* The same words at the same height, whatever was written above them. */

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
