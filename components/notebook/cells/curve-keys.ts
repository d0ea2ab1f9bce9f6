/** Metric keys under which a run keeps its curve, and the dummy beside it. */
export const CURVE_KEYS = {
  trainLoss: "train.loss",
  validationLoss: "validation.loss",
  trainScore: "train.score",
  validationScore: "validation.score",
  baselineScore: "baseline.score",
  baselineLoss: "baseline.loss",
} as const;
