/** Makes the notebook behind a starter button. The templates are loaded when a button is pressed. */
import { newId, type CellId, type NotebookId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import type { StarterKind } from "@/lib/notebook/templates/starter";
import type { AppServices } from "../services";

export type { StarterKind };

/** Stores a new notebook of that kind and returns its id. */
export async function createStarter({ stores, projectId }: AppServices, kind: StarterKind): Promise<NotebookId> {
  const { starterNotebook } = await import("@/lib/notebook/templates/starter");
  const document = starterNotebook(kind, { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() });
  await stores.notebooks.createNotebook(projectId, document, BY_PERSON);
  return document.id;
}
