/**
 * The port every training engine implements. Adapters: `lib/training/tfjs` (and later `lib/training/compiled`).
 * Data goes in as float32, row-major; results come back at most every 100 ms, never per step.
 */
import type { RawFeatures } from "../preprocess/raw-features";
import type { PlanDescription } from "./compiled/plan/describe-plan";
import type { BackendName, NetworkSpec, TrainedNetwork, TrainParams } from "./model-spec";

export type { RawFeatures };

/** Targets: class index, 0/1, or the scaled number. */
export type Targets = Float32Array;

export interface EngineData {
  readonly features: RawFeatures;
  readonly targets: Targets;
}

export type EngineEvent =
  | {
      readonly kind: "step";
      readonly epoch: number;
      readonly step: number;
      readonly stepsPerEpoch: number;
      /** Mean training loss since the last event. */
      readonly loss: number;
      readonly stepsPerSecond: number;
    }
  | {
      readonly kind: "epoch";
      readonly epoch: number;
      readonly trainLoss: number;
      readonly validationLoss: number;
      /** Accuracy for classification, RMSE in units of the (scaled) target for regression. */
      readonly trainScore: number;
      readonly validationScore: number;
      readonly best: boolean;
    };

export interface FitOptions {
  readonly train: EngineData;
  readonly validation: EngineData;
  readonly params: TrainParams;
  readonly signal: AbortSignal;
  readonly checkpoint?: Checkpoint;
  /** A saved state of the same training (data, parameters, engine) to go on from; the events begin after it. */
  readonly resume?: Uint8Array;
}

export interface Checkpoint {
  /** Asked at the end of an epoch, and now and then within a long one; when due, training waits until it is saved. */
  readonly due: () => boolean;
  /**
   * `state` is what `resume` takes, and null where the engine cannot resume. Also called, due or not, with the last good state of a
   * training that diverged, before it fails.
   */
  readonly save: (network: TrainedNetwork, state: Uint8Array | null) => Promise<void>;
}

/** A network on a device, while it trains. */
export interface EngineModel {
  /** Trains; yields progress; ends when the epochs or early stopping do. Aborting ends it with `cancelled`. */
  fit(options: FitOptions): AsyncGenerator<EngineEvent, TrainedNetwork>;
  /** Outputs for rows, row-major [rows, outputWidth]: class probabilities, the probability of class 1, or the scaled value. */
  predict(features: RawFeatures): Promise<Float32Array>;
  /**
   * Gradients with respect to the network's inputs (the features after the recipe): row-major [rows, inputWidth]. Null where the
   * engine has none. Explanation and robustness stand on it.
   */
  readonly inputGradients: ((features: RawFeatures, of: GradientOf) => Promise<Float32Array>) | null;
  dispose(): void;
}

/** Of what an input gradient is taken: each row's own loss, or one raw output (a logit, or the value), row by row. */
export type GradientOf =
  { readonly kind: "loss"; readonly targets: Targets } | { readonly kind: "output"; readonly index: number };

export interface Engine {
  readonly name: "tfjs" | "compiled";
  readonly backend: BackendName;
  /** The adapter or runtime in words: "NVIDIA …", "SwiftShader", "wasm simd". */
  readonly device: string;
  build(spec: NetworkSpec, options: { readonly seed: number }): EngineModel;
  /** The training step as this engine runs it, kernel by kernel; null where it has no such plan. */
  readonly describe: ((spec: NetworkSpec, params: TrainParams) => PlanDescription) | null;
  /** Milliseconds of one training step on the first rows, after a first one that compiles and warms up. Trains nothing that stays. */
  measureStep(trial: StepTrial): Promise<number>;
  /** The recipe's tensor form on this engine: row-major [rows, width] features, read back for comparison with float64. */
  transform(features: RawFeatures): Promise<Float32Array>;
}

/** What a step is measured on. Aborted, it stops before its next burst of steps. */
export interface StepTrial {
  readonly spec: NetworkSpec;
  readonly data: EngineData;
  readonly params: TrainParams;
  readonly signal: AbortSignal;
}

/** One line of "measured, shown, pinned". */
export interface BackendMeasurement {
  readonly backend: BackendName;
  /** `uncovered`: it does not have something of this model. */
  readonly outcome: "measured" | "unavailable" | "not-tried" | "uncovered";
  /** What is not covered, by name. */
  readonly note?: string;
  /** Milliseconds per training step on the user's own model; null unless measured. */
  readonly msPerStep: number | null;
  readonly device: string;
}

export interface BackendChoice {
  readonly chosen: BackendName;
  readonly device: string;
  /**
   * `at-once`: so quick that trying another would have taken longer than an epoch. `reused`: an earlier run of this work stored it
   * (resume, retrain, replay). `reproducible`: the same bits on every machine were asked for, and only this engine gives them.
   */
  readonly reason: "pinned" | "measured" | "only-one" | "at-once" | "reused" | "reproducible";
  readonly measurements: readonly BackendMeasurement[];
}
