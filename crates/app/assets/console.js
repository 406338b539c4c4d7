// What every page of the console does: hears of changes, says what went wrong and at which field, and copies.

import { clear, problemOf, tell } from "./wrong.js";

/** @type {{script: Record<string, string>, errors: Record<string, string>}} */
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");

const places = { said: document.getElementById("said"), trouble: document.getElementById("trouble") };

/** What is said is seen and heard over an open dialog, which hides all else from eyes and screen readers. */
function inSight(/** @type {HTMLElement} */ place) {
  const open = [...document.querySelectorAll("dialog[open]")].pop();
  (open ?? document.body).append(place);
}
document.addEventListener("close", () => [places.said, places.trouble].forEach((place) => place && document.body.append(place)), true);

/** Says something for a while: `said` politely, `trouble` at once. */
export function say(/** @type {"said" | "trouble"} */ where, /** @type {string} */ text) {
  const place = places[where];
  if (!place) return;
  inSight(place);
  // What went wrong before is over once something is done.
  if (where === "said" && places.trouble) places.trouble.textContent = "";
  place.textContent = text;
  window.clearTimeout(Number(place.dataset.timer));
  place.dataset.timer = String(window.setTimeout(() => (place.textContent = ""), 8000));
}

/** What a problem means to whoever is at the page; at a field, where there is more to say of it. */
export function meaning(/** @type {string} */ code, /** @type {string} */ field = "") {
  return words.errors[`${code}.${field}`] ?? words.errors[code] ?? words.errors.other;
}

document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr, elt } = /** @type {CustomEvent<{xhr: XMLHttpRequest, elt: Element}>} */ (event).detail;
  const { code = "other", errors = [] } = problemOf(xhr.responseText);
  const form = elt.closest("form:not([data-sheet])");
  const wrongs = errors.map(({ field }) => ({ field, message: meaning(code, field) }));
  const atFields = form instanceof HTMLFormElement && wrongs.length > 0 && tell(form, wrongs).length === 0;
  if (!atFields) say("trouble", meaning(code));
  // What was shown was out of date: whoever listens shows it anew.
  if (xhr.status === 404 || (xhr.status === 409 && !atFields)) document.body.dispatchEvent(new CustomEvent("changed"));
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = /** @type {CustomEvent<{elt: Element}>} */ (event).detail;
  if (!elt.matches("form")) return;
  clear(elt);
  if (places.trouble) places.trouble.textContent = "";
});

document.body.addEventListener("htmx:sendError", () => say("trouble", words.script.offline));

// A handler says what it did by a header: {"said": "…"}.
document.body.addEventListener("said", (event) => {
  const detail = /** @type {CustomEvent<{value?: string}>} */ (event).detail;
  if (detail?.value) say("said", detail.value);
});

// On a telephone the sections are a row that scrolls: it begins at the one that is open.
document.querySelector(".side nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Dialogs: a button names the dialog that it opens; one that is sent by the server opens by itself.
document.body.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const opener = target?.closest("[data-opens]");
  if (opener instanceof HTMLElement) {
    const dialog = document.getElementById(opener.dataset.opens || "");
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  }
  const closer = target?.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
});
document.body.addEventListener("htmx:afterSettle", () => {
  const dialog = document.querySelector("dialog[data-open]:not([open])");
  if (!(dialog instanceof HTMLDialogElement)) return;
  // Once: closed, it stays closed.
  dialog.removeAttribute("data-open");
  dialog.showModal();
});
document.body.addEventListener("close-dialog", () => {
  document.querySelectorAll("dialog[open]").forEach((dialog) => /** @type {HTMLDialogElement} */ (dialog).close());
});

// What is shown once is copied; where the browser doesn't let us, it is selected, to be copied by hand.
document.body.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copies]") : null;
  const shown = button instanceof HTMLElement ? document.getElementById(button.dataset.copies || "") : null;
  if (!shown) return;
  const text = shown instanceof HTMLInputElement ? shown.value : (shown.textContent ?? "").replace(/\s/g, "");
  try {
    await navigator.clipboard.writeText(text);
    say("said", words.script.copied);
  } catch {
    if (shown instanceof HTMLInputElement) shown.select();
    else window.getSelection()?.selectAllChildren(shown);
    say("said", words.script.copy_by_hand);
  }
});

// Whoever was at something that is drawn anew is at it again (htmx sees to what has an id); where it isn't there any more,
// they stay on the page, and don't begin again at its top.
/** @type {Element | null} */
let last = null;
function stay() {
  if (last === null || document.activeElement !== document.body) return;
  const drawn = last.isConnected ? undefined : [...document.getElementsByTagName(last.localName)].find((one) => last?.isEqualNode(one));
  const gone = !last.isConnected || last.closest("dialog:not([open])") !== null;
  const to = drawn ?? (gone ? document.getElementById("main") : null);
  if (to instanceof HTMLElement) to.focus({ preventScroll: true });
}
document.addEventListener("focusin", (event) => (last = event.target instanceof Element ? event.target : null));
document.body.addEventListener("htmx:afterSettle", stay);
document.addEventListener("close", stay, true);

/** Where what is to be said waits while a page is asked for anew. */
const SAID = "allo.said";
const waiting = sessionStorage.getItem(SAID);
if (waiting) say("said", waiting);
sessionStorage.removeItem(SAID);

/** The page's address, as one is led back to it. */
const here = () => window.location.pathname + window.location.search;

if (document.body.dataset.live) {
  const live = new EventSource(document.body.dataset.live);
  let first = true;
  live.addEventListener("changed", () => {
    // The first word only says how things stand, which the page shows already.
    if (!first) document.body.dispatchEvent(new CustomEvent("changed"));
    first = false;
  });
  for (const why of ["over", "dismissed"]) {
    live.addEventListener(why, () => {
      // The page on which one signs in says why.
      live.close();
      window.location.assign(`/console/sign-in?${new URLSearchParams({ why, next: here() })}`);
    });
  }
  // Whoever signs out knows why.
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt } = /** @type {CustomEvent<{elt: Element}>} */ (event).detail;
    if (elt.matches("[hx-post='/console/sign-out']")) live.close();
  });
  live.addEventListener("rights", () => {
    // The same page, as far as it is still theirs; otherwise it names the right that is missing.
    live.close();
    sessionStorage.setItem(SAID, words.script.rights);
    window.location.reload();
  });
  live.addEventListener("closed", () => {
    // The practice is suspended, which the page says.
    live.close();
    window.location.assign("/console");
  });
  let broken = false;
  live.addEventListener("error", () => {
    if (!broken) say("said", words.script.offline);
    broken = true;
    // A stream that isn't tried again was refused: whatever is asked for now leads to where it is told why.
    if (live.readyState === EventSource.CLOSED) document.body.dispatchEvent(new CustomEvent("changed"));
  });
  live.addEventListener("open", () => {
    // While it was broken, anything may have happened.
    if (broken) document.body.dispatchEvent(new CustomEvent("changed"));
    broken = false;
  });
}
