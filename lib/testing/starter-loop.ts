/** A starter notebook run from its data to a live endpoint, by the notebook's own runtime on the real product in Node. For tests only. */
import { newId, type EndpointId } from "../ids";
import { BY_PERSON } from "../journal";
import { isStageCell, type NotebookDocument } from "../notebook/document/document";
import { openNotebook } from "../notebook/runtime/open-notebook";
import type { NotebookRuntime } from "../notebook/runtime/runtime";
import type { Timer } from "../notebook/runtime/timer";
import { starterNotebook, type StarterKind } from "../notebook/templates/starter";
import type { NodeServices } from "./node-services";

const timer: Timer = {
  after: (ms, callback) => {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
};

export interface StarterLoop {
  readonly runtime: NotebookRuntime;
  readonly document: NotebookDocument;
  readonly endpointId: EndpointId;
}

/** Makes the notebook, changes it, and runs every stage in order; the world stands still at the end. A stage that fails throws. */
export async function starterLoop(
  services: NodeServices,
  kind: StarterKind,
  change: (document: NotebookDocument) => NotebookDocument = (document) => document,
): Promise<StarterLoop> {
  const { id: projectId } = await services.stores.notebooks.ensureProject();
  const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
  const document = change(starterNotebook(kind, ids));
  await services.stores.notebooks.createNotebook(projectId, document, BY_PERSON);
  const runtime = await openNotebook({ services, notebookId: document.id, timer });
  let endpointId: EndpointId | null = null;
  for (const cell of document.cells.filter(isStageCell)) {
    runtime.runCell(cell.id);
    await settled(runtime);
    const { status, result } = runtime.getSnapshot().states[cell.id]!;
    if (status !== "done" && status !== "cached") {
      throw new Error(`${kind}: ${cell.kind} is ${status}: ${JSON.stringify(result?.error ?? null)}`);
    }
    if (cell.kind !== "deploy") continue;
    endpointId = result!.handle!.id as EndpointId;
    await services.serving.pause(endpointId);
  }
  return { runtime, document, endpointId: endpointId! };
}

/** Waits until nothing runs. */
export async function settled(runtime: NotebookRuntime): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    quiet = runtime.getSnapshot().running ? 0 : quiet + 1;
  }
}
