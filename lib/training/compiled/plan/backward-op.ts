/** The calls of a backward pass. */
import type { GraphActivation } from "../../layer-graph";
import type { RecurrentSizes, Window2d } from "./forward-op";
import type { Slot } from "./slot";

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
