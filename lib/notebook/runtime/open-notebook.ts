/** From a stored notebook to one in flight. */
import type { NotebookId } from "../../ids";
import { NotebookRuntime, type RuntimeOptions } from "./runtime";

/** Opens a stored notebook with the results of its last runs. Throws `notebook.not-found`. */
export async function openNotebook(
  options: Omit<RuntimeOptions, "document" | "results" | "projectId"> & { readonly notebookId: NotebookId },
): Promise<NotebookRuntime> {
  const { notebooks } = options.services.stores;
  const [document, projectId, results] = await Promise.all([
    notebooks.getNotebook(options.notebookId),
    notebooks.projectOf(options.notebookId),
    notebooks.results(options.notebookId),
  ]);
  const runtime = new NotebookRuntime({ ...options, document, projectId, results });
  await Promise.all([runtime.refresh(), runtime.follow(results)]);
  return runtime;
}
