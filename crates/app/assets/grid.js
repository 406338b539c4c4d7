// Draws the days or the practitioners as columns of hours.

import { byId, make } from "./dom.js";
import { dayName, t, tag } from "./words.js";

/** @typedef {import("./calendar.js").Agenda} Agenda */
/** @typedef {import("./calendar.js").Day} Day */
/** @typedef {import("./calendar.js").Entry} Entry */
/** @typedef {{head: HTMLElement, name: string, day: Day, practitioner: string}} Column */

/** Tells entries apart: a hold that became an appointment is news, though its id may stay.
 * @param {{id: string, kind: string}} one */
export const key = (one) => `${one.kind} ${one.id}`;

/** "14:20" in minutes. @param {string} time */
const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes of a date-time on one day; an end after midnight is the day's end.
 * @param {string} stamp
 * @param {string} date */
const within = (stamp, date) => (stamp.slice(0, 10) > date ? 1440 : stamp.slice(0, 10) < date ? 0 : minutes(stamp.slice(11)));

/** A week of one practitioner, or a day of all.
 * @param {Agenda} agenda
 * @param {string | null} practitioner the week's; `null` draws the day
 * @param {Set<string> | null} before what was there already */
export function draw(agenda, practitioner, before) {
  const columns = practitioner === null ? byPractitioner(agenda) : byDay(agenda, practitioner);
  const { first, last } = bounds(agenda);
  const grid = make("div", { class: "grid" }, hours(first, last));
  grid.append(...columns.map((column) => drawColumn(column, agenda, first, last, before)));
  grid.style.setProperty("--columns", String(columns.length));
  grid.style.setProperty("--minutes", String(last - first));
  byId("heads").hidden = false;
  byId("heads").style.setProperty("--columns", String(columns.length));
  byId("heads").replaceChildren(make("span"), ...columns.map((column) => column.head));
  const sheet = byId("sheet");
  const at = sheet.scrollTop;
  sheet.replaceChildren(grid);
  sheet.scrollTop = at;
  const firstLook = before === null && at === 0;
  (grid.querySelector(".fresh, .hold") ?? (firstLook ? grid.querySelector(".now") : null))?.scrollIntoView({ block: "center" });
}

/** @param {Agenda} agenda
 * @returns {Column[]} */
function byPractitioner(agenda) {
  const day = agenda.days[0];
  if (!day) return [];
  return agenda.practitioners.map(({ id, name }) => ({
    head: make("div", { class: "head named", text: name }), name, day, practitioner: id,
  }));
}

/** Days on which nobody ever works are left out.
 * @param {Agenda} agenda
 * @param {string} practitioner
 * @returns {Column[]} */
export function byDay(agenda, practitioner) {
  const used = (/** @type {Day} */ day) =>
    Object.values(day.hours).some((list) => list.length > 0) || agenda.entries.some((one) => one.start.startsWith(day.date));
  const weekday = new Intl.DateTimeFormat(tag(), { weekday: "short", timeZone: "UTC" });
  return agenda.days.filter((day, index) => index < 5 || used(day)).map((day) => {
    const date = new Date(`${day.date}T12:00:00Z`);
    const today = day.date === agenda.now.slice(0, 10);
    const head = make("div", { class: today ? "head today" : "head" }, weekday.format(date), make("b", { text: String(date.getUTCDate()) }));
    return { head, name: dayName(day.date), day, practitioner };
  });
}

/** The hours shown: what is open or taken, in whole hours. @param {Agenda} agenda */
function bounds(agenda) {
  let first = 8 * 60;
  let last = 18 * 60;
  for (const day of agenda.days) {
    for (const [start, end] of Object.values(day.hours).flat()) {
      first = Math.min(first, minutes(start));
      last = Math.max(last, minutes(end));
    }
    for (const one of agenda.entries.filter((entry) => entry.start.startsWith(day.date))) {
      first = Math.min(first, within(one.start, day.date));
      last = Math.max(last, within(one.end, day.date));
    }
  }
  return { first: Math.floor(first / 60) * 60, last: Math.ceil(last / 60) * 60 };
}

/** @param {number} first
 * @param {number} last */
function hours(first, last) {
  const column = make("div", { class: "hours", "aria-hidden": "true" });
  for (let hour = first / 60; hour <= last / 60; hour += 1) {
    const at = make("span", { text: tag().startsWith("fr") ? `${hour} h` : `${hour}:00` });
    at.style.setProperty("--from", String(hour * 60 - first));
    column.append(at);
  }
  return column;
}

/** @param {HTMLElement} element
 * @param {number} start
 * @param {number} end */
function place(element, start, end) {
  element.style.setProperty("--from", String(start));
  element.style.setProperty("--to", String(end));
  return element;
}

/** @param {Column} column
 * @param {Agenda} agenda
 * @param {number} first
 * @param {number} last
 * @param {Set<string> | null} before */
function drawColumn(column, agenda, first, last, before) {
  const { day, practitioner } = column;
  const box = make("section", { class: "column", "aria-label": column.name });
  for (const [start, end] of day.hours[practitioner] ?? []) {
    box.append(place(make("div", { class: "open" }), minutes(start) - first, minutes(end) - first));
  }
  for (let hour = first; hour < last; hour += 60) box.append(place(make("div", { class: "rule" }), hour - first, hour - first));
  if (!day.hours[practitioner]?.length) box.append(make("p", { class: "closed", text: day.closed ?? t("closed") }));
  const mine = of(column, agenda);
  const list = make("ol", {}, ...mine.map((one) => (
    place(entry(one, before), within(one.start, day.date) - first, within(one.end, day.date) - first))));
  if (mine.length > 0) box.append(list);
  else box.append(make("p", { class: "unseen", text: t("nothing_here") }));
  if (agenda.now.startsWith(day.date)) {
    const now = minutes(agenda.now.slice(11)) - first;
    if (now >= 0 && now <= last - first) box.append(place(make("div", { class: "now" }), now, now));
  }
  return box;
}

/** What stands in a column. @param {Column} column
 * @param {Agenda} agenda */
export function of({ day, practitioner }, agenda) {
  return agenda.entries.filter((one) => one.practitioner === practitioner && one.start.startsWith(day.date));
}

/** @param {Entry} one
 * @param {Set<string> | null} before */
export function entry(one, before) {
  const fresh = before !== null && !before.has(key(one));
  const what = [one.patient, one.service].filter(Boolean).join(" · ") || t(`kind_${one.kind}`);
  const text = make("p", {}, make("b", { text: one.start.slice(11) }), ` ${what}`);
  if (one.kind !== "appointment") text.append(make("span", { class: "unseen", text: `, ${t(`kind_${one.kind}`)}` }));
  return make("li", { class: `entry ${one.kind}${fresh ? " fresh" : ""}`, title: `${one.start.slice(11)} – ${one.end.slice(11)} ${what}` }, text);
}
