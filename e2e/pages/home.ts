import type { Page } from "@playwright/test";

/** The home page. */
export class Home {
  constructor(private readonly page: Page) {}

  async open(path = "/"): Promise<void> {
    await this.page.goto(path);
  }

  async startWithDigits(): Promise<void> {
    await this.page.getByRole("button", { name: /start with digits|empezar con dígitos/i }).click();
    await this.page.waitForURL(/\/notebook\?id=/);
  }

  async startWithCsv(): Promise<void> {
    await this.page.getByRole("button", { name: /csv/i }).click();
    await this.page.waitForURL(/\/notebook\?id=/);
  }
}
