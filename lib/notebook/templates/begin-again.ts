/** A notebook from the start once more: as its template has it, under ids of its own, with nothing that was made. */
import { newId, type CellId, type NotebookId } from "../../ids";
import { copyOf } from "../document/copy";
import type { NotebookDocument, TemplateName } from "../document/document";
import { parseNotebook } from "../document/notebook-file";
import type { NotebookStores } from "../services/services";
import { fileNotebook } from "./from-file";
import { starterNotebook } from "./starter";

const IDS = { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() };

/**
 * The notebook as it began, under its present title and on its own file. One that was imported begins as its author made it; where the author's
 * copy cannot be read, with the cells that it has. Names of what it will store are for the caller to choose (`own-names.ts`).
 */
export async function beginAgain(
  document: NotebookDocument,
  { blobs }: Pick<NotebookStores, "blobs">,
): Promise<NotebookDocument> {
  const { origin, title } = document;
  if (origin === null) return { ...fromTemplate(document), title };
  const author = await blobs
    .get(origin.digest)
    .then(readAuthor)
    .catch(() => document);
  return { ...copyOf(author, title), origin };
}

function fromTemplate(document: NotebookDocument): NotebookDocument {
  const template = templateOf(document);
  const source = sourceOf(document);
  return template === "csv" && source?.kind === "file" ? fileNotebook(source, IDS) : starterNotebook(template, IDS);
}

/** The template that a notebook was made from; notebooks of before it was kept are told by their data. */
export function templateOf(document: NotebookDocument): TemplateName {
  if (document.template) return document.template;
  const source = sourceOf(document);
  if (source?.kind === "builtin" && source.name === "digits") return "digits";
  return source?.kind === "generator" ? "loans" : "csv";
}

function sourceOf(document: NotebookDocument) {
  const dataset = document.cells.find((cell) => cell.kind === "dataset");
  return dataset?.kind === "dataset" ? dataset.params.source : null;
}

function readAuthor(bytes: Uint8Array): NotebookDocument {
  return parseNotebook(JSON.parse(new TextDecoder().decode(bytes)));
}
