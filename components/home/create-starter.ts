/** Makes the notebook behind a starter button. The templates are loaded when a button is pressed. */
import { newId, type CellId, type NotebookId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import type { StarterKind } from "@/lib/notebook/templates/starter";
import type { AppServices } from "../services";

export type { StarterKind };

/** Stores a new notebook of that kind and returns its id. */
export async function createStarter({ stores, projectId }: AppServices, kind: StarterKind): Promise<NotebookId> {
  const [{ starterNotebook }, { withOwnNames }, { namesInUse }] = await Promise.all([
    import("@/lib/notebook/templates/starter"),
    import("@/lib/notebook/document/own-names"),
    import("@/lib/notebook/services/names-in-use"),
  ]);
  const starter = starterNotebook(kind, { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() });
  const document = withOwnNames(starter, await namesInUse(stores, projectId));
  await stores.notebooks.createNotebook(projectId, document, BY_PERSON);
  return document.id;
}
