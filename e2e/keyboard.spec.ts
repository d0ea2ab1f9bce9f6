/** The first journey in Spanish, with the keyboard alone. */
import { expect, test } from "./fixtures";
import { suggestion } from "./follow";
import { Keys } from "./pages/keys";
import type { Notebook } from "./pages/notebook";
import { World } from "./pages/world";
import { stored } from "./stored";

test.use({ locale: "es-MX" });

const LOOP_TIMEOUT_MS = 120_000;

test("digits in Spanish, from the home page to the roll back, by keyboard alone", async ({ home, notebook, page }) => {
  const keys = new Keys(page);
  await home.open();
  await keys.activate(page.getByRole("button", { name: "Empezar con dígitos" }));
  await page.waitForURL(/\/notebook\?id=/);

  await follow(notebook, keys, /^try$/);
  await keys.activate(notebook.next.getByRole("button", { name: "Dibuja un dígito" }), "Shift+Tab");
  await paintOnGrid(notebook, keys);

  await follow(notebook, keys, /^(wait-windows|inject-drift)$/);
  await expect(notebook.cell("evaluate")).toContainText("Alcanza el objetivo");
  const world = new World(page);
  await keys.activate(world.dock.getByRole("button", { name: "16×" }));
  await notebook.expectNext("inject-drift");
  expect(await stored(page, "alerts"), "alerts before anything was injected").toEqual([]);
  // Whoever walks by keyboard takes long: hours of calm traffic would outweigh what the challenger is to learn.
  await keys.activate(world.dock.getByRole("button", { name: "2×" }), "Shift+Tab");
  await injectShift(notebook, keys, world);
  await keys.activate(world.dock.getByRole("button", { name: "16×" }), "Shift+Tab");

  // The hand waits on the button: the world is to stand still as soon as the challenger is champion.
  const pause = world.dock.getByRole("button", { name: "Pausar el mundo" });
  await keys.reach(pause, "Shift+Tab");
  const run = page.getByTestId("pipeline-run");
  await expect(page.getByTestId("alert")).toBeVisible({ timeout: LOOP_TIMEOUT_MS });
  await expect(run).toHaveAttribute("data-outcome", "promoted", { timeout: LOOP_TIMEOUT_MS });
  await keys.press("Enter");
  await expect(world.dock).not.toHaveAttribute("data-playing", "true");

  const back = notebook.cell("trigger").getByRole("button", { name: "Volver a v1" });
  await keys.activate(back, "Shift+Tab");
  const champion = page.getByTestId("champion-history").locator("li").first();
  await expect(champion).toHaveAttribute("data-version", "1");
  await expect(champion).toHaveAttribute("data-reason", "rolled-back");
});

/** Presses the one lit action whenever there is one, until one of kind `goal` is suggested. */
async function follow(notebook: Notebook, keys: Keys, goal: RegExp): Promise<void> {
  await notebook.expectNext(/./);
  for (;;) {
    const { kind, text } = await suggestion(notebook);
    if (goal.test(kind)) return;
    expect(kind, text).toMatch(/^(run|wait-cell|wait-windows)$/);
    if (kind === "run") {
      await keys.reach(notebook.next.getByRole("button"), "Shift+Tab");
      // It may have moved on meanwhile: nobody presses what they have not read.
      if ((await suggestion(notebook)).text === text) await keys.press("Enter");
    }
    await expect
      .poll(async () => (await suggestion(notebook)).text, { timeout: LOOP_TIMEOUT_MS, intervals: [100, 200] })
      .not.toBe(text);
  }
}

/** A one, on the grid that stands in for the drawing pad. */
async function paintOnGrid(notebook: Notebook, keys: Keys): Promise<void> {
  const cell = notebook.cell("package");
  await keys.activate(cell.getByRole("button", { name: "Usar la cuadrícula" }));
  await keys.reach(cell.getByRole("button", { name: /^Fila 1, columna 1:/ }), "Shift+Tab");
  await keys.press("ArrowRight", "ArrowRight", "ArrowRight", "Space");
  for (let row = 2; row <= 8; row++) await keys.press("ArrowDown", "Space");
  const answer = cell.getByTestId("answer");
  await expect(answer).toHaveAttribute("data-answer", /^\d$/);
  await expect(answer.getByRole("listitem")).toHaveCount(10);
}

/** The lit action opens the world with the focus on the first slider. */
async function injectShift(notebook: Notebook, keys: Keys, world: World): Promise<void> {
  await keys.activate(notebook.next.getByRole("button", { name: "Inyectar deriva" }), "Shift+Tab");
  const slider = world.dock.getByRole("slider", { name: "Fuerza: Desplazamiento" });
  await expect(slider).toBeFocused();
  await keys.press("ArrowRight", "ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuenow", "2.5");
  await keys.activate(world.dock.getByRole("button", { name: "Inyectar: Desplazamiento" }));
  await expect(world.dock).toContainText("1 cambio en vigor");
}
