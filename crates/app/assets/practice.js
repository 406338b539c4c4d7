// The practice's forms: what is wrong is told at its fields, and stretches of hours come and go.

import { standsAgainst } from "./anyway.js";
import { make } from "./dom.js";
import { clear, fieldOf, focusable, mark, problemOf } from "./wrong.js";

/** @typedef {import("./wrong.js").Wrong} Wrong */

/** Goes to a field; in the file, to the line. */
function go(/** @type {HTMLElement} */ field, /** @type {string} */ name) {
  const input = focusable(field);
  input.focus();
  const line = /^yaml:(\d+):/.exec(name);
  if (!line || !(input instanceof HTMLTextAreaElement)) return;
  const lines = input.value.split("\n");
  const before = lines.slice(0, Number(line[1]) - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0);
  input.setSelectionRange(start, start + (lines[before.length] ?? "").length);
  const height = Number.parseFloat(getComputedStyle(input).lineHeight) || 20;
  input.scrollTop = Math.max(0, (before.length - 5) * height);
}

/** Tells what is wrong at its field, and returns the line for the list before the form. */
function tell(/** @type {HTMLFormElement} */ form, /** @type {Wrong} */ wrong) {
  const field = fieldOf(form, wrong.field);
  const item = make("li");
  if (!field) {
    item.textContent = wrong.message;
    return item;
  }
  const id = mark(field, wrong.message);
  const link = make("a", { href: `#${id}`, text: named(form, nameOf(field), wrong.message) });
  link.addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault();
    go(field, wrong.field);
  });
  item.append(link);
  return item;
}

/** What is wrong, after the name of where it is. */
function named(/** @type {HTMLFormElement} */ form, /** @type {string} */ name, /** @type {string} */ wrong) {
  const pattern = form.querySelector("[data-told]")?.getAttribute("data-told") ?? "{field}: {wrong}";
  return name ? pattern.replace("{field}", () => name).replace("{wrong}", () => wrong) : wrong;
}

/** What a field is called, for the list. */
function nameOf(/** @type {HTMLElement} */ field) {
  if (field.classList.contains("yaml")) return "";
  const label = field.closest("label")?.firstChild?.textContent ?? field.querySelector("legend, .name")?.textContent;
  const lang = field.closest("label")?.querySelector(".lang")?.textContent;
  return label ? `${label.trim()}${lang ? ` ${lang.trim()}` : ""}` : "";
}

document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr, elt } = /** @type {CustomEvent<{xhr: XMLHttpRequest, elt: Element}>} */ (event).detail;
  const form = elt.closest("form[data-sheet]");
  if (!(form instanceof HTMLFormElement)) return;
  clear(form);
  const problem = problemOf(xhr.responseText);
  const place = form.querySelector(".wrongs");
  if (!(place instanceof HTMLElement)) return;
  const list = make("ul");
  if (problem.code === "changed") {
    const again = make("a", { href: window.location.pathname, text: place.dataset.reload });
    list.append(make("li", { text: `${place.dataset.stale} ` }, again));
  } else if (problem.code === "still_booked") {
    standsAgainst(form, problem);
    return;
  } else {
    list.append(...(problem.errors ?? []).map((wrong) => tell(form, wrong)));
  }
  if (!list.childElementCount) return;
  place.replaceChildren(make("h3", { text: place.dataset.title }), list);
  place.hidden = false;
  place.focus();
});

/** Hides what was told once the form is sent again. */
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const form = /** @type {CustomEvent<{elt: Element}>} */ (event).detail.elt;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-sheet]")) return;
  const place = form.querySelector(".wrongs");
  if (place instanceof HTMLElement) place.hidden = true;
});

// On a narrow screen the tabs go sideways: the one that is shown stands in sight.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Stretches of a day: one more after the last, one less. Of the last one only the times go.
document.body.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-more], [data-less]") : null;
  const stretches = button?.closest(".stretches");
  if (!(button instanceof HTMLElement) || !stretches) return;
  const all = [...stretches.querySelectorAll(".stretch")];
  if (button.matches("[data-more]")) {
    const more = /** @type {HTMLElement} */ (all[all.length - 1].cloneNode(true));
    more.querySelectorAll(".wrong").forEach((wrong) => wrong.remove());
    more.querySelectorAll("input").forEach((input) => {
      input.value = "";
      ["aria-invalid", "aria-describedby"].forEach((told) => input.removeAttribute(told));
    });
    button.before(more);
    more.querySelector("input")?.focus();
    return;
  }
  const stretch = button.closest(".stretch");
  const other = all.find((one) => one !== stretch);
  if (other) stretch?.remove();
  else stretch?.querySelectorAll("input").forEach((input) => (input.value = ""));
  (other ?? stretch)?.querySelector("input")?.focus();
});
