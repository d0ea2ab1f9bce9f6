/** The calls of a forward pass. */
import type { GraphActivation } from "../../layer-graph";
import type { Slot } from "./slot";

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

/** Common to lstm and gru. Saved per row: what backward needs again, laid out [time, …]. */
export interface RecurrentSizes {
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
