/** The first journey: from the home page to a model that was retrained, promoted and rolled back, on real digits. */
import { draw, ZERO } from "./material/drawing";
import { expect, test } from "./fixtures";
import { expectWindows, followUntil } from "./follow";
import { expectGoldenRows, expectManifestHolds, unzipDownload } from "./material/package-zip";
import type { Notebook } from "./pages/notebook";
import { World } from "./pages/world";
import { stored } from "./stored";

const LOOP_TIMEOUT_MS = 120_000;
const QUIET_WINDOWS = 5;

test("digits: from the home page to retraining, promotion and roll back, and all of it after a reload", async ({
  home,
  notebook,
  page,
}) => {
  const world = new World(page);
  await home.open();
  await home.startWithDigits();

  await followUntil(notebook, /^try$/);
  await expectPickedEngine(notebook);
  await expectParity(notebook);
  await expectHonestZip(notebook);
  await notebook.act();
  await expectDrawnZero(notebook, "package");

  await followUntil(notebook, /^(wait-windows|inject-drift)$/);
  const accuracy = notebook.cell("evaluate").getByTestId("primary-metric");
  await expect(accuracy).toHaveAttribute("data-metric", "accuracy");
  expect(Number(await accuracy.getAttribute("data-value"))).toBeGreaterThanOrEqual(0.95);

  await world.speedUp();
  await expectWindows(notebook, QUIET_WINDOWS);
  expect(await stored(page, "alerts"), "alerts before anything was injected").toEqual([]);
  await notebook.expectNext("inject-drift");

  await world.inject("shift");
  await expectExplainedAlert(notebook);
  await expectPromotion(notebook, world);
  await rollBack(notebook);

  await page.reload();
  await expectEverythingStillThere(notebook);
  await notebook.open("deploy");
  await expectDrawnZero(notebook, "deploy");
});

/** The convolutional network trained on the engine that gives the same bits everywhere, and the cell's table says so. */
async function expectPickedEngine(notebook: Notebook): Promise<void> {
  const [run] = await stored(notebook.page, "runs");
  expect(run?.params).toMatchObject({ model: "cnn", reproducible: "true" });
  expect(run?.backend).toMatchObject({ chosen: "compiled-wasm", reason: "reproducible" });
  await notebook.open("train");
  const table = notebook.cell("train").getByTestId("backend-table");
  await expect(table.locator('[data-backend="compiled-wasm"]')).toHaveAttribute("data-outcome", "measured");
  await expect(table.locator('[data-backend="webgpu"]')).toHaveAttribute("data-outcome", "not-tried");
}

async function expectParity(notebook: Notebook): Promise<void> {
  const parity = notebook.page.getByTestId("parity");
  expect(Number(await parity.getAttribute("data-difference"))).toBeLessThanOrEqual(1e-4);
  await expect(notebook.cell("package")).toContainText("The file answers just as the model does");
}

/** The zip that a person downloads says what it holds and answers elsewhere as it did here. */
async function expectHonestZip({ page }: Notebook): Promise<void> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download zip" }).click();
  const files = await unzipDownload(await downloading);
  const [made] = await stored(page, "packages");
  if (!made) throw new Error("no package is stored");
  expect(expectManifestHolds(files)).toBe(made.digest);
  await expectGoldenRows(files, made.signature);
}

async function expectDrawnZero(notebook: Notebook, kind: "package" | "deploy"): Promise<void> {
  const cell = notebook.cell(kind);
  await draw(notebook.page, cell.getByTestId("digit-pad"), ZERO);
  const answer = cell.getByTestId("answer");
  await expect(answer).toHaveAttribute("data-answer", "0");
  await expect(answer.getByRole("list", { name: "Probability of each class" }).getByRole("listitem")).toHaveCount(10);
}

