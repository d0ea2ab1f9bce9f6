/** No serious or critical violation on any page, in both themes, on a desk and on a phone. One loop fills all pages. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectWindows, followUntil, injectDrift, speedUp } from "./follow";

const SHELVES = ["data", "experiments", "models", "endpoints", "runs"] as const;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  { colorScheme: "light", size: DESK },
  { colorScheme: "dark", size: DESK },
  { colorScheme: "dark", size: PHONE },
] as const;

/** Serious and critical violations of the page as it is now, in every look, each as one readable line. */
async function violations(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { colorScheme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(size);
    const results = await new AxeBuilder({ page }).analyze();
    const bad = results.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    for (const { id, nodes } of bad) {
      for (const node of nodes) {
        const why = [...node.any, ...node.all].map((check) => check.message).join("; ");
        found.push(`${name} ${colorScheme} ${size.width}: ${id} ${node.target.join(" ")} ${why}`);
      }
    }
  }
  await page.setViewportSize(DESK);
  return found;
}

test("axe finds nothing serious on any page", async ({ home, notebook, page }) => {
  test.setTimeout(420_000);
  await home.open();
  const found = [...(await violations(page, "home"))];
  await home.startWithDigits();
  const address = page.url();
  await notebook.expectNext("run");
  found.push(...(await violations(page, "notebook, fresh")));
  await followUntil(notebook, /^(wait-windows|inject-drift)$/);
  await speedUp(notebook);
  await expectWindows(notebook, 2);
  await notebook.expectNext("inject-drift");
  await notebook.act();
  await injectDrift(notebook);
  found.push(...(await violations(page, "notebook, the world open")));
  await notebook.expectNext("see-history", 180_000);
  for (const kind of [
    "goal",
    "dataset",
    "split",
    "prepare",
    "train",
    "package",
    "evaluate",
    "register",
    "deploy",
    "monitor",
    "trigger",
  ]) {
    await notebook.open(kind);
  }
  found.push(...(await violations(page, "notebook, everything open")));

  for (const shelf of SHELVES) {
    await page.goto(`/${shelf}`);
    const item = page.locator("main").getByRole("link").or(page.locator("main").getByRole("button")).first();
    await expect(item).toBeVisible();
    found.push(...(await violations(page, shelf)));
  }
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  found.push(...(await violations(page, "settings")));
  await home.open();
  await expect(page.getByText("Pick up where you left off")).toBeVisible();
  found.push(...(await violations(page, "home, with work")));
  expect(address).toContain("/notebook");
  expect(found).toEqual([]);
});
