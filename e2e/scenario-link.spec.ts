/** A scenario that travels in a link: the same drift at the same simulated minute, wherever it is opened. */
import type { Browser, Page } from "@playwright/test";
import { blockForeignHosts, expect, test } from "./fixtures";
import { followUntil } from "./follow";
import { Home } from "./pages/home";
import { Notebook } from "./pages/notebook";
import { World } from "./pages/world";
import { stored } from "./stored";

/** Windows that are compared: a few quiet ones, and those that alert. */
const WINDOWS = 8;
const LOOP_TIMEOUT_MS = 120_000;

test("the same scenario link gives the same alerts at the same virtual minutes", async ({
  browser,
  foreignRequests,
}) => {
  const first = await openWatched(browser, foreignRequests);
  const hash = new URL(await linkOfInjection(first.page)).hash;
  const once = await playLink(first, hash);
  expect(once.alerts).toHaveLength(1);
  expect(once.shares).toHaveLength(WINDOWS);
  const again = await playLink(first, hash);
  expect(again).toEqual(once);
  await first.page.context().close();

  const second = await openWatched(browser, foreignRequests);
  expect(await playLink(second, hash)).toEqual(once);
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
  await world.open();
  await world.dock.getByRole("button", { name: "Copy the scenario's link" }).click();
  await expect(world.dock).toContainText("Link copied");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens the link in the notebook, plays it from minute 0, and reads what the monitor saw and which alert it fired. */
async function playLink(notebook: Notebook, hash: string) {
  const { page } = notebook;
  const before = new Set((await stored(page, "alerts")).map((alert) => alert.id));
  await page.goto(new URL(hash, page.url()).href);
  const offer = page.getByTestId("scenario-offer");
  await offer.getByRole("button", { name: "Play this scenario" }).click();
  await expect(offer).toBeHidden();
  await new World(page).speedUp();
  const windows = async () => (await stored(page, "windows")).toSorted((a, b) => a.index - b.index).slice(0, WINDOWS);
  await expect.poll(async () => (await windows()).length, { timeout: LOOP_TIMEOUT_MS }).toBe(WINDOWS);
  const alerts = (await stored(page, "alerts")).filter((alert) => !before.has(alert.id));
  return {
    alerts: alerts.map(({ firedAtMinute, windowIndex, evidence }) => ({ firedAtMinute, windowIndex, evidence })),
    shares: (await windows()).map(({ fromMinute, toMinute, series }) => [fromMinute, toMinute, series["drift.share"]]),
  };
}
