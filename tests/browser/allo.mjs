// Starts the demonstration and a browser for the tests, and stops both.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** Starts `allo demo` on a free port; resolves with the talk page's address. */
export async function startAllo() {
  const binary = process.env.ALLO ?? "../../target/debug/allo";
  const child = spawn(binary, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/\S+\/t\/[a-z0-9-]+/);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`allo demo ended with ${code}: ${said}`)));
  });
  return { address, stop: () => child.kill("SIGTERM") };
}

/** The system's Chromium, with a profile of its own. */
export async function startBrowser() {
  const home = mkdtempSync(join(tmpdir(), "allo-browser-"));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS, env: { ...process.env, HOME: home } });
  return { browser, stop: async () => { await browser.close(); rmSync(home, { recursive: true, force: true }); } };
}

/** A page of its own, whose every complaint is kept. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1360, height: 860 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, close: () => context.close() };
}

/** Somebody of the demonstration's team, signed in, before a page of the console. */
export async function signIn(browser, address, role, { path = "/console", ...options } = {}) {
  const at = (path) => new URL(path, address).href;
  const opened = await openPage(browser, options);
  await opened.page.goto(at("/console/sign-in"));
  await opened.page.click(`[hx-post$="/demo/${role}"]`);
  await opened.page.waitForURL(at("/console"));
  if (path !== "/console") await opened.page.goto(at(path));
  return opened;
}

/** A picture of the page, where pictures are wanted: README's are among them. */
export async function shoot(page, name, options = {}) {
  const folder = process.env.SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), ...options });
}

/** What axe-core finds against WCAG 2.2 AA, one line each. */
export async function violations(page) {
  const session = await page.context().newCDPSession(page);
  // Through the debugger, since the page's own policy lets no foreign script in.
  await session.send("Runtime.evaluate", { expression: AXE });
  return page.evaluate(async (tags) => {
    const found = await globalThis.axe.run(document, { runOnly: tags });
    return found.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.target.join(" ")).join(", ")})`);
  }, RULES);
}

/** Waits until Allo has answered and it is the caller's turn; returns what Allo asks for. */
export async function answered(page, turnsBefore) {
  await page.waitForFunction((before) => {
    const turns = document.querySelectorAll(".turn.allo").length;
    return turns > before && ["listening", "hearing", "ended"].includes(document.body.dataset.doing ?? "");
  }, turnsBefore, { timeout: 15_000 });
  return page.evaluate(() => document.body.dataset.asking);
}

export const allosTurns = (page) => page.locator(".turn.allo").count();

/** What a caller answers to each thing that Allo asks for. */
export const ANSWERS = {
  intent: "Je voudrais une consultation le plus tôt possible",
  service: "Une consultation",
  practitioner: "Peu importe",
  time: "Le plus tôt possible",
  choose: "Le premier",
  name: "Camille Durand",
  phone: "06 39 98 12 34",
  confirm: "Oui",
  anything_else: "Non merci, c’est tout",
};

/** Says something at the talk page by typing it; returns what Allo asks for next. */
export async function type(page, text) {
  const turns = await allosTurns(page);
  await page.fill("#message", text);
  await page.press("#message", "Enter");
  return answered(page, turns + (turns === 0 ? 1 : 0));
}

/** Says what one wishes, and answers whatever is asked until nothing more is. */
export async function converse(page, wish, own, say = type) {
  const answers = { ...ANSWERS, ...own };
  let asking = await say(page, wish);
  for (let turn = 0; turn < 12 && asking !== "anything_else"; turn += 1) {
    assert.ok(answers[asking], `Allo asks for ${asking}`);
    asking = await say(page, answers[asking]);
  }
  assert.equal(asking, "anything_else");
}
