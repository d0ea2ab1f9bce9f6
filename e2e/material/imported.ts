/** Notebooks as files, imported the way a person imports them. */
import { expect } from "@playwright/test";
import type { Notebook } from "../pages/notebook";

/** A notebook file around these cells. */
export function notebookFile(cells: readonly Readonly<Record<string, unknown>>[], title = "Imported"): string {
  return JSON.stringify({ format: "ciclo-notebook", formatVersion: 1, id: "n".repeat(32), title, cells, edges: {} });
}

const id = (letter: string) => letter.repeat(32);

/** Iris up to the training, with these training parameters. */
export function irisNotebook(train: Readonly<Record<string, unknown>>): string {
  const goal = { target: "species", task: "multiclass", metric: "accuracy", minimum: 0.9 };
  return notebookFile([
    { id: id("1"), kind: "goal", name: "goal", params: goal },
    {
      id: id("2"),
      kind: "dataset",
      name: "data",
      params: { source: { kind: "builtin", name: "iris" }, datasetName: "iris" },
    },
    { id: id("3"), kind: "split", name: "split", inputs: { data: "data", goal: "goal" } },
    { id: id("4"), kind: "prepare", name: "recipe", inputs: { split: "split", goal: "goal" } },
    { id: id("5"), kind: "train", name: "run", inputs: { recipe: "recipe", goal: "goal" }, params: train },
  ]);
}

/** A cell of code as a file has it. */
export function codeCell(source: string, id = "c".repeat(32)): Readonly<Record<string, unknown>> {
  return { id, kind: "code", source };
}

/** Imports a file into the open notebook page; waits until the new notebook is open. */
export async function importFile(notebook: Notebook, text: string): Promise<void> {
  const { page } = notebook;
  const before = page.url();
  await chooseFile(notebook, text);
  await page.waitForURL((url) => url.href !== before);
}

/** Chooses a file to import; whether it can be read is for the caller to see. */
export async function chooseFile(notebook: Notebook, text: string): Promise<void> {
  const { page } = notebook;
  await page.getByRole("button", { name: "More actions" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Import a notebook" }).click();
  await (await chooser).setFiles({ name: "n.json", mimeType: "application/json", buffer: Buffer.from(text) });
}

/** Exports the open notebook and returns its JSON. */
export async function exportFile(notebook: Notebook): Promise<unknown> {
  const { page } = notebook;
  await page.getByRole("button", { name: "More actions" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as JSON" }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const json: unknown = JSON.parse(Buffer.concat(chunks).toString());
  expect(json).toBeTruthy();
  return json;
}
