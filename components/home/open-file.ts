/** A file that a person brings to the first page: a notebook, a backup or a table. What it is, its bytes say. */
import { newId, type CellId, type NotebookId } from "@/lib/ids";
import { AppError } from "@/lib/errors";
import { BY_PERSON } from "@/lib/journal";
import { withOwnNames } from "@/lib/notebook/document/own-names";
import { importNotebook } from "@/lib/notebook/document/notebook-file";
import { namesInUse } from "@/lib/notebook/services/names-in-use";
import { fileNotebook } from "@/lib/notebook/templates/from-file";
import type { AppServices } from "../services";
import { fileKind } from "./file-kind";

/** A notebook to open, or a backup to be asked about. */
export type Brought = { readonly kind: "notebook"; readonly id: NotebookId } | { readonly kind: "backup" };

/** Stores what the file holds as a new notebook; a backup is left to the person. `file.unknown` for anything else. */
export async function openFile(services: AppServices, file: File): Promise<Brought> {
  switch (await fileKind(file)) {
    case "backup":
      return { kind: "backup" };
    case "notebook":
      return { kind: "notebook", id: await takeNotebook(services, file) };
    case "table":
      return { kind: "notebook", id: await takeTable(services, file) };
    case "unknown":
      throw new AppError("file.unknown", { details: { name: file.name } });
  }
}

async function takeNotebook({ stores, projectId }: AppServices, file: File): Promise<NotebookId> {
  const { id } = await importNotebook({ stores, projectId, text: await file.text(), by: BY_PERSON });
  return id;
}

async function takeTable({ data, stores, projectId }: AppServices, file: File): Promise<NotebookId> {
  const { sourceSha256 } = await data.ingestFile(file, file.name);
  const ids = { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() };
  const made = fileNotebook({ kind: "file", fileName: file.name, sourceSha256 }, ids);
  const document = withOwnNames(made, await namesInUse(stores, projectId));
  await stores.notebooks.createNotebook(projectId, document, BY_PERSON);
  return document.id;
}
