/** What goes wrong is said by name, in both languages, with what to do; and nothing that was stored is lost. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { chooseFile, importFile, irisNotebook } from "./material/imported";
import { followUntil } from "./follow";
import type { Notebook } from "./pages/notebook";

async function pickFile(notebook: Notebook, content: string | Buffer, name = "data.csv"): Promise<void> {
  await notebook
    .cell("dataset")
    .locator("input[type=file]")
    .setInputFiles({
      name,
      mimeType: "text/csv",
      buffer: Buffer.from(content),
    });
}

/** Makes every write of every worker fail as a full disk does, or heals it. */
async function fillDisk(page: Page, full: boolean): Promise<void> {
  for (const worker of page.workers()) {
    await worker.evaluate((isFull) => {
      const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
      const scope = globalThis as unknown as { healthy?: Record<string, unknown> };
      scope.healthy ??= { put: store["put"], add: store["add"] };
      for (const verb of ["put", "add"]) {
        store[verb] = isFull
          ? () => {
              throw new DOMException("full", "QuotaExceededError");
            }
          : scope.healthy[verb];
      }
    }, full);
  }
}

/** Runs the dataset cell once it knows what to read. */
async function load(notebook: Notebook): Promise<void> {
  await notebook.expectNext("run");
  await notebook.runAndWait("dataset");
}

test("files that cannot be read are refused by name, in both languages", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithCsv();
  await notebook.expectNext("choose-data");
  const cell = notebook.cell("dataset");
  const expectError = async (code: string, english: RegExp) => {
    await expect(cell.getByRole("alert")).toHaveAttribute("data-error", code);
    await expect(cell.getByRole("alert")).toContainText(english);
  };
  await pickFile(notebook, Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0, 1, 2, 3]), "photo.csv");
  await expectError("csv.not-csv", /CSV/);
  await pickFile(notebook, "a;b;c\n", "only-header.csv");
  await expectError("csv.empty", /rows/);
  await pickFile(notebook, "a,b,c\n1,2,3\n4,5\n6,7,8\n", "ragged.csv");
  await expectError("csv.ragged-row", /Row \d has 2 values/);

  await page.getByRole("button", { name: "Cambiar a español" }).click();
  await expect(cell.getByRole("alert")).toHaveAttribute("data-error", "csv.ragged-row");
  await expect(cell.getByRole("alert")).toContainText(/fila \d/i);
  await page.getByRole("button", { name: "Switch to English" }).click();

  await pickFile(
    notebook,
    table((row) => `${row},${row % 2 ? "yes" : "no"}`),
    "good.csv",
  );
  await expect(cell.getByRole("alert")).toHaveCount(0);
  await load(notebook);
});

function table(row: (index: number) => string): string {
  return `x,y\n${Array.from({ length: 60 }, (_, index) => row(index)).join("\n")}\n`;
}

test("a target with one class only is refused where it is used", async ({ home, notebook }) => {
  await home.open();
  await home.startWithCsv();
  await pickFile(
    notebook,
    table((row) => `${row},always`),
  );
  await load(notebook);
  await notebook.chooseTarget("y");
  await notebook.run("prepare");
  await expect(notebook.page.locator('[data-error="data.one-class"]')).toContainText("y");
});

test("a column without a value is named, and the loop goes on without it", async ({ home, notebook }) => {
  await home.open();
  await home.startWithCsv();
  const rows = Array.from({ length: 80 }, (_, index) => `${index},,${index % 2 ? "yes" : "no"}`);
  await pickFile(notebook, `x,hollow,y\n${rows.join("\n")}\n`);
  await load(notebook);
  await notebook.open("dataset");
  await expect(
    notebook
      .cell("dataset")
      .getByText(/hollow.*(no value|empty|missing)/i)
      .first(),
  ).toBeVisible();
  await notebook.chooseTarget("y");
  await followUntil(notebook, /^(try|fix)$/);
  await expect(notebook.next).toHaveAttribute("data-next", "try");
});

test("a loss that is not a number says what to change", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithCsv();
  await importFile(notebook, irisNotebook({ learningRate: 1e30, optimizer: "sgd", epochs: 5, backend: "cpu" }));
  await notebook.run("train");
  await expect(page.locator('[data-error="training.loss-not-finite"]')).toContainText("Lower the learning rate");
  await notebook.expectStatus("prepare", /done|cached/);
});

test("a full disk is named; what was stored stays, and the work goes on when there is room", async ({
  home,
  notebook,
  page,
}) => {
  await home.open();
  await home.startWithCsv();
  await importFile(notebook, irisNotebook({ epochs: 3, backend: "cpu" }));
  await load(notebook);
  await fillDisk(page, true);
  await notebook.run("prepare");
  await expect(page.locator('[data-error="storage.quota-exceeded"]')).toContainText("Nothing stored is lost");
  await fillDisk(page, false);
  await page.reload();
  await notebook.expectStatus("dataset", /done|cached/);
  await notebook.runAndWait("train");
});

test("a training worker that dies is named, and started again", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithCsv();
  await importFile(notebook, irisNotebook({ epochs: 5000, backend: "cpu", earlyStopping: null }));
  await notebook.run("train");
  // A thread that is still loading has no work that could be lost: it dies in the middle of an epoch.
  await expect(notebook.page.getByTestId("training-facts")).toContainText(/Epoch [1-9]\d* of/);
  const training = page.workers().find((worker) => /training/.test(worker.url()));
  for (const worker of training ? [training] : page.workers()) await worker.evaluate(() => self.close());
  await expect(page.locator('[data-error="worker.crashed"]')).toBeVisible();
  await notebook.open("train");
  await notebook.cell("train").getByLabel("Epochs", { exact: true }).fill("3");
  await notebook.cell("train").getByLabel("Epochs", { exact: true }).blur();
  await notebook.runAndWait("train");
});

test("a file that is no notebook, and one from the future, are refused by name", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithCsv();
  await chooseFile(notebook, "not json");
  await expect(page.locator('[data-error="notebook.invalid"]')).toBeVisible();
  await chooseFile(notebook, JSON.stringify({ format: "ciclo-notebook", formatVersion: 2 }));
  await expect(page.locator('[data-error="notebook.newer-version"]')).toBeVisible();
});
