// What was said, in a log that a screen reader announces politely.

import { byId, make } from "./dom.js";
import { lang, t, tied } from "./words.js";

/** @typedef {import("./words.js").Lang} Lang */

const log = byId("log");
const scroll = byId("scroll");

/** @param {HTMLElement} turn */
function add(turn) {
  byId("welcome").hidden = true;
  turn.classList.add("turn", "new");
  log.append(turn);
  toEnd();
}

/** Whether the newest turn is in sight. Who reads further up is left there. */
let atEnd = true;
scroll.addEventListener("scroll", () => (atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40));
// Offers and buttons below take room from what was said, and give it back.
new ResizeObserver(() => atEnd && toEnd()).observe(scroll);

/** Shows the newest turn. */
function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

/** Something Allo said.
 * @param {string} text
 * @param {Lang} spoken */
export function fromAllo(text, spoken) {
  const turn = make("div", { class: "allo", lang: spoken === lang() ? undefined : spoken });
  turn.append(make("span", { class: "name", text: t("allo") }), make("span", { class: "unseen", text: " : " }), tied(text));
  add(turn);
}

/** Something the caller said. @param {string} text */
export function fromCaller(text) {
  add(make("div", { class: "you" }, make("span", { class: "unseen", text: `${t("you")} : ` }), text));
}

/** What the caller said last was not taken: it wasn't said. */
export function takeBack() {
  const last = log.lastElementChild;
  if (last?.classList.contains("you")) last.remove();
}

/** Something about the line itself.
 * @param {string} text
 * @param {boolean} [warn] */
export function note(text, warn = false) {
  add(make("div", { class: warn ? "note warn" : "note", text }));
}

/** Empties the log for a new conversation. */
export function clear() {
  log.replaceChildren();
  byId("welcome").hidden = false;
}
