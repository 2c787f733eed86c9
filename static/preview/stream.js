/* The stream of changes, while somebody looks. */

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
