// Somebody who has a keyboard and no mouse: goes from one thing to the next with Tab, and sees where they are.

import assert from "node:assert/strict";

/** How often somebody presses Tab for one thing before they give up. */
const PATIENCE = 60;

export class Keys {
  constructor(page) {
    this.page = page;
    /** How many keys were pressed. */
    this.presses = 0;
    /** How many it took to get to each thing. */
    this.log = [];
  }

  async press(key) {
    this.presses += 1;
    await this.page.keyboard.press(key);
  }

  /** Tabs until what has the focus is of this role and called so. */
  async reach(role, name, { back = false } = {}) {
    await this.reachIn(this.page.locator("body"), role, name, back);
  }

  /** The same for something within something. */
  async reachIn(within, role, name, back = false) {
    const wanted = within.getByRole(role, { name, exact: typeof name === "string" });
    for (let tabs = 0; tabs <= PATIENCE; tabs += 1) {
      if (await this.has(wanted)) {
        await this.seen(String(name));
        this.log.push(`${name} ${tabs}`);
        return;
      }
      await this.press(back ? "Shift+Tab" : "Tab");
    }
    assert.fail(`${role} ${name} isn't reached by ${PATIENCE} tabs; the focus is at ${await this.where()}`);
  }

  /** Whether one of these has the focus. */
  has(wanted) {
    return wanted.evaluateAll((all) => all.some((one) => one === document.activeElement));
  }

  /** It has the focus already. */
  async at(role, name, why) {
    const wanted = this.page.getByRole(role, { name });
    await wanted.first().waitFor();
    assert.ok(await this.has(wanted), `${why}; the focus is at ${await this.where()}`);
  }

  /** The focus is in here. */
  async within(selector) {
    await this.page.waitForFunction((wanted) => document.activeElement?.closest(wanted), selector, { timeout: 2_000 }).catch(() => {});
    assert.ok(await this.page.evaluate((wanted) => Boolean(document.activeElement?.closest(wanted)), selector), `the focus is in ${selector}, not at ${await this.where()}`);
  }

  /** The focus isn't lost: whoever tabs on doesn't begin at the top of the page. */
  async somewhere(when) {
    await this.page.waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 2_000 }).catch(() => {});
    assert.ok(await this.page.evaluate(() => document.activeElement !== document.body), `the focus is somewhere ${when}`);
  }

  /** What has the focus is on the screen, is big enough, and shows that it has it. */
  async seen(name) {
    const look = await this.page.evaluate(() => {
      const at = document.activeElement;
      const box = at.getBoundingClientRect();
      const on = box.bottom > 0 && box.top < window.innerHeight;
      return { on, height: box.height, outline: getComputedStyle(at).outlineStyle };
    });
    assert.ok(look.on, `${name} is on the screen`);
    assert.notEqual(look.outline, "none", `${name} shows that it has the focus`);
  }

  /** What has the focus, for whoever reads why something failed. */
  where() {
    return this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160));
  }
}
