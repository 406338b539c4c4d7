// The talk page: wires the line, the transcript, the table and the browser's speech engine together.

import { byId } from "./dom.js";
import { Line } from "./line.js";
import { Ear, Mouth, canHear, canSpeak } from "./speech.js";
import { inWords, showHeld, showOffers } from "./table.js";
import * as transcript from "./transcript.js";
import { counted, lang, onTurn, t, turnTo } from "./words.js";

/** @typedef {import("./line.js").View} View */
/** @typedef {import("./words.js").Lang} Lang */

const page = document.body;
/** Whom else a caller can turn to: the number, where the practice has told one. */
const phone = () => page.dataset.phone || t("desk");
const input = byId("message", HTMLInputElement);
const microphone = byId("microphone", HTMLButtonElement);
const voice = byId("voice", HTMLButtonElement);
const mouth = new Mouth();

/** @type {Line | null} */
let line = null;
/** @type {View | null} */
let view = null;
let talking = false;
/** What was said last, to be given back when it isn't taken. */
let said = "";
/** @type {typeof import("./calendar.js") | null} Only the demonstration shows one. */
let calendar = null;
/** @type {typeof import("./outcome.js") | null} Only a test call shows one. */
let outcome = null;

// --- What Allo is doing ----------------------------------------------------------------------------

const BUSY = ["thinking", "looking", "holding", "confirming", "verifying", "changing", "noting", "reading", "transferring", "connecting"];

/** @param {string} doing */
function show(doing) {
  byId("status").dataset.t = `doing_${doing}`;
  byId("status").textContent = t(`doing_${doing}`);
  page.dataset.doing = BUSY.includes(doing) ? "busy" : doing;
}

/** @param {string} text */
function announce(text) {
  byId("announce").textContent = text;
}

// --- The line --------------------------------------------------------------------------------------

/** @returns {Line} */
function call() {
  if (line) return line;
  show("connecting");
  const opened = new Line(page.dataset.line ?? "", page.dataset.test === undefined, {
    open(resumed, again) {
      if (again) transcript.note(t(resumed ? "back" : "restarted"), !resumed);
      show("listening");
    },
    said(text, spoken) {
      transcript.fromAllo(text, spoken);
      mouth.say(text, spoken);
    },
    view(next, kept) {
      const fresh = next.offers.length > 0 && JSON.stringify(next.offers) !== JSON.stringify(view?.offers);
      view = next;
      page.dataset.asking = next.asking;
      if (next.lang !== lang()) turnPage(next.lang);
      if (next.held) calendar?.reveal(next.held.date, next.held.practitioner_id);
      if (fresh) announce(counted("offers_count", next.offers.length));
      showOffers(next.offers, choose);
      showHeld(next.held, kept, announce);
      show(next.doing);
      // Not before the whole turn is said: what is asked comes last.
      listenSoon();
    },
    left(left) {
      outcome?.show(left);
    },
    lost(seconds) {
      page.dataset.doing = "lost";
      delete byId("status").dataset.t;
      byId("status").textContent = t("lost", { s: seconds });
      clearTable();
    },
    gone() {
      transcript.note(t("gone", { phone: phone() }), true);
      finish("retry");
    },
    refused(code) {
      // What can't be read would be refused again.
      if (!opened.over) takeBack(code !== "unreadable");
      transcript.note(t(`error_${code}`, { phone: phone() }), true);
      if (opened.over) return finish("retry");
      show("listening");
      listenSoon();
    },
    ended(lost) {
      if (lost) takeBack(true);
      finish("new_call");
    },
  });
  line = opened;
  void opened.open(lang());
  return opened;
}

/** What the caller said last wasn't taken. @param {boolean} again whether they may want to say it again */
function takeBack(again) {
  transcript.takeBack();
  if (again && !input.value) input.value = said;
}

function clearTable() {
  view = null;
  showOffers([], choose);
  showHeld(null, { remaining_ms: 0, kept_ms: 1 }, announce);
}

/** The conversation is over. @param {"retry" | "new_call"} then what the button offers */
function finish(then) {
  line = null;
  clearTable();
  // What Allo says last is heard to its end.
  deafen();
  show("ended");
  byId("again").dataset.t = then;
  byId("again").textContent = t(then);
  byId("again").hidden = false;
}

