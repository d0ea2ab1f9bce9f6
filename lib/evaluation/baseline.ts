/**
 * The baseline of an evaluation: a dummy that looks at no feature, fitted on the truth of the training rows. Of classes it answers the
 * commonest, with the class shares as probabilities; of numbers, their mean. A model that does not beat it has learned nothing.
 */
import type { Predictions } from "../training/predictions";
import type { Actual } from "./actual";
import { dummyClasses, dummyValue } from "./comparison/dummies";

/** The dummy's answers for `rows` rows; null when no training row has a target. */
export function baselinePredictions(train: Actual, rows: number): Predictions | null {
  if (train.kind === "values") {
    const mean = dummyValue(train.values, { kind: "mean" });
    return mean.kind === "measured" ? { kind: "values", values: new Float64Array(rows).fill(mean.value) } : null;
  }
  const { classes, labels: truth } = train;
  const dummy = dummyClasses({ truth, classCount: classes.length }, { dummy: { kind: "prior" }, rows });
  if (dummy.kind !== "measured") return null;
  const probabilities = new Float32Array(rows * classes.length);
  for (let row = 0; row < rows; row++) probabilities.set(dummy.probabilities, row * classes.length);
  return { kind: "classes", classes, probabilities, labels: dummy.answers };
}
