/** Last month's file and this month's: two versions of one data set, compared column by column. */
import { customerCsv } from "./customer-csv";
import { expect, test } from "./fixtures";
import type { Notebook } from "./pages/notebook";

async function importVersion(notebook: Notebook, text: string, version: number): Promise<void> {
  await notebook.open("dataset");
  const chooser = notebook.page.waitForEvent("filechooser");
  await notebook.cell("dataset").getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({ name: "clientes.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await notebook.expectNext("run");
  await notebook.runAndWait("dataset");
  await expect(notebook.cell("dataset")).toContainText(`clientes v${version}`);
}

test("the newer version says which of its columns drifted", async ({ home, notebook, page }) => {
  await home.open();
  await home.startWithCsv();
  await notebook.expectNext("choose-data");
  await importVersion(notebook, customerCsv(), 1);
  await importVersion(notebook, customerCsv({ seed: 12, raise: 800 }), 2);
  await page.goto("/data");
  await page
    .getByRole("link", { name: /clientes v2/ })
    .first()
    .click();
  await page.getByRole("tab", { name: "Drift" }).click();
  await expect(page.getByLabel("Compare with")).toHaveText(/clientes v1/);
  const table = page.getByRole("region", { name: "Drift of each column" });
  await expect(table.getByRole("row", { name: /^ingreso/ })).toHaveAttribute("data-verdict", "drift");
  await expect(table.getByRole("row", { name: /^ciudad/ })).toHaveAttribute("data-verdict", "stable");
});
