/** A tiny model trains on the GPU, on either engine: the software adapter is one too. */
import { expect, test } from "./fixtures";
import type { Notebook } from "./pages/notebook";
import { stored } from "./stored";

const NAMES = { webgpu: "TensorFlow.js WebGPU", "compiled-webgpu": "Ciclo on WebGPU" };

for (const [backend, name] of Object.entries(NAMES)) {
  test(`iris trains on ${backend} when it is pinned, and the run says so`, async ({ home, notebook, page }) => {
    await home.open();
    await home.startWithCsv();
    await chooseIris(notebook);
    const train = notebook.cell("train");
    await openTraining(notebook, { epochs: "3", backend });
    await notebook.runAndWait("train");

    await expect(train.getByTestId("train-backend")).toHaveAttribute("data-backend", backend);
    await expect(train.getByTestId("train-backend")).toContainText(name);
    const [run] = await stored(page, "runs");
    expect(run?.status).toBe("FINISHED");
    expect(run?.backend).toMatchObject({ chosen: backend, reason: "pinned" });
  });
}

test("a small model that may run anywhere starts at once, and runs again where it ran", async ({
  home,
  notebook,
  page,
}) => {
  await home.open();
  await home.startWithCsv();
  await chooseIris(notebook);
  const train = notebook.cell("train");
  await openTraining(notebook, { epochs: "3" });
  await train.getByRole("switch", { name: "Reproducible" }).click();
  await notebook.runAndWait("train");
  await notebook.open("train");
  const table = train.getByTestId("backend-table");
  await expect(table).toHaveAttribute("data-reason", "at-once");
  await expect(table.locator('[data-backend="compiled-wasm"]')).toHaveAttribute("data-outcome", "measured");
  await expect(table.locator('[data-backend="compiled-webgpu"]')).toHaveAttribute("data-outcome", "not-tried");

  await train.getByLabel("Epochs", { exact: true }).fill("4");
  await train.getByLabel("Epochs", { exact: true }).blur();
  await notebook.runAndWait("train");
  await notebook.open("train");
  await expect(train.getByTestId("backend-reason")).toHaveAttribute("data-reason", "reused");
  const reasons = (await stored(page, "runs")).map((run) => run.backend?.reason);
  expect(reasons.sort()).toEqual(["at-once", "reused"]);
});

test("a training on the picked engine stops soon after it is told to", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithDigits();
  await notebook.expectStatus("prepare", /done|cached/);
  await openTraining(notebook, { epochs: "10000" });
  await notebook.cell("train").getByRole("switch", { name: "Stop early" }).click();
  await notebook.run("train");
  await expect(page.getByTestId("training-facts")).toContainText("Ciclo on the CPU");
  await notebook.cell("train").getByRole("button", { name: "Stop" }).click();
  await notebook.expectStatus("train", "stopped", 2_000);
  await expect
    .poll(async () => (await stored(page, "runs")).map((run) => run.status), { timeout: 2_000 })
    .toEqual(["KILLED"]);
});

async function chooseIris(notebook: Notebook): Promise<void> {
  await notebook.expectNext("choose-data");
  await notebook.cell("dataset").getByLabel("Source").selectOption("iris");
  await notebook.runAndWait("dataset");
  await notebook.open("goal");
  await notebook.cell("goal").getByLabel("Target").selectOption("species");
}

async function openTraining(
  notebook: Notebook,
  params: { readonly epochs: string; readonly backend?: string },
): Promise<void> {
  const train = notebook.cell("train");
  await notebook.open("train");
  await train.getByLabel("Epochs", { exact: true }).fill(params.epochs);
  await train.getByRole("button", { name: "More options" }).click();
  if (params.backend) await train.getByLabel("Runs on").selectOption(params.backend);
}
