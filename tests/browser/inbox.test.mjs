// What waits for the staff, in a real browser: settled, undone, taken on and remarked on, live and by the keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shoot, signIn, startAllo, startBrowser, violations } from "./allo.mjs";

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

const at = (path) => new URL(path, allo.address).href;

/** The inbox of somebody of the demonstration's team. */
const inbox = (role, options = {}) => signIn(chromium.browser, allo.address, role, { path: "/console/inbox", ...options });

const card = (page, who) => page.locator(".ask", { hasText: who });

test("what one settles leaves the other's page within a second, and comes back when it is undone", async () => {
  const settling = await inbox("secretary");
  const watching = await inbox("owner");
  const waiting = Number(await watching.page.locator(".count").innerText());
  await card(settling.page, "Marc Olivier").getByRole("button", { name: "Fait" }).click();
  await card(watching.page, "Marc Olivier").waitFor({ state: "detached", timeout: 2_000 });
  await watching.page.locator(".count", { hasText: String(waiting - 1) }).waitFor({ timeout: 2_000 });
  const undo = settling.page.locator("#undo button");
  await undo.waitFor();
  assert.ok(await undo.evaluate((button) => button === document.activeElement), "whoever uses the keyboard is there");
  await settling.page.keyboard.press("Enter");
  await card(watching.page, "Marc Olivier").waitFor({ timeout: 2_000 });
  assert.equal(await settling.page.locator("#undo button").count(), 0);
  assert.deepEqual([...settling.complaints, ...watching.complaints], []);
  await Promise.all([settling.close(), watching.close()]);
});

test("a request is taken on, remarked on and given to somebody by the keyboard alone", async () => {
  const { page, complaints, close } = await inbox("secretary");
  const one = card(page, "Emma Colin");
  await one.getByRole("button", { name: "Je m’en occupe" }).focus();
  await page.keyboard.press("Enter");
  const back = one.getByRole("button", { name: "Je ne m’en occupe plus" });
  await back.waitFor();
  assert.ok(await back.evaluate((button) => button === document.activeElement), "the focus stays");
  await one.getByRole("button", { name: /Détails/ }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  await dialog.locator("textarea").fill("Reçus ce matin, à montrer au docteur.");
  await dialog.getByRole("button", { name: "Ajouter" }).focus();
  await page.keyboard.press("Enter");
  await dialog.locator(".remarks", { hasText: "à montrer au docteur" }).waitFor();
  await dialog.locator("select").selectOption({ label: "Camille Durand" });
  await dialog.getByRole("button", { name: "Confier" }).click();
  await one.getByText("prise en charge par Camille Durand").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test("an appointment is declined after a question, and nobody can undo that", async () => {
  const { page, complaints, close } = await inbox("secretary");
  const asked = new Promise((resolve) => page.once("dialog", (question) => {
    resolve(question.message());
    void question.accept();
  }));
  await card(page, "Gabriel Morin").getByRole("button", { name: "Refuser" }).click();
  assert.match(await asked, /Refuser ce rendez/);
  await card(page, "Gabriel Morin").waitFor({ state: "detached" });
  assert.equal(await page.locator("#undo button").count(), 0);
  await page.selectOption("select[name=state]", "declined");
  await card(page, "Gabriel Morin").waitFor();
  assert.equal(await card(page, "Gabriel Morin").getByRole("button", { name: "Rouvrir" }).count(), 0);
  assert.match(page.url(), /state=declined/);
  assert.deepEqual(complaints, []);
  await close();
});

test("what waits and the day are for everybody, wherever they are read", async () => {
  for (const [name, options] of [["light", {}], ["dark", { colorScheme: "dark" }], ["phone", { viewport: { width: 390, height: 844 } }]]) {
    const { page, complaints, close } = await inbox("owner", options);
    for (const path of ["/console/inbox", "/console"]) {
      await page.goto(at(path));
      await page.locator(".count").waitFor();
      await shoot(page, `console${path.replace("/console", "").replace("/", "-")}-${name}`, { fullPage: true });
      assert.deepEqual(await violations(page), [], `${path} ${name}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0, "no scrolling sideways");
    }
    await page.goto(at("/console/inbox"));
    await page.getByRole("button", { name: /Détails/ }).first().click();
    await page.locator("dialog[open]").waitFor();
    await shoot(page, `console-inbox-one-${name}`, { fullPage: true });
    assert.deepEqual(await violations(page), [], `dialog ${name}`);
    assert.deepEqual(complaints, []);
    await close();
  }
});
