// The talk page in a real browser: by typing, by speaking, by the keyboard alone, for everybody.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { ANSWERS, allosTurns, answered, converse, openPage, startAllo, startBrowser, type, violations } from "./allo.mjs";

let allo;
let chromium;
before(async () => {
  allo = await startAllo();
  chromium = await startBrowser();
});
after(async () => {
  await chromium?.stop();
  allo?.stop();
});

/** Answers whatever is asked until the appointment is confirmed. */
const book = (page, name, say = type) => converse(page, ANSWERS.intent, { name }, say);

/** Waits for the appointment to stand in the calendar beside the conversation. */
const landed = (page, name) => page.locator(".entry.appointment", { hasText: name }).waitFor({ timeout: 5_000 });

test("a caller books by typing, and the appointment lands in the calendar", async () => {
  const { page, complaints, close } = await openPage(chromium.browser);
  await page.goto(allo.address);
  await book(page, "Camille Durand");
  await landed(page, "Camille Durand");
  assert.match(await page.locator(".turn.allo").last().innerText(), /\d/);
  assert.deepEqual(complaints, []);
  await close();
});

test("a booking made elsewhere stands in an open calendar within a second", async () => {
  const watching = await openPage(chromium.browser);
  const calling = await openPage(chromium.browser);
  await watching.page.goto(new URL("/", allo.address).href);
  assert.equal(watching.page.url(), allo.address, "the root leads to the talk page");
  await watching.page.locator(".column").first().waitFor({ state: "attached" });
  await calling.page.goto(allo.address);
  // Late in the day the first free time is on another one: the calendar is opened where it is.
  await book(calling.page, "Alix Berger");
  const first = watching.page.locator(".entry.appointment", { hasText: "Alix Berger" });
  const seen = () => first.waitFor({ state: "attached", timeout: 1_000 }).then(() => true, () => false);
  for (let days = 0; days < 4 && !(await seen()); days += 1) await watching.page.click("#next");
  await calling.page.goto(allo.address);
  // From the moment that the caller's own page knows of it.
  await book(calling.page, "Sacha Delorme");
  await watching.page.locator(".entry.appointment", { hasText: "Sacha Delorme" }).waitFor({ state: "attached", timeout: 1_000 });
  assert.deepEqual([...watching.complaints, ...calling.complaints], []);
  await watching.close();
  await calling.close();
});

test("an offer is a button, and what is held shows its time", async () => {
  const { page, complaints, close } = await openPage(chromium.browser);
  await page.goto(allo.address);
  await type(page, ANSWERS.intent);
  const turns = await allosTurns(page);
  const offer = page.locator(".offer").last();
  const practitioner = await offer.locator("span").last().innerText();
  assert.ok(practitioner.length > 3);
  await offer.click();
  await answered(page, turns);
  await page.locator("#held").waitFor();
  assert.match(await page.locator("#held-left").innerText(), /\d:\d\d/);
  await page.locator(".entry.hold").waitFor({ timeout: 5_000 });
  assert.equal(await page.evaluate(() => document.activeElement?.id), "message", "the focus is where one types");
  assert.deepEqual(complaints, []);
  await close();
});

test("a caller books by speaking, after being told where the voice may go", async () => {
  const { page, complaints, close } = await openPage(chromium.browser);
  await page.addInitScript(fakeSpeech, { ...ANSWERS, name: "Dominique Lefort" });
  await page.goto(allo.address);
  await page.click("#microphone");
  assert.match(await page.locator("#speech").innerText(), /Google, Apple ou Microsoft/);
  assert.equal(await page.evaluate(() => globalThis.heard), 0, "nothing is heard before the caller agrees");
  await page.click("#speech-yes");
  await landed(page, "Dominique Lefort").catch(async (error) => {
    throw new Error(`${error.message}\n${await page.locator("#log").innerText()}`);
  });
  await page.waitForFunction(() => document.body.dataset.doing === "ended");
  const spoken = await page.evaluate(() => globalThis.spoken);
  assert.ok(spoken.length > 3, "Allo's answers were read aloud");
  assert.match(spoken.at(-1), /au revoir/);
  assert.equal(await page.evaluate(() => globalThis.cutOff), 0, "and each to its end, the goodbye too");
  assert.deepEqual(complaints, []);
  await close();
});

