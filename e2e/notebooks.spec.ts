/** Notebooks as things to keep: all of them are found, and whatever is removed has a way back. */
import { expect, test } from "./fixtures";

test("every notebook is on home and on its shelf: searched, renamed, copied, removed and brought back", async ({
  home,
  page,
}) => {
  for (const start of ["digits", "loans", "digits", "csv", "digits"] as const) {
    await home.open();
    const button = { digits: "Start with digits", loans: "Start with loans", csv: "Use your own CSV" }[start];
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(/\/notebook\?id=/);
  }
  await home.open();
  const list = page.getByTestId("notebook-list");
  await expect(list.getByRole("listitem")).toHaveCount(5);
  await page.getByRole("link", { name: "Notebooks" }).or(page.getByRole("searchbox")).first().waitFor();

  await page.goto("/notebooks");
  await page.getByRole("searchbox", { name: "Find a notebook" }).fill("loan");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("button", { name: /Actions of/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Title of the notebook" }).fill("Loans of class 5B");
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Find a notebook" }).fill("5B");
  await expect(list.getByRole("listitem")).toHaveCount(1);

  await list.getByRole("button", { name: /Actions of/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(0);
  await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);

  await list.getByRole("button", { name: /Actions of/ }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.waitForURL(/\/notebook\?id=/);
  await expect(page.getByRole("textbox", { name: "Title of the notebook" })).toHaveValue("Loans of class 5B (copy)");
});

test("a deleted cell gives the focus to the next one and comes back", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithDigits();
  const cell = notebook.cell("evaluate");
  await cell.focus();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await expect(cell).toHaveCount(0);
  await expect(notebook.cell("register")).toBeFocused();
  await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click();
  await expect(cell).toBeFocused();

  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await expect(cell).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(cell).toHaveCount(1);
});

test("what is typed without a pause is there after the tab was killed", async ({ home, notebook, page, context }) => {
  await home.open();
  await home.startWithCsv();
  const text = notebook.cell("text").first();
  await text.dblclick();
  const field = text.getByRole("textbox");
  await field.fill("");
  const words = "Every keystroke of this sentence is at most a second from the store, always.";
  await field.pressSequentially(words, { delay: 60 });
  const address = page.url();
  await page.close({ runBeforeUnload: false });
  const again = await context.newPage();
  await again.goto(address);
  // The last second may be lost, no more.
  await expect(again.locator('article[data-kind="text"]').first()).toContainText(words.slice(0, -20));
});
