// The newcomer's five minutes, by the browser alone: book as a patient, leave a message, then go to the practice's side,
// find the appointment, move it, see the message and settle a request. Once with the mouse, once without it.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { ANSWERS, allosTurns, answered, converse, openPage, shoot, startAllo, startBrowser, violations } from "./allo.mjs";
import { Keys } from "./keys.mjs";

/** How many keys the whole of the practice's side may take, Tab for the most part: more, and a human would give up. */
const MOST_PRESSES = 130;

let allo;
let chromium;
before(async () => {
  chromium = await startBrowser();
});
after(() => chromium?.stop());
// Each newcomer finds the demonstration as it begins.
beforeEach(async () => {
  allo = await startAllo();
});
afterEach(() => allo?.stop());

const at = (path) => new URL(path, allo.address).href;

/** Says something at the talk page; returns what Allo asks for next. */
async function say(page, text) {
  const turns = await allosTurns(page);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  return answered(page, turns + (turns === 0 ? 1 : 0));
}

/** Books, answering whatever is asked. */
async function book(page, name) {
  await converse(page, ANSWERS.intent, { name }, say);
  assert.match(await page.locator(".turn.allo").last().innerText(), /not[ée]/);
}

/** Leaves a message for the doctor, in a conversation of its own. */
const leave = (page, name, words) => converse(page, "Je voudrais laisser un message au docteur Martin", { name, message: words }, say);

/** What the talk page's calendar knows of somebody's appointments in the weeks ahead. */
async function appointments(page, name) {
  const found = [];
  for (let week = 0; week < 3; week += 1) {
    const from = new Date(Date.now() + week * 7 * 86_400_000).toISOString().slice(0, 10);
    const answer = await page.request.get(`${allo.address}/agenda?from=${from}&days=7`);
    found.push(...(await answer.json()).entries.filter((one) => one.patient === name));
  }
  return found;
}

/** What waits for the staff, as the talk page's list has it. */
async function waiting(page) {
  return (await (await page.request.get(`${allo.address}/agenda`)).json()).requests;
}

/** Both conversations, the second on a page of its own. */
async function call(name, words) {
  const { page, complaints, close } = await openPage(chromium.browser);
  await page.goto(allo.address);
  await page.waitForFunction(() => document.activeElement?.id === "message");
  await book(page, name);
  await page.goto(allo.address);
  await page.waitForFunction(() => document.activeElement?.id === "message");
  await leave(page, name, words);
  return { page, complaints, close };
}

