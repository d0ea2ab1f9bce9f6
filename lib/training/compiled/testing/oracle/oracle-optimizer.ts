/** Optimisers one weight at a time, clipping first. Formulas and constants are those of TensorFlow.js. */
import type { ClipSpec, OptimizerSpec } from "../../../objective";

/** What an optimiser remembers of each weight: up to two running numbers. */
export interface OptimizerMemory {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Limits all gradients: each by itself, or all together by their common length. */
export function clipGradients(clip: ClipSpec, gradients: readonly Float64Array[]): readonly Float64Array[] {
  if (!clip) return gradients;
  const { kind, limit } = clip;
  if (kind === "value") return gradients.map((g) => g.map((x) => Math.min(Math.max(x, -limit), limit)));
  const norm = Math.sqrt(gradients.flatMap((g) => [...g]).reduce((sum, x) => sum + x * x, 0));
  return norm <= limit ? gradients : gradients.map((g) => g.map((x) => (x * limit) / norm));
}

/** One step of `w`, in place. `time` counts steps from 1. */
export function optimizerStep(
  optimizer: OptimizerSpec,
  w: Float64Array,
  at: {
    readonly gradient: Float64Array;
    readonly memory: OptimizerMemory;
    readonly rate: number;
    readonly time: number;
  },
): void {
  const { gradient, memory, rate, time } = at;
  gradient.forEach((g, i) => {
    const { first, second } = memory;
    switch (optimizer.kind) {
      case "sgd":
        w[i]! -= rate * g;
        return;
      case "momentum":
        first[i] = optimizer.momentum * first[i]! + g;
        w[i]! -= rate * (optimizer.nesterov ? g + optimizer.momentum * first[i] : first[i]);
        return;
      case "rmsprop":
        first[i] = optimizer.decay * first[i]! + (1 - optimizer.decay) * g * g;
        w[i]! -= (rate * g) / Math.sqrt(first[i] + optimizer.epsilon);
        return;
      case "adam":
      case "adamw": {
        if (optimizer.kind === "adamw") w[i]! *= 1 - rate * optimizer.weightDecay;
        first[i] = optimizer.beta1 * first[i]! + (1 - optimizer.beta1) * g;
        second[i] = optimizer.beta2 * second[i]! + (1 - optimizer.beta2) * g * g;
        const mean = first[i] / (1 - optimizer.beta1 ** time);
        const square = second[i] / (1 - optimizer.beta2 ** time);
        w[i]! -= (rate * mean) / (Math.sqrt(square) + optimizer.epsilon);
      }
    }
  });
}
