/** The interrupted training that a train cell can go on with. */
import type { CellId, NotebookId, ProjectId, RunId } from "../../ids";
import { readEarlier, type ResumeWish } from "../../tracking/resume";
import { TAGS } from "../../tracking/run";
import type { NotebookStores } from "../services/services";

export interface CellTraining extends ResumeWish {
  readonly projectId: ProjectId;
  readonly notebookId: NotebookId;
  readonly cellId: CellId;
}

export interface Resumable {
  readonly runId: RunId;
  /** The epoch it goes on with, counted from 1. */
  readonly epoch: number;
}

/** The newest run of the cell, when it was interrupted and left a state of the training that is asked for now; else null. */
export async function resumableRun(stores: NotebookStores, training: CellTraining): Promise<Resumable | null> {
  const runs = await stores.tracking.listRuns(training.projectId);
  const [newest] = runs
    .filter((run) => run.notebookId === training.notebookId && run.cellId === training.cellId)
    .sort((a, b) => b.startTimeMs - a.startTimeMs);
  if (newest?.tags[TAGS.interrupted] !== "true") return null;
  try {
    const { finishedEpochs } = await readEarlier(stores, newest, training);
    return { runId: newest.id, epoch: Math.min(finishedEpochs + 1, training.params.epochs) };
  } catch {
    return null; // whatever the reason, it can be trained from the beginning
  }
}
