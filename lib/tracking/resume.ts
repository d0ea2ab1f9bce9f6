/** Going on with a training that was cut off: what must be the same, and what the new run takes over from the old one. */
import type { Goal } from "../data/goal";
import { AppError } from "../errors";
import type { RecipeId, RunId } from "../ids";
import { epochOfState } from "../training/compiled/fit/checkpoint";
import type { BackendName, TrainParams } from "../training/model-spec";
import { ARTIFACTS } from "./artifacts";
import { readArtifact } from "./load-network";
import { readSources, type DataStores } from "./run-data";
import { isSameTraining } from "./run-params";
import type { MetricPoint, Run } from "./run";
import type { TrackingStore } from "./store";

export interface EarlierTraining {
  readonly run: Run;
  /** What the engine's `resume` takes. */
  readonly state: Uint8Array;
  /** The epoch that was under way is done again from its last stored step on. */
  readonly finishedEpochs: number;
  /** Where it trained, and must go on. */
  readonly backend: BackendName;
}

/** The training that is asked for now. */
export interface ResumeWish {
  readonly params: TrainParams;
  readonly goal: Goal;
  readonly recipeId: RecipeId;
}

/**
 * The state that a run left for the same training of the same data. Throws `training.not-resumable` naming what is in the way: its
 * `status` (only what ended early can go on), the `state` (none was stored, as with an engine that cannot resume), `params` or `data`.
 */
export async function readEarlier(stores: DataStores, run: Run, wish: ResumeWish): Promise<EarlierTraining> {
  const { backend } = run;
  if (run.status !== "KILLED" && run.status !== "FAILED") throw notResumable("status");
  if (backend === null || !run.artifacts.some(({ path }) => path === ARTIFACTS.trainingState)) {
    throw notResumable("state");
  }
  if (!isSameTraining(run, wish.params, wish.goal)) throw notResumable("params");
  const [before, now] = await Promise.all([dataDigests(stores, run.recipeId), dataDigests(stores, wish.recipeId)]);
  if (before !== now) throw notResumable("data");
  const state = await readArtifact(stores, run, ARTIFACTS.trainingState);
  return { run, state, finishedEpochs: epochOfState(state) - 1, backend: backend.chosen };
}

/** Why a training cannot go on from an earlier run. */
export function notResumable(what: "status" | "state" | "params" | "data" | "backend"): AppError {
  return new AppError("training.not-resumable", { details: { what } });
}

/**
 * Gives a new run the checkpoint of the earlier one, so that it can itself be resumed before it stores its own, and the metrics of
 * the finished epochs. Returns those, by epoch.
 */
export async function takeOver(
  { run, finishedEpochs }: EarlierTraining,
  { tracking, runId }: { readonly tracking: TrackingStore; readonly runId: RunId },
): Promise<ReadonlyMap<number, ReadonlyMap<string, number>>> {
  const keys = Object.keys(run.metrics);
  const histories = await Promise.all(keys.map((key) => tracking.metricHistory(run.id, key)));
  const points = histories.flat().filter(({ step }) => step >= 1 && step <= finishedEpochs);
  await tracking.logMetrics(runId, points.map(withoutRun));
  const paths: readonly string[] = [ARTIFACTS.network, ARTIFACTS.checkpoint, ARTIFACTS.trainingState];
  for (const artifact of run.artifacts) if (paths.includes(artifact.path)) await tracking.addArtifact(runId, artifact);
  return byEpoch(points);
}

/** Names the rows, their parts and the recipe by content: a recipe that was fitted again to the same is the same. */
async function dataDigests(stores: DataStores, recipeId: RecipeId): Promise<string> {
  const { recipe, split, version } = await readSources(stores, recipeId);
  return [version.contentSha256, split.digest, recipe.digest].join();
}

function withoutRun({ key, step, value, timestampMs }: MetricPoint): Omit<MetricPoint, "runId"> {
  return { key, step, value, timestampMs };
}

function byEpoch(points: readonly MetricPoint[]): ReadonlyMap<number, ReadonlyMap<string, number>> {
  const epochs = new Map<number, Map<string, number>>();
  for (const { key, step, value } of points.toSorted((a, b) => a.step - b.step)) {
    epochs.set(step, (epochs.get(step) ?? new Map<string, number>()).set(key, value));
  }
  return epochs;
}
