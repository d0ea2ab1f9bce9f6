/** One notebook in two tabs: what is done in one is seen in the other, and nobody's edit is lost. */
import { expect, test } from "./fixtures";
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
