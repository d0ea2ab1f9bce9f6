/** The run as it begins: who asked for it, what it reads and with which params. */
import type { Clock } from "../clock";
import { mlflowDigest } from "./mlflow-digest";
import type { RunSources } from "./run-data";
import { runParams } from "./run-params";
import { TAGS, type Run } from "./run";
import type { TrackingStore } from "./store";
import type { TrainRequest } from "./train-request";

/** Creates the run in the tracking store, RUNNING from now on. Errors: `storage.*`. */
export async function startRun(
  request: TrainRequest,
  sources: RunSources,
  ports: { readonly tracking: TrackingStore; readonly clock: Clock },
): Promise<Run> {
  const { tracking, clock } = ports;
  const { recipe, split } = sources;
  const experiment = await tracking.ensureExperiment(request.projectId, request.experiment);
  const run: Run = {
    id: request.runId,
    projectId: request.projectId,
    experimentId: experiment.id,
    name: request.runName,
    status: "RUNNING",
    startTimeMs: clock.nowMs(),
    endTimeMs: null,
    params: runParams(request.params, request.goal),
    metrics: {},
    tags: runTags(request),
    inputs: [await inputOf(sources)],
    artifacts: [],
    seed: request.params.seed,
    backend: null,
    notebookId: request.notebookId,
    cellId: request.cellId,
    pipelineRunId: request.pipelineRunId,
    recipeId: recipe.id,
    splitId: split.id,
    error: null,
  };
  await tracking.createRun(run, request.by);
  return run;
}

async function inputOf({ version }: RunSources): Promise<Run["inputs"][number]> {
  return {
    datasetVersionId: version.id,
    name: version.name,
    version: version.version,
    digest: await mlflowDigest(version),
    contentSha256: version.contentSha256,
    context: "training",
  };
}

function runTags(request: TrainRequest): Readonly<Record<string, string>> {
  const { by, notebookId, pipelineRunId, resumeFrom, reproduces } = request;
  return {
    [TAGS.user]: by.actor,
    ...(notebookId ? { [TAGS.source]: notebookId } : {}),
    ...(pipelineRunId ? { [TAGS.pipelineRun]: pipelineRunId } : {}),
    ...(resumeFrom ? { [TAGS.resumedFrom]: resumeFrom } : {}),
    ...(reproduces ? { [TAGS.reproduces]: reproduces } : {}),
  };
}
