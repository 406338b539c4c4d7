// What awaits the staff.

import { byId, make } from "./dom.js";
import { key } from "./grid.js";
import { t, tag, tied } from "./words.js";

/** @param {import("./calendar.js").Request[]} list
 * @param {Set<string> | null} before what was there already */
export function showRequests(list, before) {
  const section = byId("requests");
  const count = /** @type {HTMLElement} */ (section.querySelector(".count"));
  count.textContent = String(list.length);
  count.hidden = list.length === 0;
  /** @type {HTMLElement} */ (section.querySelector(".none")).hidden = list.length > 0;
  section.querySelector("ul")?.replaceChildren(...list.map((one) => card(one, before !== null && !before.has(key(one)))));
}

/** @param {import("./calendar.js").Request} one
 * @param {boolean} fresh */
function card(one, fresh) {
  // It is told in the practice's time, as the calendar beside it is, wherever the browser stands.
  const when = new Intl.DateTimeFormat(tag(), { weekday: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  const at = when.format(new Date(`${one.since}Z`));
  return make("li", { class: fresh ? "ask fresh" : "ask" },
    make("h3", { text: t(`request_${one.kind}`) }, make("time", { datetime: one.since, text: at })),
    make("p", { text: one.text }),
    make("p", { class: "from", text: tied(one.from) }));
}
