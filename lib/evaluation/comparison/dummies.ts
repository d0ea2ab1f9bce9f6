/**
 * Dummy baselines: answers that look at no feature. A model that does not beat the one that suits its metric has learned nothing.
 *
 *   classes   most-frequent (always the commonest class), prior (the same, with class shares as probabilities),
 *             stratified (drawn by class share), uniform (drawn, every class alike)
 *   numbers   mean (best by squared error), median (best by absolute error), quantile
 *
 * Fitted on training truth. Source: scikit-learn `DummyClassifier`, `DummyRegressor`. O(rows).
 */
import type { Random } from "../../random";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { quantileOfSorted, sortedValues } from "../../statistics/quantile";
import type { Metric } from "../metric";

export type ClassDummy =
  | { readonly kind: "most-frequent" }
  | { readonly kind: "prior" }
  | { readonly kind: "stratified"; readonly random: Random }
  | { readonly kind: "uniform"; readonly random: Random };

export type ValueDummy =
  { readonly kind: "mean" } | { readonly kind: "median" } | { readonly kind: "quantile"; readonly quantile: number };

export interface DummyAnswers {
  readonly answers: Int32Array;
  /** The same for every row, one a class. */
  readonly probabilities: Float64Array;
}

/** Class answers for `rows` rows; of classes that are equally common the one with the lower index counts as the commonest. */
export function dummyClasses(
  train: { readonly truth: ArrayLike<number>; readonly classCount: number },
  options: { readonly dummy: ClassDummy; readonly rows: number },
): Measured<DummyAnswers> {
  const { truth, classCount } = train;
  const { dummy, rows } = options;
  if (truth.length === 0) return notEnoughData(1, 0);
  const counts = new Float64Array(classCount);
  for (let row = 0; row < truth.length; row++) {
    if (counts[truth[row]!] === undefined) return degenerate("unseen-category");
    counts[truth[row]!]! += 1;
  }
  const shares = counts.map((count) => count / truth.length);
  const commonest = shares.indexOf(Math.max(...shares));
  const constant = (index: number): Int32Array => new Int32Array(rows).fill(index);
  switch (dummy.kind) {
    case "most-frequent":
      return measured({
        answers: constant(commonest),
        probabilities: shares.map((_, index) => (index === commonest ? 1 : 0)),
      });
    case "prior":
      return measured({ answers: constant(commonest), probabilities: shares });
    case "stratified":
      return measured(drawnAnswers(shares, rows, dummy.random));
    case "uniform":
      return measured(drawnAnswers(shares.fill(1 / classCount), rows, dummy.random));
  }
}

/** The number that a dummy answers for every row. */
export function dummyValue(train: ArrayLike<number>, dummy: ValueDummy): Metric {
  if (train.length === 0) return notEnoughData(1, 0);
  for (let row = 0; row < train.length; row++) if (!Number.isFinite(train[row])) return degenerate("not-finite");
  if (dummy.kind === "mean") return measured({ value: mean(train) });
  const quantile = dummy.kind === "median" ? 0.5 : dummy.quantile;
  if (!(quantile >= 0 && quantile <= 1)) return degenerate("out-of-range");
  return measured({ value: quantileOfSorted(sortedValues(train), quantile) });
}

function drawnAnswers(shares: Float64Array, rows: number, random: Random): DummyAnswers {
  return { answers: Int32Array.from({ length: rows }, () => draw(shares, random.next())), probabilities: shares };
}

/** The class whose stretch of [0, 1) holds the point; the last that occurs when rounding leaves a gap at the end. */
function draw(shares: Float64Array, point: number): number {
  let reached = 0;
  for (let index = 0; index < shares.length; index++) {
    reached += shares[index]!;
    if (point < reached) return index;
  }
  return shares.findLastIndex((share) => share > 0);
}
