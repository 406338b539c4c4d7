// Keys and webhooks: forgets what is shown once.

const shown = /** @type {HTMLElement} */ (document.getElementById("shown"));

// A dialog that is over leaves nothing behind: neither the secret that it showed, nor what was typed.
shown.addEventListener("close", () => shown.replaceChildren(), true);
document.body.addEventListener("close-dialog", () => {
  document.querySelectorAll("dialog form").forEach((form) => /** @type {HTMLFormElement} */ (form).reset());
});
document.body.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful } = /** @type {CustomEvent<{elt: Element, successful: boolean}>} */ (event).detail;
  if (successful && elt.matches("[data-then-closes]")) elt.closest("dialog")?.close();
});

/** Which parts of the list were open, by their ids: it is shown anew every few seconds, and what was open stays open. */
let opened = new Set();

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = /** @type {CustomEvent<{target: Element}>} */ (event).detail;
  opened = new Set([...target.querySelectorAll("details[open]")].map((one) => one.id));
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  const { target } = /** @type {CustomEvent<{target: Element}>} */ (event).detail;
  for (const one of target.querySelectorAll("details")) if (opened.has(one.id)) one.open = true;
});
