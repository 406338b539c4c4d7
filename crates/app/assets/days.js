// Draws a week as lists, a day each: a telephone has no room for its columns.

import { byId, make } from "./dom.js";
import { byDay, entry, of } from "./grid.js";
import { t } from "./words.js";

/** @typedef {import("./calendar.js").Agenda} Agenda */

/** A week of one practitioner.
 * @param {Agenda} agenda
 * @param {string} practitioner
 * @param {Set<string> | null} before what was there already */
export function list(agenda, practitioner, before) {
  const days = byDay(agenda, practitioner).map((column) => {
    const { day, name } = column;
    const mine = of(column, agenda);
    const works = day.hours[practitioner]?.length;
    const none = works ? t("nothing_here") : day.closed ?? t("closed");
    const what = mine.length > 0 ? make("ol", {}, ...mine.map((one) => entry(one, before))) : make("p", { class: "none", text: none });
    const today = day.date === agenda.now.slice(0, 10);
    return make("section", { class: today ? "today" : undefined, "aria-label": name }, make("h3", { text: name }), what);
  });
  byId("heads").hidden = true;
  byId("sheet").replaceChildren(make("div", { class: "days" }, ...days));
  byId("sheet").querySelector(".fresh, .hold")?.scrollIntoView({ block: "center" });
}
