/** A notebook on a person's own file: called after it, and so is what it trains, registers and serves. */
import type { DatasetSource } from "../../data/version/dataset";
import type { NotebookDocument } from "../document/document";
import { renamedTo } from "../document/own-names";
import { starterNotebook, type StarterIds } from "./starter";

/** A file's name without path and extension. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, "").trim() || "data";
}

/** The notebook for a file whose bytes are kept under `sourceSha256`. */
export function fileNotebook(
  source: Extract<DatasetSource, { readonly kind: "file" }>,
  ids: StarterIds,
): NotebookDocument {
  const stem = stemOf(source.fileName);
  const starter = starterNotebook("csv", ids);
  const cells = starter.cells.map((cell) =>
    cell.kind === "dataset" ? { ...cell, params: { ...cell.params, source, datasetName: stem } } : cell,
  );
  return renamedTo({ ...starter, title: stem, cells }, () => stem);
}
