// The team: the link that is shown once is whole, and is copied.

import { say } from "./console.js";

/** @type {{script: Record<string, string>}} */
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");

// Where the server doesn't know its own address, the page does.
document.body.addEventListener("htmx:afterSettle", () => {
  const link = document.getElementById("link");
  if (link instanceof HTMLInputElement && link.value.startsWith("/")) link.value = window.location.origin + link.value;
});

document.body.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target.closest("[data-copies]") : null;
  const copied = target instanceof HTMLElement ? document.getElementById(target.dataset.copies || "") : null;
  if (!(target instanceof HTMLElement) || !(copied instanceof HTMLInputElement)) return;
  copied.select();
  try {
    await navigator.clipboard.writeText(copied.value);
    target.textContent = words.script.copied;
  } catch {
    // It may not: what is selected can be copied by hand.
    say("said", words.script.copy_by_hand);
  }
});
