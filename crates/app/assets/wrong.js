// What is wrong with a form is told at its fields: each is marked, what is wrong stands beneath it, and the first one has the
// focus. Whatever is corrected is marked no more.

import { make } from "./dom.js";

/** @typedef {{field: string, message: string}} Wrong */
/** @typedef {{code?: string, detail?: string, errors?: Wrong[]}} Problem */

/** What the ids of what is told begin with. */
const OURS = "wrong-";

/** How many were told: each has an id of its own, in whichever form. */
let told = 0;

/** What an answer says, if it is a problem of ours. @returns {Problem} */
export function problemOf(/** @type {string} */ text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The field, or the group of fields, that something is told at: the innermost one that the form has.
 * @returns {HTMLElement | null} */
export function fieldOf(/** @type {HTMLFormElement} */ form, /** @type {string} */ name) {
  for (let wanted = name; wanted; wanted = wanted.replace(/[.[:][^.[:]*$/, "")) {
    const quoted = CSS.escape(wanted);
    const found = form.querySelector(`[name="${quoted}"]:not([type="hidden"]), [data-field~="${quoted}"]`);
    if (found instanceof HTMLElement) return found;
    if (!/[.[:]/.test(wanted)) return null;
  }
  return null;
}

/** Where the focus goes for a field: itself, or the first that one can fill in within it. */
export function focusable(/** @type {HTMLElement} */ field) {
  const inner = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
  return inner instanceof HTMLElement ? inner : field;
}

/** Marks a field, or a group of them, and tells beneath it what is wrong. Returns the id of what is told. */
export function mark(/** @type {HTMLElement} */ field, /** @type {string} */ message) {
  const input = focusable(field);
  const id = `${OURS}${(told += 1)}`;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  const text = make("span", { class: "wrong", id, text: message });
  if (input === field) field.after(text);
  else {
    field.classList.add("invalid");
    field.append(text);
  }
  return id;
}

/** Takes away what is told at a field. */
function unmark(/** @type {Element} */ input) {
  const ids = (input.getAttribute("aria-describedby") ?? "").split(" ");
  const [ours, others] = [ids.filter((id) => id.startsWith(OURS)), ids.filter((id) => !id.startsWith(OURS))];
  for (const id of ours) document.getElementById(id)?.remove();
  input.removeAttribute("aria-invalid");
  if (others.join("")) input.setAttribute("aria-describedby", others.join(" "));
  else input.removeAttribute("aria-describedby");
  input.closest(".invalid")?.classList.remove("invalid");
}

/** Takes away all that is told in a form. */
export function clear(/** @type {ParentNode} */ form) {
  form.querySelectorAll("[aria-invalid]").forEach(unmark);
}

/** Tells what is wrong at each field that the form has, and goes to the first one. Returns what has no field here.
 * @returns {Wrong[]} */
export function tell(/** @type {HTMLFormElement} */ form, /** @type {Wrong[]} */ wrongs) {
  clear(form);
  const elsewhere = wrongs.filter(({ field, message }) => {
    const found = fieldOf(form, field);
    if (found) mark(found, message);
    return !found;
  });
  const first = form.querySelector("[aria-invalid]");
  if (first instanceof HTMLElement) first.focus();
  return elsewhere;
}

document.body.addEventListener("input", (event) => {
  const changed = event.target instanceof Element ? event.target : null;
  const invalid = changed?.matches("[aria-invalid]") ? changed : changed?.closest(".invalid")?.querySelector("[aria-invalid]");
  if (invalid) unmark(invalid);
});
