/** Predicted and true numbers: what every metric of regression starts from, and its checks. */
import { degenerate, notEnoughData } from "../../statistics/measured";
import type { NotMeasured } from "../metric";

export interface AnsweredValues {
  /** In the target's units. */
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
}

/** Why nothing can be measured: fewer rows than `needed`, lists of different lengths, a number that is not finite. Else null. */
export function problemOfValues({ truth, predicted }: AnsweredValues, needed = 1): NotMeasured | null {
  if (truth.length !== predicted.length) return degenerate("lengths-differ");
  if (truth.length < needed) return notEnoughData(needed, truth.length);
  for (let row = 0; row < truth.length; row++) {
    if (!Number.isFinite(truth[row]) || !Number.isFinite(predicted[row])) return degenerate("not-finite");
  }
  return null;
}

/** A figure of each row from its truth and prediction. */
export function rowFigures(
  { truth, predicted }: AnsweredValues,
  figure: (truth: number, predicted: number) => number,
): Float64Array {
  return Float64Array.from({ length: truth.length }, (_, row) => figure(truth[row]!, predicted[row]!));
}
