/** A scenario that travels in a link: it makes its notebook on a computer that has never seen it, and gives the same drift there. */
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
const DEPLOYED = /^(wait-windows|inject-drift)$/;

test("a scenario's link makes the notebook in a fresh browser, and gives the same alerts at the same virtual minutes", async ({
  browser,
  foreignRequests,
}) => {
  const author = await fresh(browser, foreignRequests);
  await deployWatched(author);
  const link = await linkOfInjection(author.page);
  const once = await play(author, link);
  expect(once.alerts).toHaveLength(1);
  expect(once.shares).toHaveLength(WINDOWS);
  await author.page.context().close();

  const other = await fresh(browser, foreignRequests);
  const { page } = other;
  await page.goto(link);
  const linked = page.getByTestId("linked-notebook");
  await expect(linked).toContainText("1 change of the world");
  await linked.getByRole("button", { name: "Make this notebook" }).click();
  await expect(page.getByTestId("scenario-offer")).toContainText("follow the lit button");
  await expect(other.cell("trigger")).toHaveAttribute("data-status", "idle");
  await followUntil(other, DEPLOYED);
  expect(await play(other, page.url())).toEqual(once);

  await page.goto(link);
  await linked.getByRole("link", { name: "Open my copy" }).click();
  await expect(other.cell("deploy")).toHaveAttribute("data-status", /done|cached/);
  await page.context().close();
});

async function fresh(browser: Browser, foreign: string[]): Promise<Notebook> {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await blockForeignHosts(page, foreign);
  return new Notebook(page);
}

/** Digits deployed and watched; no trigger answers, so that what is served stays the same. */
async function deployWatched(notebook: Notebook): Promise<void> {
  const home = new Home(notebook.page);
  await home.open();
  await home.startWithDigits();
  await notebook.expectStatus("prepare", /done|cached/);
  await notebook.open("trigger");
  await notebook.cell("trigger").getByLabel("Starts").selectOption("manual");
  await followUntil(notebook, DEPLOYED);
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

/** Opens the link where its notebook is, plays it from minute 0, and reads what the monitor saw and which alert it fired. */
async function play(notebook: Notebook, link: string) {
  const { page } = notebook;
  const before = new Set((await stored(page, "alerts")).map((alert) => alert.id));
  await page.goto(link);
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
