// The form of a new appointment: only whoever gives the chosen service can be chosen. What they don't give stands apart, and
// leads to somebody who does.

/** Who gives a service. @param {HTMLOptionElement | undefined} service */
const givers = (service) => (service?.dataset.by ?? "").split(" ");

/** The options of a list, as the server sent them, those that are left out at the moment too.
 * @type {WeakMap<HTMLSelectElement, HTMLOptionElement[]>} */
const all = new WeakMap();

/** @param {HTMLSelectElement} list */
function options(list) {
  const known = all.get(list) ?? [...list.options];
  all.set(list, known);
  return known;
}

/** Keeps the two lists to what goes together. @param {HTMLFormElement} form */
function pair(form) {
  const service = form.elements.namedItem("service");
  const who = form.elements.namedItem("who");
  if (!(service instanceof HTMLSelectElement) || !(who instanceof HTMLSelectElement) || service.dataset.elsewhere === undefined) return;
  const [services, people] = [options(service), options(who)];
  const [chosen, person] = [service.value, who.value];
  const by = givers(services.find((one) => one.value === chosen));
  who.replaceChildren(...people.filter((one) => by.includes(one.value)));
  who.value = by.includes(person) ? person : (who.options[0]?.value ?? "");
  const elsewhere = document.createElement("optgroup");
  elsewhere.label = service.dataset.elsewhere;
  elsewhere.append(...services.filter((one) => !givers(one).includes(who.value)));
  service.replaceChildren(...services.filter((one) => givers(one).includes(who.value)));
  if (elsewhere.childElementCount) service.append(elsewhere);
  service.value = chosen;
}

// Before what is free is asked for, which a form does as it comes in and when its lists change.
document.body.addEventListener("htmx:load", (event) => {
  const form = event.target instanceof Element ? event.target.querySelector("form:has(select[data-elsewhere])") : null;
  if (form instanceof HTMLFormElement) pair(form);
});
document.body.addEventListener("change", (event) => {
  const form = event.target instanceof HTMLSelectElement ? event.target.form : null;
  if (form) pair(form);
}, true);
