/**
 * A training step as data. The compiler (`compile-plan.ts`) lowers a layer graph to a fixed list of calls on buffers that are laid
 * out once; the targets (`wasm/`, `webgpu/`) only translate. Nothing here knows a device.
 *
 * Values are float32, row-major, rows of the batch outermost, channels last. A slot of a per-row space holds `width` floats for
 * each row of the batch, row r at offset + r·width.
 */
import type { GraphActivation, Shape } from "../../layer-graph";
import type { ClipSpec, LossSpec, OptimizerSpec } from "../../objective";
import type { BackwardOp } from "./backward-op";
import type { ForwardOp } from "./forward-op";
import type { Slot, Space } from "./slot";

/**
 * Loss of the batch, its gradient and the score. `output` are logits when `loss.fromLogits`. `dOutput` gets the gradient already
 * divided by the rows of the batch and multiplied by the row's weight, and taken through the output layer's fused activation.
 */
export interface LossOp {
  readonly kind: "loss";
  /** What `dOutput` starts from: the loss, or 1 at one output and 0 at the others (targets and weights are then not read). */
  readonly seed: { readonly kind: "loss" } | { readonly kind: "output"; readonly index: number };
  /** Each row's own weighted loss counts: `dOutput` is not divided by the rows. Only in input-gradient plans. */
  readonly perRow: boolean;
  readonly loss: LossSpec;
  readonly outputs: number;
  readonly targetWidth: number;
  readonly output: Slot;
  readonly target: Slot;
  /** Per row one weight; null weighs all alike. */
  readonly sampleWeight: Slot | null;
  readonly dOutput: Slot;
  readonly throughActivation: GraphActivation;
  readonly score: ScoreKind;
}

/** Summed over the rows: right answers (sparse, categorical: argmax; binary: side of 0 or of ½), or squared error (mean over outputs). */
export type ScoreKind = "correct" | "squaredError";

/** One pass over the flat parameter buffer: shard sums, regularisers, clipping, optimiser. */
export interface UpdateOp {
  readonly kind: "update";
  readonly optimizer: OptimizerSpec;
  readonly clip: ClipSpec;
  /** Floats of the parameter buffer. */
  readonly length: number;
  /** Ranges of the buffer with a penalty. */
  readonly regularized: readonly {
    readonly start: number;
    readonly end: number;
    readonly l1: number;
    readonly l2: number;
  }[];
}

export type PlanOp = ForwardOp | BackwardOp | LossOp | UpdateOp;

/** A weight's place in the flat buffers. */
export interface PlanTensor {
  /** `node/weight`, as in `conv1/kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly slot: Slot;
}

export interface Plan {
  readonly batchSize: number;
  /** Parts of the batch that are always summed apart, in this order, whatever the number of threads: part s has rows
   *  [s·rowsPerShard, (s+1)·rowsPerShard). Chosen by the compiler from sizes alone. */
  readonly shards: number;
  readonly rowsPerShard: number;
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly targetWidth: number;
  readonly hasSampleWeights: boolean;
  /** Floats of each space (of one copy). */
  readonly sizes: Readonly<Record<Space, number>>;
  readonly optimizerSlots: number;
  readonly features: Slot;
  readonly targets: Slot;
  readonly sampleWeights: Slot | null;
  /** The last node's output, without `outputActivation`. */
  readonly output: Slot;
  /** Sigmoid or softmax (along the output) that was moved into the loss: applied to the output when predicting, else "linear". */
  readonly outputActivation: GraphActivation;
  /**
   * Gradient with respect to the features, for a plan compiled for that; null in a training plan. Such a plan runs its forward
   * calls in inference mode, then the loss and the backward calls, and never the update.
   */
  readonly inputGradient: Slot | null;
  /** Weights, then statistics, in the order of the graph. */
  readonly tensors: readonly PlanTensor[];
  readonly forward: readonly ForwardOp[];
  readonly loss: LossOp;
  readonly backward: readonly BackwardOp[];
  readonly update: UpdateOp;
  /** Floating-point operations of one full training step (2 per multiply-add). */
  readonly flopsPerStep: number;
}