/** @param {string} text */
function say(text) {
  const clean = text.trim();
  if (!clean) return;
  if (clean.length > input.maxLength) {
    // Only the microphone can say so much at once.
    input.value = clean.slice(0, input.maxLength);
    return transcript.note(t("error_too_long"), true);
  }
  byId("again").hidden = true;
  mouth.stop();
  input.value = "";
  said = clean;
  call().send({ type: "say", text: clean }, () => {
    transcript.fromCaller(clean);
    show("thinking");
  });
}

/** @param {import("./line.js").Offer} offer */
function choose(offer) {
  mouth.stop();
  call().send({ type: "choose", number: offer.number }, () => {
    transcript.fromCaller(inWords(offer));
    show("thinking");
  });
}

// --- The browser's speech engine -------------------------------------------------------------------

const ear = new Ear({
  words: (text) => (input.value = text),
  utterance: (text) => say(text),
  stopped(why) {
    quiet();
    transcript.note(t(`speech_${why}`));
    input.focus();
  },
});

/** Listens again once Allo has finished speaking. */
function listenSoon() {
  if (!talking) return;
  if (mouth.speaking) show("speaking");
  mouth.whenQuiet(() => {
    if (!talking) return;
    ear.listen(lang());
    show("hearing");
  });
}

/** @param {boolean} on */
function aloud(on) {
  mouth.on = on;
  if (!on) mouth.stop();
  voice.setAttribute("aria-pressed", String(on));
  label(voice, on ? "voice_off" : "voice_on");
}

/** @param {HTMLElement} button
 * @param {string} key */
function label(button, key) {
  button.dataset.tLabel = key;
  button.setAttribute("aria-label", t(key));
  button.title = t(key);
}

/** Ends listening. */
function deafen() {
  talking = false;
  ear.stop();
  microphone.setAttribute("aria-pressed", "false");
  label(microphone, "speak");
}

/** Ends listening and speaking. */
function quiet() {
  deafen();
  mouth.stop();
}

function talk() {
  talking = true;
  aloud(canSpeak());
  microphone.setAttribute("aria-pressed", "true");
  label(microphone, "stop_speaking");
  byId("again").hidden = true;
  const first = line === null;
  call();
  if (!first) listenSoon();
}

// --- What the caller can press ---------------------------------------------------------------------

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  say(input.value);
});
input.addEventListener("input", () => talking && quiet());

for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", () => {
    say(example.textContent ?? "");
    input.focus();
  });
}

byId("need-time").addEventListener("click", () => {
  say(t("need_time_said"));
  input.focus();
});
byId("again").addEventListener("click", () => {
  transcript.clear();
  byId("again").hidden = true;
  show("idle");
  input.focus();
});

const consent = byId("speech", HTMLDialogElement);
microphone.addEventListener("click", () => {
  if (talking) {
    quiet();
    show(view ? "listening" : "idle");
  } else if (localStorage.getItem("allo.speech") === "yes") talk();
  else consent.showModal();
});
byId("speech-yes").addEventListener("click", () => {
  localStorage.setItem("allo.speech", "yes");
  consent.close();
  talk();
});
byId("speech-no").addEventListener("click", () => {
  consent.close();
  input.focus();
});
voice.addEventListener("click", () => aloud(!mouth.on));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") quiet();
});

/** @param {Lang} wanted */
function turnPage(wanted) {
  turnTo(wanted);
  for (const button of document.querySelectorAll("#languages button")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-lang") === wanted));
  }
}
for (const button of document.querySelectorAll("#languages button")) {
  button.addEventListener("click", () => {
    const wanted = button.getAttribute("data-lang") === "en" ? "en" : "fr";
    turnPage(wanted);
    line?.send({ type: "language", lang: wanted });
  });
}
onTurn(() => {
  for (const button of [microphone, voice]) label(button, button.dataset.tLabel ?? "");
});

for (const button of document.querySelectorAll("#views button")) {
  button.addEventListener("click", () => {
    page.dataset.view = button.getAttribute("data-view") ?? "talk";
    for (const other of document.querySelectorAll("#views button")) other.setAttribute("aria-pressed", String(other === button));
    button.querySelector(".dot")?.setAttribute("hidden", "");
  });
}

label(microphone, "speak");
label(voice, "voice_on");
microphone.hidden = !canHear();
voice.hidden = !canSpeak();
window.addEventListener("pagehide", () => line?.close());
// On a telephone the keyboard would cover the greeting.
if (matchMedia("(pointer: fine)").matches) input.focus();
if (page.dataset.test !== undefined) void import("./outcome.js").then((module) => (outcome = module));
else if (page.classList.contains("with-calendar")) void import("./calendar.js").then((module) => (calendar = module));
