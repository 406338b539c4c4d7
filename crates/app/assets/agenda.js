// The console's calendar: puts what the server drew in its place, leads to other days, and helps to fill in forms.

import { standsAgainst } from "./anyway.js";
import { follow } from "./drag.js";
import "./pairs.js";
import "./seek.js";

/** Sets what the server wrote as data, where style attributes aren't allowed. */
function place() {
  const hands = document.querySelector(".hands:not(.placed)");
  if (!(hands instanceof HTMLElement)) return;
  const first = Number(hands.dataset.first);
  const last = Number(hands.dataset.last);
  hands.style.setProperty("--columns", hands.dataset.columns || "1");
  for (const part of hands.querySelectorAll(".grid")) {
    if (!(part instanceof HTMLElement)) continue;
    part.style.setProperty("--minutes", String(last - first));
    part.style.setProperty("--unit", `${Number(hands.dataset.unit) / 10}px`);
  }
  for (const one of hands.querySelectorAll("[data-from]")) {
    if (!(one instanceof HTMLElement)) continue;
    // What reaches over the hours that are drawn ends with them.
    const within = (/** @type {string | undefined} */ minute) => Math.min(Math.max(Number(minute) - first, 0), last - first);
    one.style.setProperty("--from", String(within(one.dataset.from)));
    if (one.dataset.to) one.style.setProperty("--to", String(within(one.dataset.to)));
    if (one.dataset.lanes) {
      one.style.setProperty("--lane", one.dataset.lane || "0");
      one.style.setProperty("--lanes", one.dataset.lanes);
      one.style.setProperty("--lines", one.dataset.lines || "1");
    }
    if (one.classList.contains("now")) one.hidden = Number(one.dataset.from) < first || Number(one.dataset.from) > last;
  }
  hands.classList.add("placed");
}

/** Opens a dialog that the server sends. @param {string} path */
function open(path) {
  const htmx = /** @type {unknown} */ (Reflect.get(window, "htmx"));
  void /** @type {{ajax: (verb: string, path: string, target: string) => Promise<void>}} */ (htmx).ajax("GET", path, "#dialog");
}

place();
follow(open);
document.body.addEventListener("htmx:afterSwap", place);
// A script of ours may have come before htmx has read the page: what it draws first is the same.
document.body.addEventListener("htmx:load", place);

// Whoever closes a dialog is back where they opened it, though that may have been drawn anew meanwhile.
// One that the address opened was opened by its appointment; what isn't there any more is stood in for by the page.
let openers = (document.getElementById("dialog")?.dataset.opener || "").split(" ");
document.addEventListener("focusin", (event) => {
  if (event.target instanceof Element && !event.target.closest("dialog")) openers = [event.target.id];
});
document.addEventListener("close", () => {
  if (document.querySelector("dialog[open]")) return;
  // What is hidden doesn't take the focus, so that it falls to the last that is shown.
  for (const id of ["main", ...openers]) if (id) document.getElementById(id)?.focus();
}, true);

// Somebody changed meanwhile what a dialog is about: it is shown as it stands now.
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = /** @type {CustomEvent<{xhr: XMLHttpRequest}>} */ (event).detail;
  const dialog = document.querySelector("dialog[open][data-again]");
  if (xhr.status === 409 && xhr.responseText.includes("\"changed\"") && dialog instanceof HTMLElement) open(dialog.dataset.again || "");
});

// Appointments stand where time shall be kept free: which, and whether it is kept free all the same.
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = /** @type {CustomEvent<{xhr: XMLHttpRequest}>} */ (event).detail;
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (form && xhr.status === 409 && xhr.responseText.includes("\"still_booked\"")) standsAgainst(form, JSON.parse(xhr.responseText));
});

// A form that was refused is another one when it is sent again; one whose answer was lost isn't.
document.body.addEventListener("htmx:responseError", (event) => {
  const once = event.target instanceof HTMLFormElement ? event.target.elements.namedItem("once") : null;
  if (!(once instanceof HTMLInputElement)) return;
  once.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
});

const date = document.getElementById("date");
if (date instanceof HTMLInputElement) {
  date.addEventListener("change", () => {
    const to = new URL(date.dataset.goes || "", window.location.href);
    if (!date.value) return;
    to.searchParams.set("date", date.value);
    window.location.assign(to);
  });
}
const whose = document.getElementById("whose");
if (whose instanceof HTMLSelectElement) whose.addEventListener("change", () => window.location.assign(whose.value));

// A start or a person that is proposed is taken over into the form.
document.body.addEventListener("click", (event) => {
  const chosen = event.target instanceof Element ? event.target.closest(".near button") : null;
  const form = chosen?.closest("form");
  if (!(chosen instanceof HTMLElement) || !form) return;
  for (const [name, value] of Object.entries(chosen.dataset)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value || "";
  }
  if (chosen.dataset.time) form.querySelector("#place")?.dispatchEvent(new Event("change", { bubbles: true }));
});
