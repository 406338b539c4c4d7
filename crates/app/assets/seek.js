// Somebody on file is picked among those who are found while one types: by the arrows and Enter, or by a click.

/** The field in which one looks for somebody, if this is it.
 * @param {EventTarget | null} target */
function seeking(target) {
  return target instanceof HTMLInputElement && target.matches("[data-seek]") ? target : null;
}

/** @returns {HTMLElement[]} */
function proposed() {
  return [...document.querySelectorAll("#proposed [role=option]")].filter((one) => one instanceof HTMLElement);
}

/** Marks the one that Enter would pick; none when there is no such.
 * @param {HTMLInputElement} input
 * @param {HTMLElement | undefined} chosen */
function mark(input, chosen) {
  for (const one of proposed()) one.setAttribute("aria-selected", String(one === chosen));
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

document.body.addEventListener("keydown", (event) => {
  const input = seeking(event.target);
  if (!input) return;
  const all = proposed();
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1 + all.length;
    if (all.length) mark(input, all[next % all.length]);
  } else if (event.key === "Enter") {
    // What is looked for is no form that could be sent.
    event.preventDefault();
    (all[at] ?? (all.length === 1 ? all[0] : undefined))?.click();
  } else if (event.key === "Escape" && all.length) {
    event.preventDefault();
    document.getElementById("sought")?.replaceChildren();
    told(input);
  }
});

/** Says whether anybody is proposed. @param {HTMLInputElement} input */
function told(input) {
  input.setAttribute("aria-expanded", String(proposed().length > 0));
  input.removeAttribute("aria-activedescendant");
}

document.body.addEventListener("htmx:afterSettle", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const input = document.querySelector("[data-seek]");
  if (target?.id === "sought" && input instanceof HTMLInputElement) told(input);
  // Whoever was picked, or dropped, leaves the focus at what takes it back.
  if (target?.id !== "patient") return;
  const next = target.querySelector(".picked button, [data-seek]");
  if (next instanceof HTMLElement) next.focus();
});
