/** Which names of experiments, models and endpoints are taken in a project: by what is stored, and by what other notebooks will store. */
import type { NotebookId, ProjectId } from "../../ids";
import { ownNames } from "../document/own-names";
import type { NotebookStores } from "./services";

/** The names that a notebook must not take; those of the notebook `except` do not count. */
export async function namesInUse(
  stores: Pick<NotebookStores, "notebooks" | "tracking" | "registry" | "endpoints">,
  projectId: ProjectId,
  except: NotebookId | null = null,
): Promise<ReadonlySet<string>> {
  const [notebooks, experiments, models, endpoints] = await Promise.all([
    stores.notebooks.listNotebooks(projectId),
    stores.tracking.listExperiments(projectId),
    stores.registry.listModels(projectId),
    stores.endpoints.listEndpoints(projectId),
  ]);
  const others = notebooks.filter(({ id }) => id !== except);
  const documents = await Promise.all(others.map(({ id }) => stores.notebooks.getNotebook(id)));
  return new Set([
    ...documents.flatMap((document) => [...ownNames(document)]),
    ...experiments.filter(({ projectId: owner }) => owner === projectId).map(({ name }) => name),
    ...[...models, ...endpoints].map(({ name }) => name),
  ]);
}
