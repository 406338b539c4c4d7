// What the page says, in both languages. The server puts the whole table into the page.

/** @typedef {"fr" | "en"} Lang */

/** @type {Record<Lang, Record<string, string>>} */
const table = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** @type {Array<() => void>} */
const listeners = [];

/** The language that the page is in.
 * @returns {Lang} */
export const lang = () => (document.documentElement.lang === "en" ? "en" : "fr");

/** The BCP 47 tag for dates and speech.
 * @param {Lang} [which] */
export const tag = (which = lang()) => (which === "en" ? "en-GB" : "fr-FR");

/** A date as it is said: «mardi 1er décembre». @param {string} date */
export function dayName(date) {
  const format = new Intl.DateTimeFormat(tag(), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  const name = format.format(new Date(`${date}T12:00:00Z`));
  return lang() === "fr" ? name.replace(/ 1 /, " 1er ") : name;
}

/** A text of the table, with its `{holes}` filled.
 * @param {string} key
 * @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  const text = table[lang()]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}

/** A text that goes with a number: of its two forms the first is for one thing, and in French for none.
 * @param {string} key
 * @param {number} n */
export function counted(key, n) {
  const [one, more = one] = t(key, { n }).split(" | ");
  return new Intl.PluralRules(tag()).select(n) === "one" ? one : more;
}

/** Puts the page into a language, and tells those who drew text themselves.
 * @param {Lang} wanted */
export function turnTo(wanted) {
  if (wanted === lang()) return;
  document.documentElement.lang = wanted;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.getAttribute("data-t") ?? "");
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.getAttribute("data-t-label") ?? ""));
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.setAttribute("placeholder", t(element.getAttribute("data-t-placeholder") ?? ""));
  }
  for (const listener of listeners) listener();
}

/** Calls back whenever the language of the page changes.
 * @param {() => void} listener */
export const onTurn = (listener) => void listeners.push(listener);

/** Sets a sentence as it is printed: «14 h 20», a code, a telephone number, «puis-je» and «vous ?» stay on one line, and an apostrophe is one.
 * @param {string} text */
export const tied = (text) =>
  text
    .replace(/(\p{L})'(?=\p{L})/gu, "$1’")
    .replace(/(\d) h (?=\d)/g, "$1\u00a0h\u00a0")
    .replace(/(\d) h(?!\p{L})/gu, "$1\u00a0h")
    .replace(/\b(?:\d(?: \d){5}|0\d(?: \d\d){4})\b/g, (digits) => digits.replaceAll(" ", "\u00a0"))
    .replace(/ (?=[?!:;»])/g, "\u00a0")
    .replace(/(\p{L}-)(?=(?:je|vous|nous|il|elle|on|ce|moi)(?!\p{L}))/gu, "$1\u2060")
    .replace(/« /g, "«\u00a0");