/** A plain sentence with both sides below it; the formula, both operands and the threshold a button away. */
async function expectExplainedAlert({ page }: Notebook): Promise<void> {
  const alert = page.getByTestId("alert");
  await expect(alert).toBeVisible({ timeout: LOOP_TIMEOUT_MS });
  await expect(alert).toContainText(/no longer looks like what was learned: .*\d+ columns changed/);
  await expect(alert.getByTestId("alert-evidence").getByRole("img")).toHaveCount(20);
  await alert.getByRole("button", { name: "See the calculation" }).click();
  await expect(alert.getByTestId("alert-calculation")).toContainText(/≥ .+ in [3-5] of [3-5] windows/);
  const [first] = await stored(page, "alerts");
  expect(first?.modelVersion).toBe("1");
  expect(first?.evidence.values.length).toBeGreaterThanOrEqual(3);
}

async function expectPromotion(notebook: Notebook, world: World): Promise<void> {
  const { page } = notebook;
  const run = page.getByTestId("pipeline-run");
  await expect(run).toHaveAttribute("data-status", /queued|running|canary|done/, { timeout: LOOP_TIMEOUT_MS });
  const gate = run.getByTestId("gate");
  await expect(gate).toHaveAttribute("data-verdict", "blessed", { timeout: LOOP_TIMEOUT_MS });
  await expect(gate).toContainText(/The difference of [+−-]?0\.\d+ (may be|is no) chance/);
  await expect(gate.getByRole("row", { name: /challenger/ })).toHaveText(/v2.*0\.\d+.*0\.\d+/);
  await expect(gate.getByRole("row", { name: /champion/ })).toHaveText(/v1.*0\.\d+.*0\.\d+/);
  await expect(run).toHaveAttribute("data-outcome", "promoted", { timeout: LOOP_TIMEOUT_MS });
  await world.pause();
  const history = page.getByTestId("champion-history").locator("li");
  await expect(history.first()).toHaveAttribute("data-version", "2");
  await expect(history.first()).toHaveAttribute("data-reason", "gate-blessed");
  await expect(history.first()).toContainText("the trigger");
  const [retraining] = await stored(page, "pipelineRuns");
  expect(retraining?.canary?.seen).toBe(retraining?.canary?.needed);
  expect(await servedVersions(notebook)).toEqual(["2"]);
}

async function rollBack(notebook: Notebook): Promise<void> {
  await notebook.cell("trigger").getByRole("button", { name: "Back to v1" }).click();
  await expect(notebook.page.getByTestId("champion-history").locator("li").first()).toHaveAttribute(
    "data-version",
    "1",
  );
  await expectRolledBack(notebook);
}

async function expectRolledBack(notebook: Notebook): Promise<void> {
  const history = notebook.page.getByTestId("champion-history").locator("li");
  await expect(history).toHaveCount(3);
  await expect(history.first()).toHaveAttribute("data-reason", "rolled-back");
  await expect(history.first()).toContainText(/v1 since .*\d.*by a person/);
  await expect(history.last()).toHaveAttribute("data-reason", "first-version");
  expect(await servedVersions(notebook)).toEqual(["1"]);
}

async function servedVersions({ page }: Notebook): Promise<readonly string[]> {
  const [endpoint] = await stored(page, "endpoints");
  return endpoint?.routes.map((route) => route.modelVersion) ?? [];
}

async function expectEverythingStillThere(notebook: Notebook): Promise<void> {
  const { page } = notebook;
  const steps = ["goal", "dataset", "split", "prepare", "train", "package", "evaluate", "register", "deploy"];
  for (const kind of [...steps, "monitor", "trigger"]) await notebook.expectStatus(kind, /done|cached|stale/);
  await expect(page.getByTestId("parity")).toBeVisible();
  await expect(page.getByTestId("primary-metric")).toBeVisible();
  await expect(page.getByTestId("alert")).toBeVisible();
  await expect(page.getByTestId("pipeline-run")).toHaveAttribute("data-outcome", "promoted");
  await expectRolledBack(notebook);
}
