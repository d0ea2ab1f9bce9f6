/** Loans asks whether the answer is fair: groups by gender, and a threshold whose cost follows the goal's costs. */
import { expect, test } from "./fixtures";
import { followUntil } from "./follow";
import type { Notebook } from "./pages/notebook";

/** The cheapest threshold and its cost, as the evaluation says them. */
async function cheapest(notebook: Notebook): Promise<{ readonly threshold: number; readonly cost: number }> {
  const line = notebook.cell("evaluate").getByTestId("cheapest-threshold");
  await expect(line).toBeVisible();
  const [threshold, cost] = [await line.getAttribute("data-threshold"), await line.getAttribute("data-cost")];
  return { threshold: Number(threshold), cost: Number(cost) };
}

async function costOfMiss(notebook: Notebook, cost: number): Promise<void> {
  await notebook.open("goal");
  const goal = notebook.cell("goal");
  const field = goal.getByLabel("Cost of a false negative");
  if (!(await field.isVisible())) await goal.getByRole("button", { name: "More options" }).click();
  await field.fill(String(cost));
  await field.press("Tab");
}

test("loans: answers by gender, and the cheapest threshold moves with the cost of a missed default", async ({
  home,
  notebook,
  page,
}) => {
  await home.open();
  await page.getByRole("button", { name: "Start with loans" }).click();
  await page.waitForURL(/\/notebook\?id=/);
  await costOfMiss(notebook, 1);
  await followUntil(notebook, /^try$/);
  await notebook.runAndWait("evaluate");
  await notebook.open("evaluate");

  const evaluate = notebook.cell("evaluate");
  const gender = evaluate.getByTestId("group-table").filter({ hasText: "gender" });
  await expect(gender.locator("tbody tr")).not.toHaveCount(0);
  await expect(gender).toContainText("%");
  for (const part of ["class-table", "roc-curve", "pr-curve", "calibration"]) {
    await expect(evaluate.getByTestId(part)).toBeVisible();
  }

  const slider = evaluate.getByRole("slider", { name: "Threshold" });
  const misses = () => evaluate.locator('[data-outcome="miss"]').getAttribute("data-count").then(Number);
  const before = await misses();
  await slider.focus();
  await slider.press("Home");
  expect(before).toBeGreaterThan(0);
  expect(await misses()).toBe(0);

  const even = await cheapest(notebook);
  await costOfMiss(notebook, 10);
  await notebook.open("evaluate");
  const dear = await cheapest(notebook);
  expect(dear.threshold).toBeLessThan(even.threshold);
  expect(dear.cost).toBeGreaterThan(even.cost);

  await evaluate.getByRole("button", { name: "Go to the cheapest" }).click();
  const missed = await misses();
  await evaluate.getByRole("button", { name: /^Answer with .* from now on$/ }).click();
  await expect(evaluate.getByTestId("threshold-waits")).toBeVisible();
  await notebook.runAndWait("package");
  const decision = notebook.cell("package").getByTestId("decision");
  await expect(decision).toHaveAttribute("data-threshold", String(dear.threshold));
  await notebook.runAndWait("evaluate");
  await notebook.open("evaluate");
  await expect(evaluate.getByTestId("threshold-waits")).toBeHidden();
  await expect(evaluate.getByTestId("threshold")).toHaveAttribute("data-value", String(dear.threshold));
  expect(await misses()).toBe(missed);
});
