"use client";

/** Stored entities for the cells: undefined while loading, null when there is none (or it was cleared away). */
import type { Evaluation } from "@/lib/evaluation/evaluation";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { StageCell, StageKind } from "@/lib/notebook/document/document";
import type { Handle } from "@/lib/notebook/result/cell-result";
import { asId } from "@/lib/ids";
import type { Stores } from "@/lib/pipeline/services";
import { useNotebook } from "./notebook-context";
import { useStored } from "./use-stored-base";

export { useStored } from "./use-stored-base";

/** A read that runs only when the id is known. */
export function useStoredById<T>(
  id: string | null | undefined,
  load: (stores: Stores, id: string) => Promise<T>,
): T | null | undefined {
  return useStored(async (stores) => (id ? load(stores, id) : null), [id]);
}

/** The handle of the first cell of a kind that has a result. */
export function useHandleOfKind(kind: StageKind): Handle | null {
  const { document, states } = useNotebook();
  const cell = document.cells.find((other) => other.kind === kind && states[other.id]?.result?.handle);
  return cell ? (states[cell.id]?.result?.handle ?? null) : null;
}

/** The handle that a cell's slot reads, when the cell before has a result. */
export function useInputHandle(cell: StageCell, slot: string): Handle | null {
  const { document, states } = useNotebook();
  const name = cell.inputs[slot];
  const source = document.cells.find((other) => "name" in other && other.name === name);
  return source ? (states[source.id]?.result?.handle ?? null) : null;
}

/** The dataset version that the notebook works on. */
export function useNotebookData(): DatasetVersion | null | undefined {
  const handle = useHandleOfKind("dataset");
  return useStoredById(handle?.id, (stores, id) => stores.datasets.getVersion(asId(id)));
}

/** The evaluation behind the last evaluate cell. */
export function useEvaluation(id: string | null | undefined): Evaluation | null | undefined {
  return useStoredById(id, (stores, key) => stores.evaluations.getEvaluation(asId(key)));
}
