/** Follows the one lit action through the loop, as a person who always takes the suggestion. Waits by state, never by time. */
import { expect } from "@playwright/test";
import type { Notebook } from "./pages/notebook";

const STEP_TIMEOUT_MS = 120_000;
const BY_HAND = /^(choose-data|choose-target|fix|inject-drift)$/;

/** What the notebook suggests now: the kind of action and its sentence, in one reading; between two it may change. */
export function suggestion(notebook: Notebook): Promise<{ readonly kind: string; readonly text: string }> {
  return notebook.next.evaluate((bar) => ({ kind: bar.dataset["next"] ?? "", text: bar.textContent ?? "" }));
}

/**
 * Presses every suggested action until one of kind `goal` is suggested; returns the kinds on the way. Fails at a step that
 * only a person can do, with the sentence on the screen.
 */
export async function followUntil(notebook: Notebook, goal: RegExp): Promise<readonly string[]> {
  const taken: string[] = [];
  for (;;) {
    const { kind, text } = await suggestion(notebook);
    if (goal.test(kind)) return taken;
    expect(kind, `the loop stopped at: ${text}; ${await errorsOf(notebook)}`).not.toMatch(BY_HAND);
    if (kind === "improve") {
      // These journeys are about what comes after: they deploy it all the same.
      taken.push(kind);
      await notebook.cell("deploy").getByTestId("deploy-change").getByTestId("reason").fill("To see what comes after");
      await notebook.run("deploy");
    }
    // Only while it is still suggested: pressing what comes next would take a step that nobody has read.
    const button = notebook.page.locator(`[data-testid="next-action"][data-next="${kind}"]`).getByRole("button");
    if (kind !== "improve" && (await button.count()) > 0) {
      taken.push(kind);
      // The suggestion may have moved on between reading and pressing.
      await button.click({ timeout: 2000 }).catch(() => undefined);
    }
    await expect
      .poll(async () => JSON.stringify(await suggestion(notebook)), { timeout: STEP_TIMEOUT_MS, intervals: [100, 200] })
      .not.toBe(JSON.stringify({ kind, text }));
  }
}

async function errorsOf(notebook: Notebook): Promise<string> {
  return (await notebook.page.locator("[data-error]").allTextContents()).join(" | ");
}

/** Lets the world run as fast as it can. */
export async function speedUp(notebook: Notebook): Promise<void> {
  const dock = notebook.page.getByTestId("world-dock");
  const speed = dock.getByRole("button", { name: /16/ });
  await speed.click();
  await expect(speed).toHaveAttribute("aria-pressed", "true");
}

/** Waits until the monitor has closed this many windows. */
export async function expectWindows(notebook: Notebook, atLeast: number): Promise<void> {
  await expect
    .poll(async () => Number(await notebook.page.getByTestId("monitor-state").getAttribute("data-windows")), {
      timeout: STEP_TIMEOUT_MS,
    })
    .toBeGreaterThanOrEqual(atLeast);
}

/** Injects a drift of this kind with the strength that its slider shows. */
export async function injectDrift(notebook: Notebook, kind = "shift"): Promise<void> {
  const dock = notebook.page.getByTestId("world-dock");
  const open = dock.locator("[data-open-world]");
  if ((await open.count()) > 0) await open.click();
  await dock.locator(`[data-injection="${kind}"]`).getByRole("button").click();
  await expect(dock.getByRole("status").filter({ hasText: /\d/ })).toBeVisible();
}