/** Stands in for the browser's own engine: hears what the page is asked for, and speaks at once. */
function fakeSpeech(answers) {
  globalThis.heard = 0;
  globalThis.spoken = [];
  globalThis.speaking = 0;
  globalThis.cutOff = 0;
  class FakeRecognition {
    start() {
      globalThis.heard += 1;
      this.timer = setTimeout(() => {
        const text = answers[document.body.dataset.asking ?? "intent"];
        const result = Object.assign([{ transcript: text }], { isFinal: true });
        if (text) this.onresult?.({ results: [result] });
        this.onend?.();
      }, 30);
    }
    abort() {
      clearTimeout(this.timer);
    }
  }
  const speech = {
    getVoices: () => [],
    cancel: () => {
      globalThis.cutOff += globalThis.speaking;
    },
    speak: (utterance) => {
      globalThis.spoken.push(utterance.text);
      globalThis.speaking += 1;
      setTimeout(() => {
        globalThis.speaking -= 1;
        utterance.onend?.();
      }, 10);
    },
  };
  Object.defineProperty(globalThis, "SpeechRecognition", { value: FakeRecognition });
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
}

test("everything is done by the keyboard alone", async () => {
  const { page, complaints, close } = await openPage(chromium.browser);
  await page.goto(allo.address);
  await page.waitForFunction(() => document.activeElement?.id === "message");
  const keys = async (current, text) => {
    const turns = await allosTurns(current);
    if (text === ANSWERS.choose) {
      // Backwards from the field to the first offer.
      for (let tabs = 0; tabs < 12; tabs += 1) {
        await current.keyboard.press("Shift+Tab");
        if (await current.evaluate(() => document.activeElement === document.querySelector(".offer"))) break;
      }
    } else {
      await current.keyboard.type(text);
    }
    await current.keyboard.press("Enter");
    return answered(current, turns + (turns === 0 ? 1 : 0));
  };
  await book(page, "Claude Martel", keys);
  await landed(page, "Claude Martel");

  // Every stop of the Tab key is seen, and the page has no trap.
  const seen = new Set();
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "";
      const box = at.getBoundingClientRect();
      return `${at.id || at.textContent?.trim()}|${box.width >= 24 && box.height >= 24}|${getComputedStyle(at).outlineStyle}`;
    });
    if (stop) seen.add(stop);
  }
  for (const id of ["message", "voice", "previous", "today", "next", "sheet", "scroll"]) {
    assert.ok([...seen].some((stop) => stop.startsWith(`${id}|true`)), `${id} is reached and big enough: ${[...seen].join(", ")}`);
  }
  assert.deepEqual(complaints, []);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of [["desktop", { width: 1360, height: 860 }], ["telephone", { width: 390, height: 844 }], ["narrow", { width: 320, height: 568 }]]) {
    test(`nothing stands in anybody's way: ${colorScheme}, ${size}`, async () => {
      const { page, complaints, close } = await openPage(chromium.browser, { colorScheme, viewport, reducedMotion: "reduce", deviceScaleFactor: size === "desktop" ? 1 : 2 });
      const shoot = async (name) => {
        assert.deepEqual(await violations(page), [], name);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
        if (!process.env.SHOTS) return;
        mkdirSync(process.env.SHOTS, { recursive: true });
        await page.screenshot({ path: `${process.env.SHOTS}/${colorScheme}-${size}-${name}.png` });
      };
      await page.goto(allo.address);
      await page.locator(".entry, .column").first().waitFor({ state: "attached" });
      await shoot("1-welcome");
      await type(page, ANSWERS.intent);
      await page.locator(".offer").first().waitFor();
      await shoot("2-offers");
      await type(page, "Le premier");
      await page.locator("#held").waitFor();
      await shoot("3-held");
      if (size === "desktop") {
        await page.click('[data-span="week"]');
        await page.locator("#practitioner:not([hidden])").waitFor();
        await shoot("4-week");
      } else {
        await page.click('#views [data-view="calendar"]');
        await shoot("4-calendar");
        await page.click('[data-span="week"]');
        const booked = page.locator(".days .entry.appointment").first();
        await booked.waitFor();
        assert.match(await booked.innerText(), /^\d\d:\d\d \S+ \S+/, "a week tells hour and minute, and who");
        assert.ok(await booked.locator("p").evaluate((text) => text.scrollWidth <= text.clientWidth), "and the whole of it");
        await shoot("4-week");
        await page.click('#views [data-view="requests"]');
        await shoot("5-requests");
        await page.click('#views [data-view="talk"]');
      }
      await page.click("#microphone");
      await shoot("6-speech");
      await page.click("#speech-no");
      await type(page, "Non merci, au revoir");
      await page.locator("#again").waitFor();
      await shoot("7-end");
      const last = await page.locator(".turn.allo").last().boundingBox();
      const dock = await page.locator(".dock").boundingBox();
      assert.ok(last.y + last.height <= dock.y + 1, "the goodbye is in sight");
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}

test("the other language is one press away", async () => {
  const { page, complaints, close } = await openPage(chromium.browser);
  await page.goto(allo.address);
  await page.click('[data-lang="en"]');
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.match(await page.locator("#welcome h2").innerText(), /how can I help/);
  await type(page, "I would like a consultation as soon as possible");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test("a broken connection is told, and the conversation goes on", async () => {
  const { page, close } = await openPage(chromium.browser);
  let cut = () => {};
  await page.routeWebSocket(/\/talk$/, (socket) => {
    const server = socket.connectToServer();
    cut = () => {
      socket.close({ code: 1012 });
      server.close();
    };
  });
  await page.goto(allo.address);
  assert.equal(await type(page, ANSWERS.intent), "choose");
  const turns = await allosTurns(page);
  cut();
  await page.locator("#status", { hasText: "La connexion est coupée" }).waitFor();
  await page.locator(".turn.note", { hasText: "la conversation continue" }).waitFor({ timeout: 10_000 });
  assert.equal(await allosTurns(page), turns, "nothing is said twice");
  await page.locator(".offer").first().waitFor();
  await type(page, "Le premier");
  await page.locator("#held").waitFor();
  await close();
});

test("a line that falls silent is given up, and what was said into it is heard all the same, once", async () => {
  const { page, close } = await openPage(chromium.browser);
  await page.clock.install();
  let silent = false;
  let lines = 0;
  await page.routeWebSocket(/\/talk$/, (socket) => {
    const server = socket.connectToServer();
    lines += 1;
    // The first line stays open and carries nothing any more: a telephone that changed networks.
    const carries = lines === 1 ? () => !silent : () => true;
    socket.onMessage((message) => carries() && server.send(message));
    server.onMessage((message) => carries() && socket.send(message));
  });
  await page.goto(allo.address);
  assert.equal(await type(page, ANSWERS.intent), "choose");
  silent = true;
  const turns = await allosTurns(page);
  await page.fill("#message", "Le premier");
  await page.press("#message", "Enter");
  await page.locator("#status", { hasText: "Allo réfléchit" }).waitFor();
  await page.clock.fastForward(21_000);
  await page.locator("#status", { hasText: "La connexion est coupée" }).waitFor();
  await page.clock.fastForward(2_000);
  await page.locator("#held").waitFor();
  assert.equal(await allosTurns(page), turns + 1, "it was heard once");
  assert.equal(await page.locator(".turn.you", { hasText: "Le premier" }).count(), 1);
  assert.equal(lines, 2);
  await close();
});

test("what Allo doesn't take is given back, and doesn't stand as if it had been said", async () => {
  const { page, close } = await openPage(chromium.browser);
  await page.goto(allo.address);
  await type(page, "Quels sont vos horaires ?");
  // One at a time: what is typed meanwhile would stand where the refused words are given back.
  for (let nth = 0; nth < 60 && !(await page.inputValue("#message")); nth += 1) {
    await page.fill("#message", `Et le parking ? ${nth}`);
    await page.press("#message", "Enter");
    await page.waitForTimeout(30);
  }
  await page.locator(".turn.warn", { hasText: "plus vite que je ne lis" }).first().waitFor();
  const given = await page.inputValue("#message");
  assert.match(given, /Et le parking/);
  assert.equal(await page.locator(".turn.you", { hasText: given }).count(), 0);
  await page.locator("#status", { hasText: "À vous" }).waitFor();
  await close();
});

test("without JavaScript the page says so, with the number, and offers nothing that doesn't work", async () => {
  const { page, close } = await openPage(chromium.browser, { javaScriptEnabled: false });
  await page.goto(allo.address);
  assert.match(await page.locator("main").innerText(), /JavaScript[^]*01.99.00.12.34[^]*112/);
  for (const dead of ["#message", ".example", "#languages", "#previous"]) {
    assert.ok(!await page.locator(dead).first().isVisible(), dead);
  }
  await close();
});

test("a wrong address is a page that says what to do, for everybody", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 1360, height: 860 }, { width: 320, height: 568 }]) {
      const { page, close } = await openPage(chromium.browser, { colorScheme, viewport });
      const answer = await page.goto(new URL("/t/nobody", allo.address).href);
      assert.equal(answer.status(), 404);
      assert.match(await page.locator("h1").innerText(), /Cette page n’existe pas/);
      assert.deepEqual(await violations(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await close();
    }
  }
});
