/** A scenario that travels in a link: the same drift at the same simulated minute, wherever it is opened. */
import type { Browser, Page } from "@playwright/test";
import { blockForeignHosts, expect, test } from "./fixtures";
import { followUntil } from "./follow";
import { Home } from "./pages/home";
import { Notebook } from "./pages/notebook";
import { World } from "./pages/world";
import { stored } from "./stored";

const ALERTS = 2;

test("the same scenario link gives the same alerts at the same virtual minutes", async ({
  browser,
  foreignRequests,
}) => {
  const first = await openWatched(browser, foreignRequests);
  const link = await linkOfInjection(first.page);
  const hash = new URL(link).hash;
  const once = await alertsOf(first, hash);
  expect(once).toHaveLength(ALERTS);
  const again = await alertsOf(first, hash);
  expect(again).toEqual(once);
  await first.page.context().close();

  const second = await openWatched(browser, foreignRequests);
  const elsewhere = await alertsOf(second, hash);
  expect(elsewhere.map((alert) => alert.minute)).toEqual(once.map((alert) => alert.minute));
  await second.page.context().close();
});

/** A fresh browser with digits deployed and watched; no trigger answers, so that what is served stays the same. */
async function openWatched(browser: Browser, foreign: string[]): Promise<Notebook> {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await blockForeignHosts(page, foreign);
  const home = new Home(page);
  const notebook = new Notebook(page);
  await home.open();
  await home.startWithDigits();
  await notebook.expectStatus("prepare", /done|cached/);
  await notebook.open("trigger");
  await notebook.cell("trigger").getByLabel("Starts").selectOption("manual");
  await followUntil(notebook, /^(wait-windows|inject-drift)$/);
  return notebook;
}

/** Injects a shift by hand and copies the link that repeats it. */
async function linkOfInjection(page: Page): Promise<string> {
  const world = new World(page);
  await world.inject("shift");
  await expect(world.dock).toContainText("1 change in force");
  await world.dock.getByRole("button", { name: "Copy the scenario's link" }).click();
  await expect(world.dock).toContainText("Link copied");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens the link in the notebook, plays it from minute 0, and reads the first alerts that it fires. */
async function alertsOf(notebook: Notebook, hash: string) {
  const { page } = notebook;
  const world = new World(page);
  const before = new Set((await stored(page, "alerts")).map((alert) => alert.id));
  await page.goto(page.url().split("#")[0] + hash);
  await page.reload();
  const offer = page.getByTestId("scenario-offer");
  await offer.getByRole("button", { name: /play/i }).click();
  await expect(offer).toBeHidden();
  await world.speedUp();
  const fired = async () =>
    (await stored(page, "alerts"))
      .filter((alert) => !before.has(alert.id))
      .sort((a, b) => a.firedAtMinute - b.firedAtMinute)
      .slice(0, ALERTS);
  await expect.poll(async () => (await fired()).length, { timeout: 60_000 }).toBe(ALERTS);
  return (await fired()).map((alert) => ({
    minute: alert.firedAtMinute,
    condition: alert.evidence.condition,
    values: alert.evidence.values,
    window: alert.windowIndex,
  }));
}
