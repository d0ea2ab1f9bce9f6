/** What a training minimises and how: loss, optimiser, schedule and clipping as data. */

export type LossKind =
  | "meanSquaredError"
  | "meanAbsoluteError"
  | "huber"
  /** Targets 0 or 1, one per output. */
  | "binaryCrossEntropy"
  /** Targets are distributions, as wide as the output. */
  | "categoricalCrossEntropy"
  /** Targets are class numbers, one per row. */
  | "sparseCategoricalCrossEntropy";

export interface LossSpec {
  readonly kind: LossKind;
  /** The output is a logit: sigmoid or softmax belong to the loss. Has no meaning for the regression losses. */
  readonly fromLogits: boolean;
  /** Cross-entropies: t becomes t·(1 − s) + s/classes (s/2 for binary). 0 is none. */
  readonly labelSmoothing: number;
  /** Huber: where the square becomes a line. */
  readonly delta: number;
  /** Weight of a row by its class (sparse, binary); null weighs all alike. Multiplies the sample weights. */
  readonly classWeights: readonly number[] | null;
}

/** The loss of a batch is Σ wᵣ·lossᵣ / rows (as Keras does), where a row's loss is the mean over its outputs (the sum over classes). */
export const DEFAULT_LOSS: Omit<LossSpec, "kind"> = {
  fromLogits: true,
  labelSmoothing: 0,
  delta: 1,
  classWeights: null,
};

/** Formulas and constants are those of TensorFlow.js 4.22; Adam's epsilon is added to the root, RMSProp's is under it. */
export type OptimizerSpec =
  | { readonly kind: "sgd" }
  | { readonly kind: "momentum"; readonly momentum: number; readonly nesterov: boolean }
  | { readonly kind: "rmsprop"; readonly decay: number; readonly epsilon: number }
  | { readonly kind: "adam"; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  /** Decoupled decay of every trained weight: w ← w·(1 − rate·weightDecay) before the Adam step (Loshchilov and Hutter, 2019). */
  | {
      readonly kind: "adamw";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly weightDecay: number;
    };

export const ADAM: OptimizerSpec = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/** Learning rate over time. Steps count from 0 over the whole training. */
export type ScheduleSpec =
  | { readonly kind: "constant" }
  /** × factor every `every` epochs. */
  | { readonly kind: "step"; readonly every: number; readonly factor: number }
  /** Half a cosine from the full rate to `floor` × the rate at the last step. */
  | { readonly kind: "cosine"; readonly floor: number }
  /** × factor when the validation loss has not improved for `patience` epochs, not below `floor` × the rate. */
  | { readonly kind: "plateau"; readonly factor: number; readonly patience: number; readonly floor: number };

/** The rate rises linearly over the first `warmupSteps` steps, then follows the schedule. */
export interface LearningRate {
  readonly rate: number;
  readonly schedule: ScheduleSpec;
  readonly warmupSteps: number;
}

/** `value` clips each component; `norm` scales all gradients together so that their common norm is at most `limit`. */
export type ClipSpec = { readonly kind: "value" | "norm"; readonly limit: number } | null;
