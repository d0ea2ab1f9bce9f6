/**
 * A training step as data. The compiler (`compile-plan.ts`) lowers a layer graph to a fixed list of calls on buffers that are laid
 * out once; the targets (`wasm/`, `webgpu/`) only translate. Nothing here knows a device.
 *
 * Values are float32, row-major, rows of the batch outermost, channels last. A slot of a per-row space holds `width` floats for
 * each row of the batch, row r at offset + r·width.
 */
import type { GraphActivation, Shape } from "../../layer-graph";
import type { ClipSpec, LossSpec, OptimizerSpec } from "../../objective";

export const SPACES = [
  /** Trained weights, all layers in one flat buffer; every tensor starts at a multiple of 4. */
  "parameters",
  /** Same layout as `parameters`. The CPU target keeps one copy per shard. */
  "gradients",
  /** Optimiser state: `optimizerSlots` times the layout of `parameters`. */
  "state",
  /** Running mean and variance of batch normalisation: saved, not trained. */
  "statistics",
  /** Per row: the gathered features, targets and sample weight. */
  "batch",
  /** Per row: outputs of the layers, and what backward needs again. */
  "activations",
  /** Per row: gradients of the loss with respect to those outputs. */
  "deltas",
  /** Not per row, gone after a step: batch statistics, reductions. The CPU target keeps one copy per shard where a call says so. */
  "scratch",
] as const;
export type Space = (typeof SPACES)[number];

export const PER_ROW_SPACES: readonly Space[] = ["batch", "activations", "deltas"];

export interface Slot {
  readonly space: Space;
  /** In floats. For per-row spaces: from the start of the space, already multiplied by the batch size. */
  readonly offset: number;
  /** Floats per row in a per-row space, floats in all elsewhere. */
  readonly width: number;
}

/** Sizes of a convolution or pooling; `padTop` and `padLeft` are what "same" adds before the first row and column. */
export interface Window2d {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
}

/** A gradient call writes its target, or adds to it when another consumer of the same value has written before. */
interface Accumulating {
  readonly accumulate: boolean;
}

/**
 * The gradient is taken through the producer's fused activation: dx is multiplied by act′(y), where y is the producer's output.
 * "linear" (with y null) multiplies by nothing.
 */
interface Through {
  readonly throughActivation: GraphActivation;
  readonly throughY: Slot | null;
}

/** Activations whose derivative follows from the output; only these are fused into a producer or a `Through`. */
export const FUSIBLE_ACTIVATIONS: readonly GraphActivation[] = [
  "linear",
  "relu",
  "relu6",
  "elu",
  "selu",
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softplus",
  "softsign",
];

/** Common to lstm and gru. Saved per row: what backward needs again, laid out [time, …]. */
interface RecurrentSizes {
  readonly time: number;
  readonly features: number;
  readonly units: number;
  readonly activation: GraphActivation;
  readonly recurrentActivation: GraphActivation;
  readonly returnSequences: boolean;
  readonly x: Slot;
  readonly kernel: Slot;
  readonly recurrentKernel: Slot;
  readonly bias: Slot;
  /** Per row [time, units]: hidden states (also when only the last is the output). */
  readonly hidden: Slot;
  /** lstm: per row [time, 5·units]: i, f, c̃, o after their activations, then the cell state. gru: [time, 3·units]: z, r, h̃. */
  readonly gates: Slot;
}

