// The operator's pages: a file that is chosen is read here, and shown before it is sent.

import "./team.js";

/** The files that were read: each once, so that what is changed by hand afterwards stays.
 * @type {WeakSet<File>} */
const read = new WeakSet();

/** Whether a field has a file that wasn't read yet. @returns {File | undefined} */
function unread(/** @type {Element} */ input) {
  const file = input instanceof HTMLInputElement && input.dataset.loads ? input.files?.[0] : undefined;
  return file && !read.has(file) ? file : undefined;
}

/** Shows what is in the file that a field has. */
async function load(/** @type {Element} */ input) {
  const file = unread(input);
  const shown = input instanceof HTMLElement ? document.getElementById(input.dataset.loads || "") : null;
  if (!file || !(shown instanceof HTMLTextAreaElement)) return;
  shown.value = await file.text();
  read.add(file);
}

document.body.addEventListener("change", (event) => {
  if (event.target instanceof Element) load(event.target);
});

// A file may have been chosen before this script was there: whatever wasn't read is, before the form is sent.
document.body.addEventListener("htmx:confirm", async (event) => {
  const { elt, issueRequest } = /** @type {CustomEvent<{elt: Element, issueRequest: (skip?: boolean) => void}>} */ (event).detail;
  const chosen = [...elt.querySelectorAll("[data-loads]")].filter(unread);
  if (!chosen.length) return;
  event.preventDefault();
  await Promise.all(chosen.map(load));
  issueRequest();
});
