/** Every journey runs with all foreign hosts blocked, and fails when one was asked for or when the page logged an error. */
import { test as base, expect, type Page } from "@playwright/test";
import { Notebook } from "./pages/notebook";
import { Home } from "./pages/home";

interface Fixtures {
  readonly home: Home;
  readonly notebook: Notebook;
  /** Filled while the journey runs; asserted empty at its end. */
  readonly foreignRequests: string[];
  readonly pageErrors: string[];
}

const OWN_HOSTS = /^(localhost|127\.0\.0\.1|insecure\.test)$/;

/** Blocks every host but the app's own and notes what was asked for. */
export async function blockForeignHosts(page: Page, seen: string[]): Promise<void> {
  await page.context().route(
    (url) => url.protocol.startsWith("http") && !OWN_HOSTS.test(url.hostname),
    async (route) => {
      seen.push(route.request().url());
      await route.abort();
    },
  );
}

export const test = base.extend<Fixtures>({
  foreignRequests: [
    async ({ page }, use) => {
      const seen: string[] = [];
      await blockForeignHosts(page, seen);
      await use(seen);
      expect(seen, "requests to foreign hosts").toEqual([]);
    },
    { auto: true },
  ],
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await use(errors);
      expect(errors, "uncaught errors on the page").toEqual([]);
    },
    { auto: true },
  ],
  home: async ({ page }, use) => use(new Home(page)),
  notebook: async ({ page }, use) => use(new Notebook(page)),
});

export { expect };
