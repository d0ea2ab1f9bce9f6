/** Several independent trainings at once, for sweeps and cross-validation: the port, without a thread in it. */
import type { WireError } from "../errors";
import type { EngineData, EngineEvent } from "./engine";
import type { NetworkSpec, TrainedNetwork, TrainParams } from "./model-spec";

/** One training: what it gives depends on nothing else, whatever runs beside it. */
export interface Trial {
  readonly spec: NetworkSpec;
  readonly params: TrainParams;
  readonly train: EngineData;
  readonly validation: EngineData;
}

export type TrialEpoch = Extract<EngineEvent, { kind: "epoch" }>;

export interface TrialResult {
  readonly network: TrainedNetwork;
  readonly epochs: readonly TrialEpoch[];
}

/** A failure stays with its trial; the others go on. */
export type TrialOutcome =
  | ({ readonly kind: "done" } & TrialResult)
  | { readonly kind: "failed"; readonly error: WireError }
  | { readonly kind: "cancelled" };

export type TrialEvent =
  | { readonly kind: "started"; readonly trial: number }
  | { readonly kind: "progress"; readonly trial: number; readonly event: EngineEvent }
  | { readonly kind: "ended"; readonly trial: number; readonly outcome: TrialOutcome };

export interface TrialRunOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: EngineEvent) => void;
}

/** A thread that runs one trial at a time. */
export interface TrialWorker {
  /** Rejects with the training's error, or with `worker.crashed` when the thread ends under it: it is then of no more use. */
  run(trial: Trial, options: TrialRunOptions): Promise<TrialResult>;
  dispose(): void;
}

/** Starts a thread. */
export type SpawnTrialWorker = () => TrialWorker;

export interface RunTrialsOptions {
  /** Threads at most; never more than there are trials. */
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: TrialEvent) => void;
}

/** Runs the trials, and gives an outcome for each in their order. Never rejects: cancelled ones say so. */
export type RunTrials = (trials: readonly Trial[], options: RunTrialsOptions) => Promise<readonly TrialOutcome[]>;
