/** The backend that a training takes over from an earlier run of its cell, so that the same work is done on the same engine. */
import type { Goal } from "../../data/goal";
import type { CellId, NotebookId } from "../../ids";
import { isSameTraining } from "../../tracking/run-params";
import type { Run } from "../../tracking/run";
import type { BackendName, TrainParams } from "../../training/model-spec";

export interface RepeatedTraining {
  readonly notebookId: NotebookId;
  readonly cellId: CellId;
  readonly params: TrainParams;
  readonly goal: Goal;
}

/**
 * The pinned backend, when an earlier run of the cell chose it by measuring: a replay. Without a pin, the one of the newest run, when
 * that did not end and was asked for the same training: a resume. Else null: the person pinned it, or it must be measured.
 */
export function reusedBackend(runs: readonly Run[], training: RepeatedTraining): BackendName | null {
  const earlier = runs
    .filter((run) => run.notebookId === training.notebookId && run.cellId === training.cellId && run.backend !== null)
    .sort((a, b) => b.startTimeMs - a.startTimeMs);
  const { backend } = training.params;
  if (backend !== "auto") return earlier.some((run) => choseItself(run, backend)) ? backend : null;
  const [last] = earlier;
  if (!last || last.status === "FINISHED") return null;
  return isSameTraining(last, training.params, training.goal) ? (last.backend?.chosen ?? null) : null;
}

function choseItself({ backend }: Run, wanted: BackendName): boolean {
  return backend?.chosen === wanted && backend.reason !== "pinned" && backend.reason !== "reproducible";
}
