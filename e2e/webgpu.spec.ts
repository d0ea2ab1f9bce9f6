/** A tiny model trains on the GPU: the software adapter is one too. */
import { expect, test } from "./fixtures";
import { stored } from "./stored";

test("iris trains on WebGPU when it is pinned, and the run says so", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithCsv();
  await notebook.expectNext("choose-data");
  await notebook.cell("dataset").getByLabel("Source").selectOption("iris");
  await notebook.runAndWait("dataset");
  await notebook.open("goal");
  await notebook.cell("goal").getByLabel("Target").selectOption("species");

  const train = notebook.cell("train");
  await notebook.open("train");
  await train.getByLabel("Epochs").fill("3");
  await train.getByRole("button", { name: "More options" }).click();
  await train.getByLabel("Runs on").selectOption("webgpu");
  await notebook.runAndWait("train");

  await expect(train.getByTestId("train-backend")).toHaveAttribute("data-backend", "webgpu");
  await expect(train.getByTestId("train-backend")).toContainText("webgpu");
  const [run] = await stored(page, "runs");
  expect(run?.status).toBe("FINISHED");
  expect(run?.backend).toMatchObject({ chosen: "webgpu", reason: "pinned" });
});
