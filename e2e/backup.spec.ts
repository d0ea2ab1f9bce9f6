/** The day somebody needs the backup: everything is removed from the browser, and comes back. */
import { expect, test } from "./fixtures";

test("a trained and deployed notebook comes back from its backup into an empty browser", async ({
  home,
  notebook,
  page,
}) => {
  await home.open();
  await home.startWithDigits();
  for (const kind of ["train", "package", "evaluate", "deploy"]) await notebook.runAndWait(kind);
  await notebook.expectStatus("monitor", /done|cached/); // it starts by itself when the model is deployed
  const address = new URL(page.url());

  await page.goto("/settings");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download a backup" }).click();
  const file = await (await download).path();
  await expect(page.getByRole("status").filter({ hasText: /Backup of .+ downloaded/ })).toBeVisible();

  await page.getByRole("button", { name: "Empty this browser" }).click();
  await page.getByRole("button", { name: "Remove everything" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto(`${address.pathname}${address.search}`);
  await expect(page.getByText(/not in this browser/)).toBeVisible();

  await page.goto("/settings");
  await page.getByLabel("Restore a backup").setInputFiles(file);
  await page.getByRole("button", { name: "Replace everything" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto(`${address.pathname}${address.search}`);
  for (const kind of ["dataset", "train", "package", "evaluate", "deploy", "monitor"]) {
    await notebook.expectStatus(kind, /done|cached/);
  }
});

test("a file that is no backup is named as such, and nothing changes", async ({ home, page }) => {
  await home.open();
  await page.goto("/settings");
  const files = { name: "photo.zip", mimeType: "application/zip", buffer: Buffer.from("no zip at all") };
  await page.getByLabel("Restore a backup").setInputFiles(files);
  await expect(page.getByText("This file is not a Ciclo backup")).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace everything" })).toBeHidden();
});
