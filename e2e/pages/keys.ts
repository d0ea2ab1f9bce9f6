import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has. */
const MOST_STOPS = 400;

/** The page by keyboard alone: nothing is clicked, focused or filled by script. */
export class Keys {
  constructor(private readonly page: Page) {}

  /** Tabs forwards or backwards until the focus is on the target. */
  async reach(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await this.#isFocused(target)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`the keyboard does not reach ${target.toString()}`);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Reaches a button and presses it. */
  async activate(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await this.reach(target, key);
    await this.press("Enter");
  }

  async #isFocused(target: Locator): Promise<boolean> {
    return target.evaluateAll((elements) => elements.some((element) => element === document.activeElement));
  }
}
