// The demonstration's calendar and requests, live: the server says that something changed, the page reads anew.

import { list } from "./days.js";
import { byId, make } from "./dom.js";
import { draw, key } from "./grid.js";
import { showRequests } from "./requests.js";
import { dayName, lang, onTurn, t, tag } from "./words.js";

/** Times are the practice's own wall clock, "2026-11-26T14:20".
 * @typedef {{id: string, practitioner: string, start: string, end: string, kind: "appointment" | "hold" | "request" | "busy", service: string, patient: string}} Entry
 * @typedef {{date: string, closed: string | null, hours: Record<string, [string, string][]>}} Day
 * @typedef {{id: string, kind: string, text: string, from: string, since: string}} Request
 * @typedef {{now: string, practitioners: {id: string, name: string}[], days: Day[], entries: Entry[], requests: Request[]}} Agenda */

const practice = document.body.dataset.practice ?? "";
const range = byId("range");
const chosen = byId("practitioner", HTMLSelectElement);
/** Where a week of columns has no room. */
const narrow = matchMedia("(max-width: 47.99rem)");

let span = "day";
/** The first day shown, "2026-11-26"; the practice's today when empty. */
let from = "";
/** @type {Agenda | null} */
let agenda = null;
/** @type {Set<string> | null} Ids that were there before, to tell what is new. */
let known = null;
let reading = 0;
/** How many days are still looked at to find one on which somebody works: a calendar that opens on a Sunday shows nothing. */
let looking = 14;

/** @param {string} date
 * @param {number} days */
function plus(date, days) {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The Monday of a date's week. @param {string} date */
const monday = (date) => plus(date, -((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7));

/** Reads what is shown. `fresh` marks what has come since. */
async function read(fresh = false) {
  const mine = ++reading;
  const query = new URLSearchParams({ days: span === "week" ? "7" : "1", lang: lang() });
  if (from) query.set("from", span === "week" ? monday(from) : from);
  else if (span === "week") query.set("week", "true");
  try {
    const answer = await fetch(`/t/${practice}/agenda?${query}`);
    if (!answer.ok || mine !== reading) return;
    agenda = await answer.json();
    if (looking > 0 && agenda && !isAhead(agenda)) {
      looking -= 1;
      from = plus(agenda.days[0]?.date ?? agenda.now.slice(0, 10), 1);
      return void read(fresh);
    }
    looking = 0;
    show(fresh);
  } catch {
    // The stream notices that the server is away, and says so.
  }
}

/** Whether somebody works on the days that are shown, and hasn't gone home.
 * @param {Agenda} agenda */
function isAhead(agenda) {
  return agenda.days.some((day) => Object.values(day.hours).flat().some(([, end]) => `${day.date}T${end}` > agenda.now));
}

/** @param {boolean} fresh */
function show(fresh) {
  if (!agenda) return;
  const { days, entries, practitioners } = agenda;
  if (!from && days[0]) from = span === "week" ? agenda.now.slice(0, 10) : days[0].date;
  range.textContent = title(days);
  fill(practitioners);
  chosen.hidden = span === "day";
  const before = fresh ? known : null;
  if (span === "week" && narrow.matches) list(agenda, chosen.value, before);
  else draw(agenda, span === "week" ? chosen.value : null, before);
  showRequests(agenda.requests, before);
  if (before) tell(entries, before);
  known = new Set([...entries, ...agenda.requests].map((one) => key(one)));
}

/** @param {Day[]} days */
function title(days) {
  const first = days[0];
  const last = days[days.length - 1];
  if (!first || !last) return t("calendar");
  if (first === last) return dayName(first.date);
  const at = (/** @type {string} */ date) => new Date(`${date}T12:00:00Z`);
  const format = new Intl.DateTimeFormat(tag(), { day: "numeric", month: "short", timeZone: "UTC" });
  return format.formatRange(at(first.date), at(last.date));
}

/** @param {{id: string, name: string}[]} practitioners */
function fill(practitioners) {
  if (chosen.options.length === practitioners.length) return;
  chosen.replaceChildren(...practitioners.map((one) => make("option", { value: one.id, text: one.name })));
}

/** Says aloud what landed, and marks the view on a telephone.
 * @param {Entry[]} entries
 * @param {Set<string>} before */
function tell(entries, before) {
  const landed = entries.find((one) => one.kind !== "hold" && !before.has(key(one)));
  if (landed) {
    byId("announce").textContent = t("landed", { what: `${landed.service}, ${landed.start.slice(11)}, ${landed.patient}` });
    mark("calendar");
  }
  if (agenda?.requests.some((one) => !before.has(key(one)))) mark("requests");
}

/** @param {string} view */
function mark(view) {
  if (document.body.dataset.view !== view) document.querySelector(`#views [data-view="${view}"] .dot`)?.removeAttribute("hidden");
}

/** Turns to a day, because something of this conversation happens there.
 * @param {string} date
 * @param {string} practitioner */
export function reveal(date, practitioner) {
  const week = span === "week";
  const there = week ? monday(from || date) === monday(date) && chosen.value === practitioner : from === date;
  if (there) return;
  looking = 0;
  from = date;
  known = null;
  chosen.value = practitioner;
  void read();
}

/** @param {string} date */
function go(date) {
  looking = 0;
  from = date;
  known = null;
  void read();
}

byId("previous").addEventListener("click", () => go(plus(from, span === "week" ? -7 : -1)));
byId("next").addEventListener("click", () => go(plus(from, span === "week" ? 7 : 1)));
byId("today").addEventListener("click", () => go(""));
chosen.addEventListener("change", () => show(false));
narrow.addEventListener("change", () => show(false));
for (const button of document.querySelectorAll("#spans button")) {
  button.addEventListener("click", () => {
    span = button.getAttribute("data-span") ?? "day";
    for (const other of document.querySelectorAll("#spans button")) other.setAttribute("aria-pressed", String(other === button));
    known = null;
    void read();
  });
}
onTurn(() => void read());

const stream = new EventSource(`/t/${practice}/live`);
stream.addEventListener("changed", () => void read(true));
stream.onopen = () => void read(known !== null);
stream.onerror = () => (range.textContent = t("live_lost"));
