// The browser's own speech engine, where it has one: an ear and a mouth.

import { tag } from "./words.js";

/** @typedef {import("./words.js").Lang} Lang */

const Recognition = /** @type {any} */ (globalThis).SpeechRecognition ?? /** @type {any} */ (globalThis).webkitSpeechRecognition;

export const canHear = () => Recognition !== undefined;
export const canSpeak = () => "speechSynthesis" in globalThis;

/** How often in a row nothing may be heard before the microphone is given up. */
const PATIENCE = 3;

export class Ear {
  /** @param {{words: (text: string) => void, utterance: (text: string) => void, stopped: (why: string) => void}} events */
  constructor(events) {
    this.events = events;
    /** @type {any} */
    this.engine = null;
    this.wanted = false;
    this.nothing = 0;
  }

  /** Listens until an utterance ends. @param {Lang} lang */
  listen(lang) {
    this.wanted = true;
    if (this.engine) return;
    const engine = new Recognition();
    this.engine = engine;
    engine.lang = tag(lang);
    engine.interimResults = true;
    engine.continuous = false;
    let final = "";
    /** @param {any} event */
    engine.onresult = (event) => {
      const results = Array.from(event.results);
      final = results.filter((r) => r.isFinal).map((r) => r[0].transcript).join(" ").trim();
      this.events.words(results.map((r) => r[0].transcript).join(" ").trim());
    };
    /** @param {any} event */
    engine.onerror = (event) => {
      if (event.error === "not-allowed" || event.error === "service-not-allowed") this.give_up("denied");
      else if (event.error !== "no-speech" && event.error !== "aborted") this.give_up("failed");
    };
    engine.onend = () => {
      this.engine = null;
      if (!this.wanted) return;
      if (final) {
        this.nothing = 0;
        this.wanted = false;
        return this.events.utterance(final);
      }
      this.nothing += 1;
      if (this.nothing >= PATIENCE) return this.give_up("nothing");
      this.listen(lang);
    };
    engine.start();
  }

  /** Stops listening; what was half said is dropped. */
  stop() {
    this.wanted = false;
    this.nothing = 0;
    this.engine?.abort();
    this.engine = null;
  }

  /** @param {string} why */
  give_up(why) {
    this.stop();
    this.events.stopped(why);
  }
}

export class Mouth {
  constructor() {
    this.on = false;
    /** @type {Array<() => void>} */
    this.quiet = [];
    this.speaking = 0;
  }

  /** Says a sentence aloud, after those before it.
   * @param {string} text
   * @param {Lang} lang */
  say(text, lang) {
    if (!this.on || !canSpeak()) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = tag(lang);
    const voice = speechSynthesis.getVoices().find((v) => v.lang.toLowerCase().startsWith(lang));
    if (voice) utterance.voice = voice;
    this.speaking += 1;
    // An engine without a voice never says that it has ended; the text's length bounds the wait.
    const late = setTimeout(() => done(), 2000 + text.length * 110);
    const done = () => {
      clearTimeout(late);
      if (!utterance.lang) return;
      utterance.lang = "";
      this.speaking = Math.max(0, this.speaking - 1);
      if (this.speaking === 0) for (const then of this.quiet.splice(0)) then();
    };
    utterance.onend = done;
    utterance.onerror = done;
    speechSynthesis.speak(utterance);
  }

  /** Runs once nothing is being said. @param {() => void} then */
  whenQuiet(then) {
    if (this.speaking === 0) then();
    else this.quiet.push(then);
  }

  stop() {
    this.quiet = [];
    this.speaking = 0;
    if (canSpeak()) speechSynthesis.cancel();
  }
}
