/** Metric keys under which a run keeps its curve, and the dummy beside it. */
export function curveKeys(regression: boolean) {
  const score = regression ? "rmse" : "accuracy";
  return {
    trainLoss: "train_loss",
    validationLoss: "val_loss",
    trainScore: `train_${score}`,
    validationScore: `val_${score}`,
    baselineScore: `baseline_${score}`,
    baselineLoss: "baseline_loss",
  } as const;
}