test("a newcomer books, moves, reads and settles with the mouse", async () => {
  const [name, words] = ["Solange Tessier", "Je serai en retard de dix minutes."];
  const { page, complaints, close } = await call(name, words);
  const [before] = await appointments(page, name);
  assert.ok(before, "the talk page's calendar shows what was booked");

  // From the calendar beside the conversation to the practice's side.
  await page.getByRole("link", { name: "Tout voir dans la console du cabinet" }).click();
  await page.getByRole("button", { name: /^Secrétaire/ }).click();
  await page.getByRole("heading", { level: 1, name: "Aujourd’hui" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator(".count").waitFor();
  await shoot(page, "console-today");

  // Found on the day's page, opened in the calendar.
  await page.getByRole("region", { name: "Derniers rendez-vous pris par Allo" }).getByRole("link", { name }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("heading", { name }).waitFor();
  assert.match(await dialog.innerText(), /Pris au téléphone/);
  await dialog.getByRole("button", { name: "Fermer" }).click();

  // Moved by dragging it to free time further down, or up where the day is over.
  const entry = page.locator(".entry.appointment", { hasText: name });
  const size = page.viewportSize();
  // The whole day is in sight: it may be full around the entry.
  await page.setViewportSize({ width: size.width, height: 2_000 });
  await entry.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const target = await freeTime(page, entry);
  const box = await entry.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, target + 4, { steps: 8 });
  await page.mouse.up();
  await dialog.getByText("Libre", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Déplacer" }).click();
  await page.locator("#said", { hasText: "Rendez-vous déplacé" }).waitFor();
  await page.setViewportSize(size);

  assert.deepEqual(await violations(page), []);
  await page.getByRole("link", { name: "Suivant" }).click();
  await page.locator(".count").waitFor();
  await shoot(page, "console-calendar");

  // The patient's words, and a request that is agreed to.
  await page.getByRole("link", { name: /^À traiter/ }).click();
  const message = page.locator(".ask", { hasText: words });
  assert.match(await message.innerText(), new RegExp(name));
  await message.getByRole("button", { name: "Fait" }).click();
  await message.waitFor({ state: "detached" });
  await page.locator(".ask", { hasText: "Gabriel Morin" }).getByRole("button", { name: "Accepter", exact: true }).click();
  await page.locator("#undo", { hasText: "Rendez-vous accepté" }).waitFor();

  const after = await appointments(page, name);
  assert.equal(after.length, 1, "moved, not booked twice");
  assert.notEqual(after[0].start, before.start);
  assert.ok(!(await waiting(page)).some((one) => one.text.includes(words)), "the message waits no more");
  assert.equal((await appointments(page, "Gabriel Morin"))[0].kind, "appointment", "it was a request, and is firm");
  assert.deepEqual(complaints, []);
  await close();
});

/** Where in an appointment's column there is as much free time, on the screen: the middle of open hours without an entry. */
const freeTime = (page, entry) =>
  entry.evaluate((one) => {
    const column = one.closest(".column");
    const taken = [...column.querySelectorAll(".entry")].map((other) => other.getBoundingClientRect());
    const height = one.getBoundingClientRect().height;
    const now = column.querySelector(".now:not([hidden])")?.getBoundingClientRect().bottom ?? 0;
    for (const open of [...column.querySelectorAll(".open")].reverse()) {
      const { top, bottom } = open.getBoundingClientRect();
      for (let y = bottom - height * 1.5; y > Math.max(top, now + 4 * height); y -= height / 2) {
        if (taken.every((box) => y + height < box.top || y > box.bottom) && y < window.innerHeight - height && y > 0) return y;
      }
    }
    throw new Error("no free time is in sight");
  });

test("a newcomer does the same by the keyboard alone", async () => {
  const [name, words] = ["Armand Gilbert", "Merci de me rappeler au sujet de mes analyses."];
  const { page, complaints, close } = await call(name, words);
  const [before] = await appointments(page, name);
  assert.ok(before);
  const started = Date.now();
  const keys = new Keys(page);

  await page.goto(at("/console"));
  await keys.reach("button", /^Secrétaire/);
  await keys.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Aujourd’hui" }).waitFor();

  // Past the list of sections, to what Allo has booked.
  await keys.reach("link", "Aller au contenu");
  await keys.press("Enter");
  await keys.reach("link", name);
  await keys.press("Enter");
  const dialog = page.locator("dialog[open]");
  await dialog.getByRole("heading", { name }).waitFor();
  await keys.within("dialog");

  await keys.reach("button", "Déplacer");
  await keys.press("Enter");
  await dialog.getByRole("heading", { name: "Déplacer le rendez-vous" }).waitFor();
  await dialog.locator(".near button").first().waitFor();
  await keys.within("dialog");
  const near = await dialog.locator(".near button").first().innerText();
  await keys.reach("button", near);
  await keys.press("Enter");
  await dialog.getByText("Libre", { exact: true }).waitFor();
  await keys.reach("button", "Déplacer");
  await keys.press("Enter");
  await page.locator("#said", { hasText: "Rendez-vous déplacé" }).waitFor();
  await dialog.waitFor({ state: "detached" });
  await keys.somewhere("after a dialog");

  // To what waits: the sections are one way back.
  await keys.reach("link", /^À traiter/, { back: true });
  await keys.press("Enter");
  await page.getByRole("heading", { level: 1, name: "À traiter" }).waitFor();
  const message = page.locator(".ask", { hasText: words });
  assert.match(await message.innerText(), new RegExp(name));
  await keys.reach("link", "Aller au contenu");
  await keys.press("Enter");
  await keys.reachIn(message, "button", "Fait");
  await keys.press("Enter");
  await message.waitFor({ state: "detached" });
  await keys.at("button", "Revenir en arrière", "what takes it back is at hand");

  const asking = page.locator(".ask", { hasText: "Gabriel Morin" });
  await keys.reachIn(asking, "button", "Accepter");
  await keys.press("Space");
  await asking.waitFor({ state: "detached" });
  await page.locator("#undo", { hasText: "Rendez-vous accepté" }).waitFor();
  await keys.somewhere("after settling");

  const after = await appointments(page, name);
  assert.equal(after.length, 1, "moved, not booked twice");
  assert.notEqual(after[0].start, before.start);
  assert.ok(!(await waiting(page)).some((one) => one.text.includes(words)), "the message waits no more");
  assert.equal((await appointments(page, "Gabriel Morin"))[0].kind, "appointment", "it was a request, and is firm");
  assert.ok(keys.presses <= MOST_PRESSES, `${keys.presses} presses: ${keys.log.join(", ")}`);
  if (process.env.TELL) console.log(`${keys.presses} presses in ${Date.now() - started} ms: ${keys.log.join(", ")}`);
  assert.deepEqual(complaints, []);
  await close();
});