/** Forward calls. `rowsPerSample` is the product of the dimensions before the last one. */
export type ForwardOp =
  /** y = act(x · kernel + bias). x: [rowsPerSample, inputs]. */
  | {
      readonly kind: "dense";
      readonly rowsPerSample: number;
      readonly inputs: number;
      readonly units: number;
      readonly activation: GraphActivation;
      readonly x: Slot;
      readonly kernel: Slot;
      readonly bias: Slot | null;
      readonly y: Slot;
    }
  /** Kernel [kernelHeight, kernelWidth, channels, filters]. */
  | {
      readonly kind: "conv2d";
      readonly window: Window2d;
      readonly filters: number;
      readonly activation: GraphActivation;
      readonly x: Slot;
      readonly kernel: Slot;
      readonly bias: Slot | null;
      readonly y: Slot;
    }
  /** Kernel [kernelHeight, kernelWidth, channels, multiplier]; output channel c·multiplier + m. */
  | {
      readonly kind: "depthwise2d";
      readonly window: Window2d;
      readonly multiplier: number;
      readonly activation: GraphActivation;
      readonly x: Slot;
      readonly kernel: Slot;
      readonly bias: Slot | null;
      readonly y: Slot;
    }
  /** Padding counts for nothing: neither in the maximum nor in the divisor of the average. */
  | { readonly kind: "maxPool2d" | "averagePool2d"; readonly window: Window2d; readonly x: Slot; readonly y: Slot }
  /**
   * Training: batch mean and (biased) variance per channel, y = act(gamma·(x − mean)·inv + beta), running statistics updated as
   * running·momentum + batch·(1 − momentum). Inference: the running statistics. `saved` keeps mean and inv [2·channels];
   * `partial` is room for one (count, mean, M2) per shard and channel.
   */
  | {
      readonly kind: "batchNorm";
      readonly rowsPerSample: number;
      readonly channels: number;
      readonly momentum: number;
      readonly epsilon: number;
      readonly activation: GraphActivation;
      readonly x: Slot;
      readonly gamma: Slot;
      readonly beta: Slot;
      readonly runningMean: Slot;
      readonly runningVariance: Slot;
      readonly saved: Slot;
      readonly partial: Slot;
      readonly y: Slot;
    }
  /** `saved` keeps mean and inv of every normalised row: per row [rowsPerSample, 2]. */
  | {
      readonly kind: "layerNorm";
      readonly rowsPerSample: number;
      readonly channels: number;
      readonly epsilon: number;
      readonly x: Slot;
      readonly gamma: Slot;
      readonly beta: Slot;
      readonly saved: Slot;
      readonly y: Slot;
    }
  /** `node` keys the random numbers, see `random-numbers.ts`. Inference copies. `width` floats per row. */
  | {
      readonly kind: "dropout";
      readonly width: number;
      readonly rate: number;
      readonly node: number;
      readonly x: Slot;
      readonly y: Slot;
    }
  | {
      readonly kind: "gaussianNoise";
      readonly width: number;
      readonly stddev: number;
      readonly node: number;
      readonly x: Slot;
      readonly y: Slot;
    }
  /** x: [length] of whole numbers (checked before upload), table [inputDim, outputDim]. */
  | {
      readonly kind: "embedding";
      readonly length: number;
      readonly inputDim: number;
      readonly outputDim: number;
      readonly x: Slot;
      readonly table: Slot;
      readonly y: Slot;
    }
  /** Copies [rowsPerSample, width] into columns `column`… of [rowsPerSample, total]: one call per part of a concatenation. */
  | {
      readonly kind: "copyColumns";
      readonly rowsPerSample: number;
      readonly width: number;
      readonly column: number;
      readonly total: number;
      readonly x: Slot;
      readonly y: Slot;
    }
  /** y = a + b, `width` floats per row. More than two inputs are a chain. */
  | { readonly kind: "add"; readonly width: number; readonly a: Slot; readonly b: Slot; readonly y: Slot }
  /** Elementwise, or along the last dimension `channels` (softmax, logSoftmax). */
  | {
      readonly kind: "activation";
      readonly rowsPerSample: number;
      readonly channels: number;
      readonly activation: GraphActivation;
      readonly x: Slot;
      readonly y: Slot;
    }
  | ({ readonly kind: "lstm" | "gru" } & RecurrentSizes & { readonly y: Slot });

