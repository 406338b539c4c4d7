// The practice's console in a real browser: every page for everybody, and what a caller left found by the staff.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ANSWERS, converse, openPage, signIn, startAllo, startBrowser, violations } from "./allo.mjs";

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

/** Somebody of the demonstration's team, signed in. */
const enter = (role, options = {}) => signIn(chromium.browser, allo.address, role, options);

/** The sections that somebody sees at the side. */
const sections = (page) => page.locator(".side nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));

test("every page of the console passes WCAG 2.2 AA, light, dark and on a telephone", async () => {
  for (const options of [{}, { colorScheme: "dark" }, { viewport: { width: 390, height: 844 } }]) {
    const { page, complaints, close } = await enter("owner", options);
    const paths = [...(await sections(page)), "/console/account"];
    assert.ok(paths.length >= 11, paths.join(" "));
    for (const path of paths) {
      await page.goto(at(path));
      assert.deepEqual(await violations(page), [], `${path} ${JSON.stringify(options)}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
    assert.deepEqual(complaints, []);
    await close();
  }
});

test("in the demonstration, too, one signs in with a password, and a wrong one is told", async () => {
  const { page, close } = await openPage(chromium.browser);
  await page.goto(at("/console/sign-in"));
  await page.getByText("Entrer avec un mot de passe").click();
  await page.getByLabel("Adresse e-mail").fill("camille@example.org");
  await page.getByLabel("Mot de passe").fill("rien de tel");
  await page.locator("input[name=code]").fill("123456");
  assert.deepEqual(await violations(page), []);
  await page.locator("form button[type=submit]").click();
  await page.locator("#trouble", { hasText: /adresse, le mot de passe ou le code/i }).waitFor();
  await close();
});

test("each role sees its own sections", async () => {
  const seen = {};
  for (const role of ["owner", "secretary", "practitioner", "read_only"]) {
    const { page, close } = await enter(role);
    seen[role] = (await sections(page)).map((path) => path.replace("/console", "").replace("/", "") || "today");
    await close();
  }
  assert.ok(seen.owner.includes("team") && seen.owner.includes("audit"));
  assert.ok(seen.secretary.includes("inbox") && !seen.secretary.includes("team"));
  assert.ok(!seen.practitioner.includes("practice"));
  assert.deepEqual(seen.read_only, ["today", "calendar"]);
});

test("what a caller just booked stands before the secretary, by name", async () => {
  const calling = await openPage(chromium.browser);
  await calling.page.goto(allo.address);
  await converse(calling.page, ANSWERS.intent, { name: "Solange Tessier" });
  const { page, complaints, close } = await enter("secretary");
  await page.goto(at("/console/patients"));
  await page.getByRole("searchbox").or(page.locator("input[name=q]")).first().fill("Tessié");
  await page.keyboard.press("Enter");
  await page.getByText("Solange Tessier").first().waitFor({ timeout: 5_000 });
  assert.deepEqual(complaints, []);
  await Promise.all([calling.close(), close()]);
});

test("what is wrong is told at its field, where the focus goes, until it is corrected", async () => {
  const { page, close } = await enter("owner");
  await page.goto(at("/console/patients"));
  await page.locator("#found .who").first().click();
  await page.getByRole("button", { name: "Modifier" }).click();
  const phone = page.locator("dialog[open] input[name=phone]");
  const before = await phone.inputValue();
  await phone.fill("12");
  await page.locator("dialog[open] button[type=submit]").click();
  await page.locator("dialog[open] input[aria-invalid=true]").waitFor();
  assert.equal(await phone.getAttribute("aria-invalid"), "true");
  const told = await phone.evaluate((field) => document.getElementById(field.getAttribute("aria-describedby"))?.textContent);
  assert.equal(told, "Ce n’est pas un numéro de téléphone complet.");
  assert.ok(await phone.evaluate((field) => field === document.activeElement), "the focus is at the field");
  assert.deepEqual(await violations(page), []);
  await phone.pressSequentially("3");
  assert.equal(await phone.getAttribute("aria-invalid"), null);
  assert.equal(await page.locator(".wrong").count(), 0, "what is corrected is told no more");
  await phone.fill(before);
  await page.locator("dialog[open] button[type=submit]").click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await close();
});

test("somebody on file is picked for a new appointment, in the day's view and in the week's", async () => {
  for (const span of ["day", "week"]) {
    const { page, complaints, close } = await enter("secretary", { path: `/console/calendar?span=${span}` });
    await page.locator("#new").click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("combobox", { name: "Patient déjà connu" }).fill("petit");
    const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((one) => one.id));
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], `ids are unique in the ${span}`);
    await dialog.getByRole("option", { name: "Jeanne Petit" }).click();
    await dialog.locator(".picked", { hasText: "Jeanne Petit" }).waitFor();
    assert.equal(await page.locator("select#whose").count(), span === "week" ? 1 : 0, "the page is whole");
    assert.ok(await dialog.locator(".picked button").evaluate((one) => one === document.activeElement));
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
    await close();
  }
});

test("what was told of a time goes with the offer to do it all the same, once another is asked for", async () => {
  const { page, close } = await enter("owner", { path: "/console/calendar" });
  await page.getByRole("button", { name: "Bloquer un créneau" }).click();
  const form = page.locator("dialog[open] form");
  const days = await page.evaluate(() => [1, 28].map((n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)));
  await form.locator("[name=date]").fill(days[0]);
  await form.locator("[name=until]").fill(days[1]);
  await form.locator("[name=from]").fill("00:00");
  await form.locator("[name=to]").fill("23:00");
  await form.locator("button[type=submit]").click();
  await form.locator(".wrongs li").first().waitFor();
  await form.locator(".force input").check();
  assert.ok(await form.locator(".wrongs").isVisible(), "to tick the box is no other question");
  await form.locator("[name=to]").fill("22:00");
  assert.deepEqual([await form.locator(".wrongs").isVisible(), await form.locator(".force").isVisible()], [false, false]);
  await close();
});

test("a group of choices is told of like a field", async () => {
  const { page, close } = await enter("owner");
  await page.goto(at("/console/integrations"));
  await page.locator("[data-opens=new-key]").click();
  await page.locator("#new-key input[name=name]").fill("Site web");
  await page.locator("#new-key button[type=submit]").click();
  const group = page.getByRole("group", { name: "Droits" });
  await group.getByText("Cochez au moins un droit.").waitFor();
  const first = group.locator("input").first();
  assert.ok(await first.evaluate((field) => field === document.activeElement));
  await group.locator("input").nth(1).check();
  assert.equal(await page.locator(".wrong, [aria-invalid]").count(), 0, "any of them corrects it");
  await close();
});

test("whoever lacks a right reads which, in the console", async () => {
  for (const options of [{}, { colorScheme: "dark" }, { viewport: { width: 390, height: 844 } }]) {
    const { page, close } = await enter("read_only", options);
    await page.goto(at("/console/patients"));
    await page.getByText("Voir les dossiers des patients").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.goto(at("/console/join/x"));
    await page.getByRole("heading", { name: "Ce lien n’est plus valable" }).waitFor();
    assert.deepEqual(await violations(page), []);
    await close();
  }
});

test("a new appointment is offered with whoever gives the service, and the other way", async () => {
  const { page, complaints, close } = await enter("secretary");
  await page.goto(at("/console/calendar"));
  await page.click("#new");
  const [service, who] = [page.locator("select[name=service]"), page.locator("#place select[name=who]")];
  const offered = () => who.locator("option").evaluateAll((all) => all.map((one) => one.value));
  await service.waitFor();
  assert.deepEqual(await offered(), ["martin", "benali"], "a consultation is theirs");
  const apart = service.locator("optgroup");
  assert.equal(await apart.getAttribute("label"), "Avec quelqu’un d’autre");
  await service.selectOption("prise-de-sang");
  assert.deepEqual(await offered(), ["laurent"]);
  assert.equal(await service.inputValue(), "prise-de-sang");
  await page.locator("#starts").getByText("Prochaines places libres").waitFor();
  assert.ok((await apart.locator("option").evaluateAll((all) => all.map((one) => one.value))).includes("consultation"));
  await service.selectOption("consultation");
  await who.selectOption("benali");
  assert.ok((await service.locator("> option").evaluateAll((all) => all.map((one) => one.value))).includes("teleconsultation"));
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test("signing out ends an open page elsewhere within a second or two", async () => {
  const { page, close } = await enter("secretary");
  const other = await page.context().newPage();
  await other.goto(at("/console"));
  await page.locator("[hx-post='/console/sign-out']").click();
  await other.waitForURL(/sign-in/, { timeout: 4_000 });
  await close();
});

// The last one, for nobody comes in as this member any more.
test("whoever loses a right, or is dismissed, reads on the page that is open what has happened", async () => {
  const owner = await enter("owner");
  const member = await enter("secretary", { path: "/console/patients" });
  // The owner does what the team's pages send.
  const sent = (method, path) => owner.page.evaluate(([method, path]) => (
    fetch(path, { method, headers: { "hx-request": "true", "content-type": "application/x-www-form-urlencoded" } }).then((answer) => answer.status)), [method, path]);
  await owner.page.goto(at("/console/team"));
  const id = await owner.page.locator(".members li", { hasText: "Secrétaire" }).first().locator("a").first().getAttribute("href");
  assert.ok(await sent("DELETE", `${id}/rights/patients.read`) < 300);
  await member.page.getByText("Voir les dossiers des patients").waitFor({ timeout: 4_000 });
  await member.page.locator("#said", { hasText: "Vos droits ont changé" }).waitFor();
  assert.ok(await sent("POST", `${id}/disable`) < 300);
  await member.page.waitForURL(/sign-in/, { timeout: 4_000 });
  await member.page.getByText("Votre accès à ce cabinet vient d’être retiré").waitFor();
  assert.deepEqual(await violations(member.page), []);
  await owner.close();
  await member.close();
});
