// The operator's pages: a file that is chosen is read here, and shown before it is sent.

import "./team.js";

document.body.addEventListener("change", async (event) => {
  const chosen = event.target;
  if (!(chosen instanceof HTMLInputElement) || !chosen.dataset.loads) return;
  const shown = document.getElementById(chosen.dataset.loads);
  const file = chosen.files?.[0];
  if (file && shown instanceof HTMLTextAreaElement) shown.value = await file.text();
});
