// What stands against a form, and the box to tick for doing it all the same.

import { make } from "./dom.js";

/** Tells which appointments stand against a form, in its place for what is wrong, and offers to do it all the same.
 * @param {HTMLFormElement} form
 * @param {{detail?: string, errors?: {message: string}[]}} problem */
export function standsAgainst(form, problem) {
  const place = form.querySelector(".wrongs");
  if (!(place instanceof HTMLElement)) return;
  const lines = (problem.errors ?? []).map((line) => make("li", { text: line.message }));
  const told = make("p", { text: [place.dataset.booked, problem.detail].filter(Boolean).join(" ") });
  place.replaceChildren(told, make("ul", {}, ...lines));
  place.hidden = false;
  offer(form, true);
  place.focus();
}

/** Takes back what was told and offered. @param {HTMLFormElement} form */
function forget(form) {
  const place = form.querySelector(".wrongs");
  const force = form.querySelector(".force");
  if (!(force instanceof HTMLElement) || force.hidden || !(place instanceof HTMLElement)) return;
  place.hidden = true;
  offer(form, false);
}

/** Shows or hides the box. @param {HTMLFormElement} form @param {boolean} shown */
function offer(form, shown) {
  const force = form.querySelector(".force");
  const box = force?.querySelector("input");
  if (!(force instanceof HTMLElement) || !(box instanceof HTMLInputElement)) return;
  force.hidden = !shown;
  box.disabled = !shown;
  if (!shown) box.checked = false;
}

// Another time is another question.
document.body.addEventListener("input", (event) => {
  const field = event.target instanceof Element ? event.target : null;
  const form = field?.closest("form");
  if (form && !field?.closest(".force")) forget(form);
});
