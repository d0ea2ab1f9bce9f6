/**
 * One training as a run: reads the data, chooses the engine, trains, and writes everything that happens to the tracking store.
 * Runs on the training worker; the same function runs in Node tests. It alone writes a live run.
 */
import type { Clock } from "../clock";
import { canonicalJson } from "../digest";
import { AppError, throwIfAborted, toWire } from "../errors";
import type { OnProgress } from "../progress";
import { planWidth } from "../preprocess/recipe";
import { checkParams } from "../training/check-params";
import type { ChooseEngine } from "../training/choose-engine";
import type { BackendChoice, Engine, EngineEvent } from "../training/engine";
import { networkFor, type NetworkSpec, type TrainedNetwork } from "../training/model-spec";
import { floatsToBytes, networkToFile } from "../training/network-file";
import { ARTIFACTS } from "./artifacts";
import { fitRun } from "./fit-run";
import type { LockPort } from "./lock";
import { checkTask, readRunData, readSources, type DataStores, type RunData, type RunSources } from "./run-data";
import { notResumable, readEarlier, takeOver, type EarlierTraining } from "./resume";
import { recordRun, type RunRecorder } from "./run-recorder";
import { runLockName, type Run } from "./run";
import { startRun } from "./start-run";
import type { TrackingStore } from "./store";
import { taskScores, type TaskScores } from "./task-scores";
import type { TrainRequest } from "./train-request";

export type TrainEvent = EngineEvent | { readonly kind: "backend"; readonly choice: BackendChoice };

export interface TrainPorts {
  readonly stores: DataStores & { readonly tracking: TrackingStore };
  readonly clock: Clock;
  /** Null where the browser has no Web Locks: the run then leaves heartbeats. */
  readonly locks: Pick<LockPort, "hold"> | null;
  readonly chooseEngine: ChooseEngine;
}

export interface TrainOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Regression scores arrive here in units of the target. */
  readonly onEvent?: (event: TrainEvent) => void;
}

/**
 * Trains and returns the finished run. A failure after the run has begun is written to it (FAILED, or KILLED when cancelled) and
 * thrown on. A request that names an earlier run goes on from its stored state, or is `training.not-resumable`. Errors: those of
 * reading, `training.*`, `cancelled`, `storage.*`.
 */
export async function trainRun(request: TrainRequest, ports: TrainPorts, options: TrainOptions): Promise<Run> {
  options.onProgress?.({ phase: "reading" });
  const sources = await readSources(ports.stores, request.recipeId);
  // The lock comes before the run: a tab that starts between the two must not take it for dead.
  const lockName = runLockName(request.runId);
  const work = () => recordedRun({ request, sources, ports, options });
  return ports.locks ? ports.locks.hold(lockName, work) : work();
}

interface Training {
  readonly request: TrainRequest;
  readonly sources: RunSources;
  readonly ports: TrainPorts;
  readonly options: TrainOptions;
}

async function recordedRun(training: Training): Promise<Run> {
  const { request, ports } = training;
  const { tracking, blobs } = ports.stores;
  const run = await startRun(request, training.sources, { tracking, clock: ports.clock });
  const recorder = recordRun(run, { tracking, blobs, clock: ports.clock, beats: ports.locks === null });
  const finish = (end: Parameters<TrackingStore["finishRun"]>[1]) => tracking.finishRun(run.id, end, request.by);
  try {
    await trainAndSave(training, recorder);
    await finish({ status: "FINISHED", endTimeMs: ports.clock.nowMs(), error: null });
  } catch (error) {
    const wire = toWire(error);
    const status = wire.code === "cancelled" ? "KILLED" : "FAILED";
    // The first failure is the one to tell: that the end could not be written is its consequence, or start-up will mend it.
    await recorder.flush().catch(() => undefined);
    await finish({ status, endTimeMs: ports.clock.nowMs(), error: wire }).catch(() => undefined);
    throw error;
  }
  return tracking.getRun(run.id);
}

async function trainAndSave(training: Training, recorder: RunRecorder): Promise<void> {
  const { request, sources, ports, options } = training;
  const { fitted } = sources.recipe;
  const inputWidth = widthOf(sources);
  checkParams(request.params, inputWidth);
  checkTask(request.goal.task, fitted.target);
  const earlier = await earlierOf(training);
  const data = await readRunData(ports.stores, sources);
  await recorder.jsonArtifact(ARTIFACTS.recipe, canonicalJson(fitted));
  await recorder.jsonArtifact(ARTIFACTS.notebook, request.notebookJson);
  const scores = taskScores(request.goal.task, fitted.target);
  await recorder.metrics(0, scores.baseline(data));

  throwIfAborted(options.signal);
  options.onProgress?.({ phase: "choosing-backend" });
  const spec = specFor(training, inputWidth);
  const engine = await pickEngine(training, { spec, data, earlier });
  if (earlier) await tellEarlier(training, earlier, scores);
  const model = engine.build(spec, { seed: request.params.seed });
  try {
    const network = await fitRun({
      ...options,
      model,
      data,
      params: request.params,
      scores,
      recorder,
      earlier,
      clock: ports.clock,
    });
    await saveNetwork(recorder, network);
    options.onProgress?.({ phase: "predicting" });
    const outputs = await model.predict(data.test);
    await recorder.artifact(ARTIFACTS.testPredictions, floatsToBytes(outputs));
    await recorder.flush();
  } finally {
    model.dispose();
  }
}

function widthOf({ recipe }: RunSources): number {
  const inputWidth = recipe.fitted.features.reduce((sum, plan) => sum + planWidth(plan), 0);
  if (inputWidth === 0) throw new AppError("recipe.no-features");
  return inputWidth;
}

function specFor({ request, sources }: Training, inputWidth: number): NetworkSpec {
  const { target } = sources.recipe.fitted;
  const classCount = target.kind === "labels" ? target.classes.length : 0;
  return networkFor({ model: request.params.model, task: request.goal.task, inputWidth, classCount });
}

async function earlierOf({ request, ports }: Training): Promise<EarlierTraining | null> {
  if (request.resumeFrom === null) return null;
  return readEarlier(ports.stores, await ports.stores.tracking.getRun(request.resumeFrom), request);
}

/** The epochs of the earlier run become this one's: in its metrics, and for whoever listens. */
async function tellEarlier({ request, ports, options }: Training, earlier: EarlierTraining, scores: TaskScores) {
  const epochs = await takeOver(earlier, { tracking: ports.stores.tracking, runId: request.runId });
  for (const [epoch, metrics] of epochs) options.onEvent?.(scores.event(epoch, metrics));
}

async function pickEngine(
  { request, ports, options }: Training,
  { spec, data, earlier }: { spec: NetworkSpec; data: RunData; earlier: EarlierTraining | null },
): Promise<Engine> {
  const { engine, choice } = await ports.chooseEngine({
    spec,
    data: data.train,
    params: request.params,
    reuse: earlier?.backend ?? request.reuseBackend,
    signal: options.signal,
  });
  if (earlier && choice.chosen !== earlier.backend) throw notResumable("backend");
  await ports.stores.tracking.updateRun(request.runId, { backend: choice });
  options.onEvent?.({ kind: "backend", choice });
  return engine;
}

async function saveNetwork(recorder: RunRecorder, network: TrainedNetwork): Promise<void> {
  const { header, bytes } = networkToFile(network);
  await recorder.jsonArtifact(ARTIFACTS.network, canonicalJson(header));
  await recorder.artifact(ARTIFACTS.weights, bytes);
}
