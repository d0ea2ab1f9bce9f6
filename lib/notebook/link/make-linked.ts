/** Makes the notebook of a link, as importing its file would. */
import type { NotebookId, ProjectId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { NotebookDocument } from "../document/document";
import { exportNotebook, importNotebook } from "../document/notebook-file";
import type { NotebookStores } from "../services/services";

type Stores = Pick<NotebookStores, "blobs" | "notebooks" | "tracking" | "registry" | "endpoints">;

/** Stores the notebook under an id and names of its own, and gives the id. Nothing in it runs. */
export async function makeLinked(
  stores: Stores,
  projectId: ProjectId,
  document: NotebookDocument,
): Promise<NotebookId> {
  const made = await importNotebook({ stores, projectId, text: exportNotebook(document), by: BY_PERSON });
  return made.id;
}

/** The notebooks of the project that were made from the author's one, newest first. O(notebooks). */
export async function linkedCopies(
  stores: Pick<Stores, "notebooks">,
  projectId: ProjectId,
  originId: string,
): Promise<readonly NotebookId[]> {
  const all = [...(await stores.notebooks.listNotebooks(projectId))].sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  const documents = await Promise.all(all.map(({ id }) => stores.notebooks.getNotebook(id)));
  return documents.filter(({ origin }) => origin?.id === originId).map(({ id }) => id);
}
