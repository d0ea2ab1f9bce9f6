/** Train: a tracked run in the training worker. */
import { canonicalJson } from "../../digest";
import { AppError, fromWire, toWire } from "../../errors";
import { asId, newId } from "../../ids";
import type { RunId } from "../../ids";
import { closeRun } from "../../tracking/liveness";
import type { Run } from "../../tracking/run";
import type { LocalizedText } from "../document/document";
import { serialiseNotebook } from "../document/notebook-file";
import { reusedBackend } from "../runtime/reused-backend";
import { callOptions, goalOf, inputOf } from "./context";
import type { BaseContext, Executor } from "./context";

/** The handle's digest is the run id: a run is one training, and never changes once it has finished. */
export const runTrain: Executor<"train"> = async (context) => {
  const runId = newId<RunId>();
  const { experiment, ...params } = context.cell.params;
  context.onTrainEvent({ kind: "started", runId, epochs: params.epochs });
  const { notebookId, cell, pipeline, again } = context;
  const runs = await context.services.stores.tracking.listRuns(context.projectId);
  const goal = goalOf(context);
  const reuseBackend = pipeline
    ? (runs.find((run) => run.id === pipeline.championRunId)?.backend?.chosen ?? null)
    : reusedBackend(runs, { notebookId, cellId: cell.id, params, goal });
  const training = context.services.training.train(
    {
      runId,
      projectId: context.projectId,
      experiment,
      runName: nextRunName(context, runs),
      recipeId: asId(inputOf(context, "recipe").id),
      goal,
      params,
      reuseBackend,
      resumeFrom: again?.kind === "resume" ? again.runId : null,
      reproduces: again?.kind === "reproduce" ? again.runId : null,
      notebookId,
      cellId: cell.id,
      pipelineRunId: pipeline?.runId ?? null,
      notebookJson: canonicalJson(serialiseNotebook(context.document)),
      by: context.by,
    },
    { ...callOptions(context), onEvent: context.onTrainEvent },
  );
  const run = await training.catch(async (error: unknown) => {
    // A thread that died has left its run open, and only this side knows why.
    const { stores, clock } = context.services;
    await closeRun({ tracking: stores.tracking, clock }, { runId, error: toWire(error), by: context.by });
    throw error;
  });
  if (run.status === "KILLED") throw new AppError("cancelled");
  if (run.status === "FAILED") throw run.error ? fromWire(run.error) : new AppError("unexpected");
  return { kind: "train", id: run.id, digest: run.id };
};

/** `<notebook>-<n>`, counting the runs of this notebook. */
function nextRunName(context: BaseContext, runs: readonly Run[]): string {
  const count = runs.filter((run) => run.notebookId === context.notebookId).length;
  return `${slug(context.document.title)}-${count + 1}`;
}

function slug(title: LocalizedText): string {
  const text = typeof title === "string" ? title : title.en;
  const words = text
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .match(/[a-z0-9]+/g);
  return words?.slice(0, 4).join("-") ?? "run";
}