/** Backward calls. `dy` is the gradient before the op's own fused activation, except where said. */
export type BackwardOp =
  /** dKernel = xᵀ·dy, dBias = Σ dy, over this shard's rows. */
  | {
      readonly kind: "denseWeightGradient";
      readonly rowsPerSample: number;
      readonly inputs: number;
      readonly units: number;
      readonly x: Slot;
      readonly dy: Slot;
      readonly dKernel: Slot;
      readonly dBias: Slot | null;
    }
  /** dx = dy · kernelᵀ. */
  | ({
      readonly kind: "denseInputGradient";
      readonly rowsPerSample: number;
      readonly inputs: number;
      readonly units: number;
      readonly dy: Slot;
      readonly kernel: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  | {
      readonly kind: "conv2dWeightGradient";
      readonly window: Window2d;
      readonly filters: number;
      readonly x: Slot;
      readonly dy: Slot;
      readonly dKernel: Slot;
      readonly dBias: Slot | null;
    }
  | ({
      readonly kind: "conv2dInputGradient";
      readonly window: Window2d;
      readonly filters: number;
      readonly dy: Slot;
      readonly kernel: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  | {
      readonly kind: "depthwise2dWeightGradient";
      readonly window: Window2d;
      readonly multiplier: number;
      readonly x: Slot;
      readonly dy: Slot;
      readonly dKernel: Slot;
      readonly dBias: Slot | null;
    }
  | ({
      readonly kind: "depthwise2dInputGradient";
      readonly window: Window2d;
      readonly multiplier: number;
      readonly dy: Slot;
      readonly kernel: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  /** The first maximum of a window takes its whole gradient (found again from x and y). */
  | ({
      readonly kind: "maxPool2dGradient";
      readonly window: Window2d;
      readonly x: Slot;
      readonly y: Slot;
      readonly dy: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  | ({
      readonly kind: "averagePool2dGradient";
      readonly window: Window2d;
      readonly dy: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  /** `training: false` (input gradients) takes the running statistics as constants and writes no weight gradients. */
  | ({
      readonly kind: "batchNormGradient";
      readonly training: boolean;
      readonly rowsPerSample: number;
      readonly channels: number;
      readonly epsilon: number;
      readonly x: Slot;
      readonly gamma: Slot;
      readonly runningVariance: Slot;
      readonly saved: Slot;
      readonly partial: Slot;
      readonly dy: Slot;
      readonly dx: Slot | null;
      readonly dGamma: Slot | null;
      readonly dBeta: Slot | null;
    } & Through &
      Accumulating)
  | ({
      readonly kind: "layerNormGradient";
      readonly rowsPerSample: number;
      readonly channels: number;
      readonly x: Slot;
      readonly gamma: Slot;
      readonly saved: Slot;
      readonly dy: Slot;
      readonly dx: Slot | null;
      readonly dGamma: Slot | null;
      readonly dBeta: Slot | null;
    } & Through &
      Accumulating)
  /** Draws the same mask again. */
  | ({
      readonly kind: "dropoutGradient";
      readonly width: number;
      readonly rate: number;
      readonly node: number;
      readonly dy: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  | {
      readonly kind: "embeddingGradient";
      readonly length: number;
      readonly inputDim: number;
      readonly outputDim: number;
      readonly x: Slot;
      readonly dy: Slot;
      readonly dTable: Slot;
    }
  /** The part of a concatenation's gradient that belongs to one input. */
  | ({
      readonly kind: "copyColumnsGradient";
      readonly rowsPerSample: number;
      readonly width: number;
      readonly column: number;
      readonly total: number;
      readonly dy: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  /** dx = dy (through): gradients of add, gaussianNoise, and of a value with several consumers. May be in place. */
  | ({ readonly kind: "pass"; readonly width: number; readonly dy: Slot; readonly dx: Slot } & Through & Accumulating)
  /** Gradient of a stand-alone activation, from its input x and output y. Here dy is after the activation. */
  | ({
      readonly kind: "activationGradient";
      readonly rowsPerSample: number;
      readonly channels: number;
      readonly activation: GraphActivation;
      readonly x: Slot;
      readonly y: Slot;
      readonly dy: Slot;
      readonly dx: Slot;
    } & Through &
      Accumulating)
  /** dy is after the layer's activation. `work`: per row [6·units] of room. */
  | ({
      readonly kind: "lstmGradient" | "gruGradient";
      readonly dy: Slot;
      readonly dx: Slot | null;
      readonly dKernel: Slot;
      readonly dRecurrentKernel: Slot;
      readonly dBias: Slot;
      readonly work: Slot;
    } & RecurrentSizes &
      Through &
      Accumulating);

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
