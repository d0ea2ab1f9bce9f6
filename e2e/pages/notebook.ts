import { expect, type Locator, type Page } from "@playwright/test";

/** The notebook page: cells by kind, the one suggested action, the world. */
export class Notebook {
  constructor(readonly page: Page) {}

  cell(kind: string): Locator {
    return this.page.locator(`article[data-kind="${kind}"]`);
  }

  get next(): Locator {
    return this.page.getByTestId("next-action");
  }

  /** Waits until the suggested action is of this kind. */
  async expectNext(kind: string | RegExp, timeout = 60_000): Promise<void> {
    await expect(this.next).toHaveAttribute("data-next", kind, { timeout });
  }

  /** Presses the one lit button. */
  async act(): Promise<void> {
    await this.next.getByRole("button").click();
  }

  async run(kind: string): Promise<void> {
    await this.cell(kind).getByTestId("cell-run").click();
  }

  async expectStatus(kind: string, status: string | RegExp, timeout = 90_000): Promise<void> {
    await expect(this.cell(kind)).toHaveAttribute("data-status", status, { timeout });
  }

  async runAndWait(kind: string): Promise<void> {
    await this.run(kind);
    await this.expectStatus(kind, /done|cached/);
  }

  /** Answers what somebody's own data are to predict. */
  async chooseTarget(column: string): Promise<void> {
    await this.expectNext("choose-target");
    await this.cell("goal").getByTestId("target-question").locator(`[data-column="${column}"]`).click();
    await expect(this.cell("goal").getByTestId("target-question")).toHaveCount(0);
  }

  /**
   * Opens a cell for good. The suggested cell opens by itself: where it does so just before the click, the click has closed it. It closes
   * by itself as well, when the suggestion moves on; whoever is in its form keeps it open.
   */
  async open(kind: string): Promise<void> {
    const cell = this.cell(kind);
    await expect(async () => {
      if ((await cell.getAttribute("data-open")) !== "true") await cell.locator("h2 button").click();
      const field = cell.locator("input, select, textarea").first();
      if ((await field.count()) > 0) await field.focus({ timeout: 500 });
      await expect(cell).toHaveAttribute("data-open", "true", { timeout: 500 });
    }).toPass();
  }
}
