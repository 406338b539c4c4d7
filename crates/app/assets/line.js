// The line to the receptionist: a ticket, a WebSocket, and what to do when it breaks.

/** @typedef {import("./words.js").Lang} Lang */
/** A time of the practice, in the words of the call's language and as a date.
 * @typedef {{number: number, date: string, day: string, time: string, practitioner: string, practitioner_id: string, service: string}} Offer
 * @typedef {{remaining_ms: number, kept_ms: number}} Kept for how long what is kept is kept still, and in all */
/** @typedef {{doing: string, asking: string, lang: Lang, offers: Offer[], held: Offer | null}} View */
/** @typedef {object} Events
 * @property {(resumed: boolean, again: boolean) => void} open the conversation is open; `again` after a break
 * @property {(text: string, lang: Lang) => void} said Allo says something
 * @property {(view: View, kept: Kept) => void} view what is on the table changed
 * @property {(left: import("./outcome.js").Left) => void} left what a test call would leave
 * @property {(seconds: number) => void} lost the connection broke, and is tried again
 * @property {() => void} gone no further try is made
 * @property {(code: string) => void} refused the server did not take something
 * @property {(lost: boolean) => void} ended the call is over; `lost` when what was said last came too late for it */

const DELAYS = [1, 2, 4, 8, 15, 15];
/** After how long without an answer a line counts as dead, in milliseconds: a network that changed says nothing. */
const PATIENCE = 20_000;

/** What the caller does: every such message has a number, so that it counts once however often it is sent.
 * @typedef {{type: string, text?: string, number?: number, lang?: string, nth?: number}} Message */

export class Line {
  /** @param {string} address where the line begins
   * @param {boolean} ticketed whether it takes a ticket; a member of the staff has their session
   * @param {Events} events */
  constructor(address, ticketed, events) {
    this.address = address;
    this.ticketed = ticketed;
    this.events = events;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {string | null} What lets a broken conversation go on. */
    this.resume = null;
    this.seen = 0;
    this.tries = 0;
    this.ready = false;
    this.over = false;
    /** @type {{message: Message, sent: () => void}[]} What was said before Allo had greeted. */
    this.waiting = [];
    this.nth = 0;
    /** @type {Message[]} What Allo hasn't answered yet. */
    this.unanswered = [];
    this.patience = 0;
  }

  /** Calls the practice.
   * @param {Lang} lang */
  async open(lang) {
    this.lang = lang;
    const ticket = this.ticketed ? await this.ticket() : null;
    if (this.over) return;
    if (this.ticketed && !ticket) return this.broken();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket?.close();
    const socket = new WebSocket(`${scheme}//${location.host}${this.address}/talk`, ticket ? ["allo.v1", `ticket.${ticket}`] : ["allo.v1"]);
    this.socket = socket;
    socket.onopen = () => this.put({ type: "begin", lang, resume: this.resume, seen: this.seen });
    socket.onmessage = (event) => this.socket === socket && this.heard(JSON.parse(event.data));
    socket.onclose = () => this.socket === socket && this.broken();
  }

  /** The line says nothing any more: it is given up, and another is opened. */
  giveUp() {
    const dead = this.socket;
    this.socket = null;
    dead?.close();
    this.broken();
  }

  /** Waits for an answer to what was said, but not for ever. */
  watch() {
    clearTimeout(this.patience);
    if (this.unanswered.length > 0) this.patience = setTimeout(() => this.giveUp(), PATIENCE);
  }

  /** A ticket opens one line, once, within a minute. */
  async ticket() {
    try {
      const answer = await fetch(`${this.address}/ticket`, { method: "POST" });
      if (answer.status === 429 || answer.status === 503) this.refused("busy");
      return answer.ok ? (await answer.json()).ticket : null;
    } catch {
      return null;
    }
  }

  /** @param {string} code */
  refused(code) {
    this.over = true;
    this.events.refused(code);
  }

  /** @param {Record<string, any>} message */
  heard(message) {
    if (message.seq) this.seen = message.seq;
    switch (message.type) {
      case "hello": {
        const again = this.resume !== null;
        this.resume = message.resume;
        if (!message.resumed) this.begin();
        this.tries = 0;
        this.answered(message.heard);
        return this.events.open(message.resumed, again);
      }
      case "said": return this.events.said(message.text, message.lang);
      case "view":
        this.answered(message.heard);
        this.events.view(message.view, { remaining_ms: message.remaining_ms, kept_ms: message.kept_ms });
        return this.flow();
      case "left": return this.events.left(message.left);
      case "refused":
        this.unanswered.pop();
        this.watch();
        return message.code === "busy" ? this.refused("busy") : this.events.refused(message.code);
      case "ended": {
        const lost = this.unanswered.length > 0;
        this.over = true;
        this.begin();
        return this.events.ended(lost);
      }
    }
  }

  /** Allo has heard so many messages of this conversation.
   * @param {number} heard */
  answered(heard) {
    this.unanswered = this.unanswered.filter((message) => (message.nth ?? 0) > heard);
    this.watch();
  }

  /** A new conversation: nothing of it was said yet. */
  begin() {
    this.seen = 0;
    this.nth = 0;
    this.unanswered = [];
    this.watch();
  }

  /** The first view tells that Allo has greeted: what never arrived is said again, and what waited may be said. */
  flow() {
    if (!this.ready) for (const message of this.unanswered) this.put(message);
    this.ready = true;
    for (const { message, sent } of this.waiting.splice(0)) {
      sent();
      this.nth += 1;
      message.nth = this.nth;
      this.unanswered.push(message);
      this.put(message);
    }
    this.watch();
  }

  /** @param {object} message */
  put(message) {
    this.socket?.send(JSON.stringify(message));
  }

  /** Sends now, or once Allo has greeted.
   * @param {Message} message
   * @param {() => void} [sent] runs when it goes out */
  send(message, sent = () => {}) {
    this.waiting.push({ message, sent });
    if (this.ready && this.socket?.readyState === WebSocket.OPEN) this.flow();
  }

  broken() {
    this.ready = false;
    clearTimeout(this.patience);
    if (this.over) return;
    const seconds = DELAYS[this.tries];
    if (seconds === undefined) {
      this.over = true;
      return this.events.gone();
    }
    this.tries += 1;
    this.events.lost(seconds);
    setTimeout(() => void this.open(this.lang ?? "fr"), seconds * 1000);
  }

  /** Hangs up. */
  close() {
    if (this.ready && !this.over) this.put({ type: "hang_up" });
    this.over = true;
    clearTimeout(this.patience);
    this.socket?.close();
  }
}
