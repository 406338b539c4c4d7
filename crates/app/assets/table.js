// What lies on the table: the times on offer, and the one that is kept.

import { byId, make } from "./dom.js";
import { t, tied } from "./words.js";

/** @typedef {import("./line.js").Offer} Offer */
/** @typedef {import("./line.js").Kept} Kept */

const offers = byId("offers");
const held = byId("held");

/** How an offer reads when it is said. @param {Offer} offer */
export const inWords = (offer) => tied(`${offer.day}, ${offer.time}, ${offer.practitioner}`);

/** Shows the offers as buttons.
 * @param {Offer[]} list
 * @param {(offer: Offer) => void} choose */
export function showOffers(list, choose) {
  const had = offers.contains(document.activeElement);
  const buttons = list.map((offer) => {
    const button = make("button", { type: "button", class: "offer" },
      make("b", { text: tied(offer.time) }), " ",
      make("span", { class: "day", text: tied(`${offer.day} `) }),
      make("span", { text: `${t("with")} ${offer.practitioner}` }));
    button.addEventListener("click", () => choose(offer));
    return make("li", {}, button);
  });
  byId("offers").querySelector("ul")?.replaceChildren(...buttons);
  offers.hidden = list.length === 0;
  // The pressed button is gone: the focus must not fall to the top of the page.
  if (had) byId("message").focus();
}

/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

/** Shows what is kept, and for how long still.
 * @param {Offer | null} offer
 * @param {Kept} kept
 * @param {(text: string) => void} announce */
export function showHeld(offer, kept, announce) {
  clearInterval(ticking);
  held.hidden = offer === null;
  if (!offer) return;
  byId("held-what").replaceChildren(
    make("b", { text: tied(`${offer.day}, ${offer.time}`) }),
    make("span", { text: [offer.practitioner, offer.service].filter(Boolean).join(" · ") }));
  const ends = performance.now() + kept.remaining_ms;
  let warned = kept.remaining_ms < 30_000;
  const tick = () => {
    const left = Math.max(0, ends - performance.now());
    const seconds = Math.ceil(left / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    byId("held-left").textContent = t("held_left", { time });
    byId("held-bar").style.setProperty("--left", String(left / kept.kept_ms));
    if (!warned && seconds <= 30) {
      warned = true;
      announce(t("held_soon"));
    }
    if (left === 0) {
      clearInterval(ticking);
      held.hidden = true;
      announce(t("held_over"));
    }
  };
  tick();
  ticking = setInterval(tick, 1000);
}
