import { expect, type Locator, type Page } from "@playwright/test";

/** The simulated world: its clock, its traffic and what can be changed in it. */
export class World {
  constructor(private readonly page: Page) {}

  get dock(): Locator {
    return this.page.getByTestId("world-dock");
  }

  async open(): Promise<void> {
    const toggle = this.dock.locator("[data-open-world]");
    if ((await toggle.count()) > 0) await toggle.click();
  }

  /** Lets time run as fast as it can. */
  async speedUp(): Promise<void> {
    const speed = this.dock.getByRole("button", { name: /^16/ });
    await speed.click();
    await expect(speed).toHaveAttribute("aria-pressed", "true");
    await expect(this.dock).toHaveAttribute("data-playing", "true");
  }

  async pause(): Promise<void> {
    await this.dock.getByRole("button", { name: /^(pause the world|pausar el mundo)$/i }).click();
    await expect(this.dock).not.toHaveAttribute("data-playing", "true");
  }

  /** Injects one kind of drift at the strength that its slider suggests; the dock folds behind it. */
  async inject(kind: "shift" | "missing" | "label-flip"): Promise<void> {
    await this.open();
    await this.dock.locator(`[data-injection="${kind}"]`).getByRole("button").click();
  }
}
