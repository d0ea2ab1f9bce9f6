/** One notebook in two tabs: what is done in one is seen in the other, and nobody's edit is lost. */
import { expect, test } from "./fixtures";
import { importFile, irisNotebook } from "./material/imported";
import { Notebook } from "./pages/notebook";

test("two tabs that edit at the same moment keep both edits, and show them", async ({
  home,
  notebook,
  page,
  context,
}) => {
  await home.open();
  await home.startWithDigits();
  const address = page.url();
  const second = await context.newPage();
  const other = new Notebook(second);
  await second.goto(address);
  const titleHere = page.getByRole("textbox", { name: "Title of the notebook" });
  const titleThere = second.getByRole("textbox", { name: "Title of the notebook" });
  await expect(titleThere).toHaveValue(await titleHere.inputValue());

  await other.cell("evaluate").focus();
  await titleHere.fill("Digits of class 5B");
  await second.keyboard.press("d");
  await second.keyboard.press("d");
  await expect(titleThere).toHaveValue("Digits of class 5B");
  await expect(notebook.cell("evaluate")).toHaveCount(0);

  await page.reload();
  await expect(titleHere).toHaveValue("Digits of class 5B");
  await expect(notebook.cell("package")).toHaveCount(1);
  await expect(notebook.cell("evaluate")).toHaveCount(0);
});

test("what one tab trains is live in the other, which cannot train it, gets its result, and goes on where the tab is gone", async ({
  home,
  notebook,
  page,
  context,
}) => {
  await home.open();
  await home.startWithCsv();
  await importFile(notebook, irisNotebook({ epochs: 10_000, backend: "cpu", earlyStopping: null }));
  await notebook.runAndWait("prepare");
  const second = await context.newPage();
  const other = new Notebook(second);
  await second.goto(page.url());
  await other.expectStatus("prepare", /done|cached/);

  await notebook.run("train");
  const cell = other.cell("train");
  await expect(cell.locator("[data-runs=elsewhere]")).toBeVisible();
  await expect(cell.getByTestId("cell-run")).toBeDisabled();
  await expect(cell.getByTestId("training-facts")).toContainText(/Epoch [1-9]\d* of/);

  await page.close();
  await other.expectStatus("train", "interrupted");
  await other.open("train");
  await cell.getByLabel("Epochs", { exact: true }).fill("3");
  await cell.getByLabel("Epochs", { exact: true }).blur();
  await expect(second.locator("[data-save=saved]")).toBeVisible();
  const third = await context.newPage();
  const last = new Notebook(third);
  await third.goto(second.url());
  await last.expectStatus("train", /stale|interrupted/);
  await other.runAndWait("train");
  await last.expectStatus("train", "done");
});
