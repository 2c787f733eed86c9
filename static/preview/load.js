/* What happens when the page has loaded. */

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
