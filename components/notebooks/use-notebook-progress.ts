"use client";

/** How far each notebook of a list has come, read anew whenever something that it tells of changes. */
import { handleIdOf, notebookProgress, type NotebookProgress } from "@/lib/guide/notebook-progress";
import { asId, type EvaluationId, type NotebookId } from "@/lib/ids";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import type { AppServices } from "../services";
import { useFacts } from "../shelf/use-facts";

export type ProgressById = Readonly<Record<string, NotebookProgress>>;

/** By notebook id; a notebook that went meanwhile is left out. */
export function useNotebookProgress(notebooks: readonly NotebookSummary[]): ProgressById {
  const ids = notebooks.map(({ id }) => id);
  const facts = useFacts(
    async (services) => Object.fromEntries((await progressOf(services, ids)).flat()),
    [ids.join()],
  );
  return facts ?? {};
}

async function progressOf(services: AppServices, ids: readonly NotebookId[]) {
  const { stores, projectId } = services;
  const [endpoints, evaluations] = await Promise.all([
    stores.endpoints.listEndpoints(projectId),
    stores.evaluations.listEvaluations(projectId),
  ]);
  const byId = new Map(evaluations.map((evaluation) => [evaluation.id, evaluation]));
  const one = async (id: NotebookId) => {
    const stored = { document: await stores.notebooks.getNotebook(id), results: await stores.notebooks.results(id) };
    const endpointId = handleIdOf(stored, "deploy");
    const evaluationId = handleIdOf(stored, "evaluate");
    const endpoint = endpoints.find((other) => other.id === endpointId) ?? null;
    const evaluation = evaluationId === null ? null : (byId.get(asId<EvaluationId>(evaluationId)) ?? null);
    return [[id, notebookProgress({ ...stored, endpoint, evaluation })]] as const;
  };
  return Promise.all(ids.map((id) => one(id).catch(() => [])));
}
