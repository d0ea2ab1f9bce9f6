/** The story of a change stays in view: the world folds and stands aside, low pages keep room for the notebook. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { followUntil } from "./follow";
import { World } from "./pages/world";

/** 1280×720 with the text at 150 %. */
const BEAMER = { width: 853, height: 480 };
const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LEAST_NOTEBOOK_PX = 300;

test("the world stands aside, folds on an injection, and the page follows", async ({ home, notebook, page }) => {
  const world = new World(page);
  await home.open();
  await home.startWithDigits();
  await followUntil(notebook, /^(wait-windows|inject-drift)$/);
  await world.speedUp();
  await notebook.expectNext("inject-drift");

  await world.open();
  expect(await overlap(page), "the open world covers no cell").toBe(0);
  for (const part of ["switch", "slider"] as const) await expect(world.dock.getByRole(part).last()).toBeInViewport();
  await expect(world.dock.getByRole("button", { name: "Copy the scenario's link" })).toBeInViewport();

  await world.inject("shift");
  await expect(world.dock.locator("[data-open-world]")).toBeVisible();
  await expect(notebook.cell("monitor")).toBeInViewport();
  await expect(page.getByTestId("pipeline-run")).toHaveAttribute("data-outcome", "promoted", { timeout: 120_000 });
  await expect(notebook.cell("trigger")).toBeInViewport();

  await page.setViewportSize(BEAMER);
  expect(await roomOfNotebook(page)).toBeGreaterThanOrEqual(LEAST_NOTEBOOK_PX);
  await world.open();
  expect(await roomOfNotebook(page)).toBeGreaterThanOrEqual(LEAST_NOTEBOOK_PX);
  await page.setViewportSize(PHONE);
  await expect(world.dock.getByTestId("next-action")).toBeVisible();
  await page.setViewportSize(LAPTOP);
});

/** Pixels of height in which the open world lies over the column of cells. */
function overlap(page: Page): Promise<number> {
  return page.evaluate(() => {
    const dock = document.querySelector("[data-testid=world-dock]")?.getBoundingClientRect();
    const cells = [...document.querySelectorAll("[data-cell]")].map((cell) => cell.getBoundingClientRect());
    return cells.filter((cell) => dock && cell.right > dock.left && cell.top < dock.bottom && cell.bottom > dock.top)
      .length;
  });
}

/** Height of the window that no bar covers, in the middle of the page. */
function roomOfNotebook(page: Page): Promise<number> {
  return page.evaluate(() => {
    scrollTo(0, document.body.scrollHeight / 2);
    const bars = [...document.querySelectorAll<HTMLElement>("header, nav, section, aside")].filter((bar) =>
      ["sticky", "fixed"].includes(getComputedStyle(bar).position),
    );
    const covered = (y: number) =>
      bars.some((bar) => {
        const box = bar.getBoundingClientRect();
        return box.width > innerWidth / 2 && y >= box.top && y < box.bottom;
      });
    return Array.from({ length: innerHeight }, (_, y) => y).filter((y) => !covered(y)).length;
  });
}
