/** Four notebooks in one browser, all deployed: names, versions and answers of each are its own, and so is the cell of a link. */
import { customerCsv } from "./customer-csv";
import { expect, test } from "./fixtures";
import { followUntil } from "./follow";
import type { Notebook } from "./pages/notebook";
import { World } from "./pages/world";
import { stored } from "./stored";

const DEPLOYED = /^(wait-windows|inject-drift)$/;

test("two starters and two files, all deployed: nothing crosses", async ({ home, notebook, page }) => {
  const start = async (button: string | RegExp, file?: Table) => {
    await home.open();
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(/\/notebook\?id=/);
    if (file) await chooseTable(notebook, file);
    await followUntil(notebook, DEPLOYED);
    // Four worlds at once would slow the journey: each has answered something, and waits.
    const world = new World(page);
    await expect(world.dock).toHaveAttribute("data-minute", /^[1-9]/);
    await world.pause();
    return page.url();
  };
  const digits = await start("Start with digits");
  const loans = await start("Start with loans");
  await start(/csv/i, customers("clientes.csv", "permanece"));
  await start(/csv/i, customers("socios.csv", "renueva"));

  const endpoints = await stored(page, "endpoints");
  const packages = new Map((await stored(page, "packages")).map((made) => [made.digest, made]));
  for (const names of [endpoints.map(({ name }) => name), endpoints.map(({ modelName }) => modelName)]) {
    expect(new Set(names).size).toBe(4);
  }
  expect(endpoints.map(({ routes }) => routes.map(({ modelVersion, percent }) => [modelVersion, percent]))).toEqual(
    Array.from({ length: 4 }, () => [["1", 100]]),
  );
  const servedBy = (endpoint: (typeof endpoints)[number]) => packages.get(endpoint.routes[0]!.packageDigest)!;
  const targets = endpoints.map((endpoint) => servedBy(endpoint).signature.target);
  expect([...targets].sort()).toEqual(["default", "label", "permanece", "renueva"]);
  const batches = await stored(page, "batches");
  for (const endpoint of endpoints) {
    const answers = batches.filter(({ endpointId }) => endpointId === endpoint.id).flatMap(({ records }) => records);
    const { classes } = servedBy(endpoint).signature;
    expect(answers.length, endpoint.name).toBeGreaterThan(0);
    expect(
      answers.filter(({ prediction }) => !classes.includes(String(prediction))),
      endpoint.name,
    ).toEqual([]);
  }

  for (const other of [digits, loans]) {
    await page.goto(other);
    await expect(notebook.cell("deploy")).toHaveAttribute("data-status", /done|cached/);
    await expect(page.getByTestId("monitor-state")).toBeVisible();
    for (const trace of ["alert", "pipeline-run"]) await expect(page.getByTestId(trace)).toHaveCount(0);
    await expect(notebook.cell("deploy")).toContainText("v1");
  }

  const cellId = await notebook.cell("deploy").getAttribute("data-cell");
  await page.goto("/endpoints");
  await page.goto(`${loans}#cell-${cellId}`);
  await expect(notebook.cell("deploy"), "a link from a shelf lands on its cell").toBeFocused();
  await expect(notebook.cell("deploy").getByRole("heading").first()).toBeInViewport();
});

interface Table {
  readonly name: string;
  readonly target: string;
  readonly text: string;
}

/** The same customers under another name, with another column to predict. */
function customers(name: string, target: string): Table {
  return { name, target, text: customerCsv({ seed: target.length }).replace("permanece", target) };
}

async function chooseTable(notebook: Notebook, { name, target, text }: Table): Promise<void> {
  await notebook.expectNext("choose-data");
  const chooser = notebook.page.waitForEvent("filechooser");
  await notebook.cell("dataset").getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await notebook.expectNext("run");
  await notebook.runAndWait("dataset");
  await notebook.chooseTarget(target);
}
