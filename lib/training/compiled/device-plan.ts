/**
 * The port of a target: a plan with its buffers on a device. `wasm/` and `webgpu/` implement it; the fit loop, the picker, the
 * benchmark and the contract suite see nothing else.
 */
import type { NamedTensor } from "../layer-graph";
import type { FeatureProgram } from "./feature-program";
import type { Plan } from "./plan/plan";

/** Rows on the device: features [rows, inputWidth], targets [rows, targetWidth], one weight per row when the plan has them. */
export interface HostRows {
  readonly rows: number;
  readonly features: Float32Array;
  readonly targets: Float32Array;
  readonly sampleWeights: Float32Array | null;
}

/** A part of the data that stays on the device until it is released. */
export interface DeviceRows {
  readonly rows: number;
  release(): void;
}

/** Rows of a part of the data, in the order of the upload. */
export interface RowRange {
  readonly start: number;
  readonly rows: number;
}

/** One step of a burst. */
export interface PlannedStep {
  /** Position in the order where its rows begin, and how many they are (≤ batch size). */
  readonly start: number;
  readonly rows: number;
  /** Counts from 0 over the whole training: keys the random numbers. */
  readonly step: number;
  readonly learningRate: number;
  /** 1 − β₁ᵗ and 1 − β₂ᵗ with t counted from 1; 1 where the optimiser has none. */
  readonly correction1: number;
  readonly correction2: number;
}

export interface BurstResult {
  /** Sum over the steps of the batch losses, penalties included. Not finite when the training diverged. */
  readonly lossSum: number;
  readonly steps: number;
}

/** Everything exact resume needs from the device. */
export interface DeviceState {
  readonly parameters: Float32Array;
  readonly optimizer: Float32Array;
  readonly statistics: Float32Array;
}

export interface DevicePlan {
  readonly plan: Plan;
  /** Threads that share a step; 1 on a GPU. */
  readonly threads: number;
  /** Bytes this plan holds on the device: wasm memory, or the sum of its GPU buffers. */
  memoryBytes(): number;
  /** Dispatches of one training step; null where there is no such thing. */
  dispatchesPerStep(): number | null;
  upload(rows: HostRows): DeviceRows;
  /** Row numbers in the order of training, for the steps of an epoch. */
  setOrder(data: DeviceRows, order: Uint32Array): void;
  /** Runs steps one after another. Resolves when they are done; losses are read back once. `training.device-lost` when it went away. */
  run(steps: readonly PlannedStep[]): Promise<BurstResult>;
  /** Mean loss (without penalties) and mean score over a part of the rows (all when absent), in inference mode. */
  evaluate(data: DeviceRows, part?: RowRange): Promise<{ readonly loss: number; readonly score: number }>;
  /** Raw outputs [rows, outputWidth] in inference mode. */
  predict(data: { readonly rows: number; readonly features: Float32Array }): Promise<Float32Array>;
  /** Weights and statistics by name, in the order of `plan.tensors`. */
  readTensors(): Promise<readonly NamedTensor[]>;
  writeTensors(tensors: readonly NamedTensor[]): void;
  readState(): Promise<DeviceState>;
  writeState(state: DeviceState): void;
  /** Gradients of the last step that ran, by name: for tests. */
  readGradients(): Promise<readonly NamedTensor[]>;
  dispose(): void;
}

/** A device on which plans can be placed. */
export interface PlanTarget {
  readonly name: "wasm" | "webgpu";
  /** In words: "wasm relaxed SIMD, 2 threads", or the adapter. */
  readonly device: string;
  /** Lays out the buffers. `training.does-not-fit` (details: needed, limit) before anything is allocated. */
  place(plan: Plan, options: { readonly seed: number }): Promise<DevicePlan>;
  /** Gradient of the loss (or of one output) with respect to the features [rows, inputWidth], for a plan compiled for that. */
  inputGradients(
    plan: Plan,
    input: { readonly rows: HostRows; readonly tensors: readonly NamedTensor[] },
  ): Promise<Float32Array>;
  /** A recipe's raw columns to features [rows, width] with this target's kernels, if it has some. */
  readonly transform?: (
    program: FeatureProgram,
    columns: readonly (Float32Array | Int32Array)[],
    rowCount: number,
  ) => Promise<Float32Array>;
  dispose(): void;
}
