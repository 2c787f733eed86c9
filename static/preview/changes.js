/* What has changed, and what of the page follows. */

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
