/** A page that goes away in the middle of a training, and a second page beside a live one. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { Notebook } from "./pages/notebook";
import { stored } from "./stored";

const ENDLESS = "10000";
/** Epochs that outlast the opening of a second tab. */
const SECONDS_LONG = "400";

test("a reload in the middle of training marks the run interrupted and loses nothing else", async ({
  home,
  notebook,
  page,
}) => {
  await home.open();
  await home.startWithDigits();
  await startLongTraining(notebook, ENDLESS);
  const before = await statusesOf(page);

  await page.reload();
  await notebook.expectStatus("train", "interrupted");
  await expect.poll(async () => (await stored(page, "runs")).map((run) => run.status)).toEqual(["KILLED"]);
  const [run] = await stored(page, "runs");
  expect(run?.tags["ciclo.interrupted"]).toBe("true");
  await expect(notebook.cell("train")).toContainText(/interrupted/i);
  expect(await statusesOf(page)).toEqual({ ...before, train: "interrupted" });
  await notebook.open("train");
  await expect(notebook.cell("train").getByLabel("Epochs", { exact: true })).toHaveValue(/10.?000/);

  await notebook.cell("train").getByLabel("Epochs", { exact: true }).fill("3");
  await notebook.runAndWait("train");
  expect((await stored(page, "runs")).map((other) => other.status).sort()).toEqual(["FINISHED", "KILLED"]);
});

test("an interrupted training is resumed from its last stored epoch and ends with a whole curve", async ({
  home,
  notebook,
  page,
}) => {
  await home.open();
  await home.startWithDigits();
  await startLongTraining(notebook, SECONDS_LONG);
  await page.reload();
  await notebook.expectStatus("train", "interrupted");
  const resume = notebook.cell("train").getByTestId("train-resume");
  await expect(resume).toHaveText(/Resume from epoch \d+/);
  const [cut] = await stored(page, "runs");
  await resume.click();
  await notebook.expectStatus("train", "done", 120_000);

  const runs = await stored(page, "runs");
  const [resumed] = runs.filter((run) => run.id !== cut?.id);
  expect(runs.length).toBe(2);
  expect(resumed).toMatchObject({
    ...{ status: "FINISHED", params: cut?.params, tags: { "ciclo.resumedFrom": cut?.id } },
    backend: { chosen: "compiled-wasm", reason: "reproducible" },
  });
  const points = await stored(page, "metrics");
  const curve = points.filter(({ runId, key }) => runId === resumed?.id && key === "val_loss").map(({ step }) => step);
  expect(curve.sort((a, b) => a - b)).toEqual(Array.from({ length: Number(SECONDS_LONG) }, (_, index) => index + 1));
  await expect(resume).toHaveCount(0);
  await page.goto(`/experiments?run=${resumed?.id}`);
  await expect(page.getByText("Resumed from")).toBeVisible();
  await expect(page.getByRole("link", { name: cut?.name ?? "", exact: true }).first()).toBeVisible();
});

test("a second tab leaves a live training alone", async ({ home, notebook, page, context }) => {
  await home.open();
  await home.startWithDigits();
  await startLongTraining(notebook, SECONDS_LONG);
  const second = await context.newPage();
  await second.goto(page.url());
  const other = new Notebook(second);
  await other.expectStatus("prepare", /done|cached/);
  const [live] = await stored(second, "runs");
  expect(live).toMatchObject({ status: "RUNNING" });
  expect(live?.tags).not.toHaveProperty("ciclo.interrupted");

  await notebook.expectStatus("train", "done", 120_000);
  const [ended, ...others] = await stored(second, "runs");
  expect(ended).toMatchObject({ id: live?.id, status: "FINISHED" });
  expect(ended?.tags).not.toHaveProperty("ciclo.interrupted");
  expect(others).toEqual([]);
  await other.expectStatus("train", "done");
});

/** A training that stops for no plateau, with its first epochs on the screen. */
async function startLongTraining(notebook: Notebook, epochs: string): Promise<void> {
  await notebook.expectStatus("prepare", /done|cached/);
  const train = notebook.cell("train");
  await notebook.open("train");
  await train.getByLabel("Epochs", { exact: true }).fill(epochs);
  await train.getByRole("button", { name: "More options" }).click();
  await train.getByRole("switch", { name: "Stop early" }).click();
  await notebook.run("train");
  await expect.poll(() => epochOf(notebook.page), { timeout: 60_000 }).toBeGreaterThan(0);
}

/** The epoch that the live training shows; 0 before the first. */
async function epochOf(page: Page): Promise<number> {
  const text = await page
    .getByTestId("training-facts")
    .textContent({ timeout: 1000 })
    .catch(() => "");
  return Number(/Epoch ([\d,.]+) of/.exec(text ?? "")?.[1]?.replace(/[,.]/g, "") ?? 0);
}

async function statusesOf(page: Page): Promise<Readonly<Record<string, string>>> {
  const pairs = await page
    .locator("article[data-kind]:not([data-kind=text])")
    .evaluateAll((cells) => cells.map((cell) => [cell.getAttribute("data-kind"), cell.getAttribute("data-status")]));
  return Object.fromEntries(pairs) as Record<string, string>;
}
