// What a test call would leave: in the calendar, in the inbox, and on its way to somebody.

import { byId, make } from "./dom.js";
import { tied } from "./words.js";

/** @typedef {{title: string, text: string, aside: string}} Piece
 * @typedef {{appointments: Piece[], requests: Piece[], messages: Piece[]}} Left */

/** How many pieces there were, to tell what is new. */
let known = 0;

/** Shows what would be left by now. @param {Left} left */
export function show(left) {
  for (const [group, pieces] of Object.entries(left)) {
    const section = byId(`left-${group}`);
    /** @type {HTMLElement} */ (section.querySelector(".none")).hidden = pieces.length > 0;
    section.querySelector("ul")?.replaceChildren(...pieces.map(card));
  }
  const now = Object.values(left).flat().length;
  if (now > known && document.body.dataset.view === "talk") document.querySelector("#views .dot")?.removeAttribute("hidden");
  known = now;
}

/** @param {Piece} piece */
function card(piece) {
  return make("li", { class: "ask" },
    make("h4", { text: tied(piece.title) }),
    make("p", { text: tied(piece.text) }),
    make("p", { class: "from", text: tied(piece.aside) }));
}
