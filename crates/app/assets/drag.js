// The pointer on the calendar: a click on free time begins an appointment, dragging one moves it. Both only open the form
// that the keyboard reaches by buttons; nothing is done before it is sent.

/** How far the pointer must go before it drags. */
const REACH = 6;

/** @typedef {{column: HTMLElement, minute: number}} Place */

/** "10:20" of a minute of the day. @param {number} minute */
const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The column under a point and the start there, on the grid of the hours that are open.
 * @param {number} x
 * @param {number} y
 * @param {number} step minutes between starts
 * @returns {Place | null} */
function at(x, y, step) {
  const column = document.elementsFromPoint(x, y).find((one) => one.matches(".hands .column"));
  const hands = column?.closest(".hands");
  if (!(column instanceof HTMLElement) || !(hands instanceof HTMLElement)) return null;
  const box = column.getBoundingClientRect();
  const [first, last] = [Number(hands.dataset.first), Number(hands.dataset.last)];
  const minute = first + ((y - box.top) / box.height) * (last - first);
  const stretches = [...column.querySelectorAll(".open")].map((one) => (one instanceof HTMLElement ? [Number(one.dataset.from), Number(one.dataset.to)] : [0, 0]));
  const opens = stretches.find(([from = 0, to = 0]) => from - step / 2 <= minute && minute < to)?.[0];
  const start = opens ?? 0;
  const by = opens === undefined ? 5 : step;
  return { column, minute: Math.min(Math.max(start + Math.round((minute - start) / by) * by, first), last - 5) };
}

/** The address of a form for a place. @param {string} path
 * @param {Place} place */
const form = (path, { column, minute }) => `${path}?who=${column.dataset.who}&date=${column.dataset.date}&time=${clock(minute)}`;

/** Follows the pointer; `open` shows a form.
 * @param {(path: string) => void} open */
export function follow(open) {
  /** @type {{entry: HTMLElement, x: number, y: number, grip: number, step: number, ghost: HTMLElement | null, place: Place | null} | null} */
  let drag = null;
  let dropped = false;

  document.addEventListener("pointerdown", (event) => {
    const entry = event.target instanceof Element ? event.target.closest(".hands [data-move]") : null;
    // A finger scrolls; it moves appointments by the form.
    if (!(entry instanceof HTMLElement) || event.pointerType === "touch" || event.button !== 0) return;
    const grip = event.clientY - entry.getBoundingClientRect().top;
    drag = { entry, x: event.clientX, y: event.clientY, grip, step: Number(entry.dataset.step) || 5, ghost: null, place: null };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < REACH) return;
      drag.ghost = document.createElement("div");
      drag.ghost.className = "ghost";
      drag.entry.classList.add("moving");
    }
    event.preventDefault();
    drag.place = at(event.clientX, event.clientY - drag.grip, drag.step);
    if (!drag.place) return drag.ghost.remove();
    const { column, minute } = drag.place;
    const first = Number(column.closest(".hands")?.getAttribute("data-first"));
    const length = Number(drag.entry.dataset.to) - Number(drag.entry.dataset.from);
    drag.ghost.textContent = clock(minute);
    drag.ghost.style.setProperty("--from", String(minute - first));
    drag.ghost.style.setProperty("--to", String(minute - first + length));
    column.append(drag.ghost);
  });

  const end = (/** @type {boolean} */ drop) => {
    if (!drag) return;
    const { entry, ghost, place } = drag;
    drag = null;
    ghost?.remove();
    entry.classList.remove("moving");
    if (!ghost) return;
    dropped = true;
    window.setTimeout(() => (dropped = false), 50);
    document.body.dispatchEvent(new CustomEvent("changed"));
    if (drop && place) open(form(`/console/calendar/appointments/${entry.dataset.move}/move`, place));
  };
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(false));
  document.addEventListener("dragstart", (event) => drag && event.preventDefault());

  // What is held isn't drawn anew under the pointer; it is once it is let go.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { target, detail } = /** @type {CustomEvent<{shouldSwap: boolean}>} */ (event);
    if (drag?.ghost && target instanceof HTMLElement && target.id === "sheet") detail.shouldSwap = false;
  });

  // Letting go over the button that was dragged must not press it.
  document.addEventListener("click", (event) => {
    if (dropped) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const target = event.target instanceof Element ? event.target : null;
    const column = target?.closest(".hands .column[data-open]");
    if (!(column instanceof HTMLElement) || target?.closest(".entry")) return;
    const place = at(event.clientX, event.clientY, Number(column.dataset.step) || 5);
    if (place) open(form("/console/calendar/new", place));
  }, true);
}
