/** Your own CSV, the whole loop: by picker, by drag and drop, and at an address that is not secure. */
import type { Page } from "@playwright/test";
import { CSV_COLUMNS, CSV_ROWS, customerCsv } from "./customer-csv";
import { expect, test } from "./fixtures";
import { expectWindows, followUntil, speedUp } from "./follow";
import type { Home } from "./pages/home";
import type { Notebook } from "./pages/notebook";

const FILE = { name: "clientes.csv", mimeType: "text/csv" };

async function pick(notebook: Notebook): Promise<void> {
  const chooser = notebook.page.waitForEvent("filechooser");
  await notebook.cell("dataset").getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({ ...FILE, buffer: Buffer.from(customerCsv()) });
}

async function drop(notebook: Notebook): Promise<void> {
  const transfer = await notebook.page.evaluateHandle(
    ({ name, mimeType, text }) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: mimeType }));
      return data;
    },
    { ...FILE, text: customerCsv() },
  );
  const target = notebook.page.getByTestId("file-drop");
  await target.dispatchEvent("dragover", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}

async function openWithFile(home: Home, notebook: Notebook, bring: (notebook: Notebook) => Promise<void>) {
  await home.startWithCsv();
  await notebook.expectNext("choose-data");
  await bring(notebook);
}

/** The first rows as they were understood, before anything is stored as a version. */
async function expectUnderstood(notebook: Notebook): Promise<void> {
  const cell = notebook.cell("dataset");
  await expect(cell.getByText("Found: separator “;”, decimal “,”, utf-8. with a byte-order mark")).toBeVisible();
}

async function loopUntilServing(notebook: Notebook): Promise<void> {
  await notebook.expectNext("run");
  await notebook.runAndWait("dataset");
  await expect(notebook.cell("dataset")).toContainText(`${CSV_ROWS} rows × ${CSV_COLUMNS} columns`);
  await notebook.chooseTarget("permanece");
  await notebook.expectStatus("prepare", "done");
  await followUntil(notebook, /^(wait-windows|inject-drift)$/);
  await expect(notebook.page.getByTestId("parity")).toHaveAttribute("data-difference", /\d/);
  const metric = notebook.page.getByTestId("primary-metric");
  await expect(metric).toHaveAttribute("data-metric", "accuracy");
  expect(Number(await metric.getAttribute("data-value"))).toBeGreaterThan(0.7);
  await speedUp(notebook);
  await expectWindows(notebook, 1);
}

async function expectNoErrors(page: Page): Promise<void> {
  await expect(page.locator("[data-error]")).toHaveCount(0);
}

test("a CSV from the file picker goes through the whole loop", async ({ home, notebook, page }) => {
  await home.open();
  await openWithFile(home, notebook, pick);
  await expectUnderstood(notebook);
  await loopUntilServing(notebook);
  await expectNoErrors(page);
});

test("a CSV that is dropped becomes a version", async ({ home, notebook }) => {
  await home.open();
  await openWithFile(home, notebook, drop);
  await expectUnderstood(notebook);
  await notebook.expectNext("run");
  await notebook.runAndWait("dataset");
  await expect(notebook.cell("dataset")).toContainText(`${CSV_ROWS} rows × ${CSV_COLUMNS} columns`);
});

test("at an address that is not secure the loop completes and says what is missing", async ({
  home,
  notebook,
  page,
  baseURL,
}) => {
  await home.open(`${baseURL ?? ""}/`.replace("localhost", "insecure.test"));
  const missing = await page.evaluate(() => ({
    secure: window.isSecureContext,
    subtle: typeof crypto.subtle,
    locks: "locks" in navigator,
    gpu: "gpu" in navigator,
    storage: "storage" in navigator,
  }));
  expect(missing).toEqual({ secure: false, subtle: "undefined", locks: false, gpu: false, storage: false });
  await openWithFile(home, notebook, pick);
  const lacks = page.getByTestId("lacks");
  await lacks.getByText("What this browser lacks").click();
  for (const ability of ["WebGPU", "Shared memory", "Web Locks", "Storage control"]) {
    await expect(lacks).toContainText(ability);
  }
  await loopUntilServing(notebook);
  await expect(page.getByTestId("train-backend")).toHaveAttribute("data-backend", /wasm|webgl|cpu/);
  await expectNoErrors(page);
});
