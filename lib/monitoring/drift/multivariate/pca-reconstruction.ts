/**
 * Drift of all columns together by what principal components fail to rebuild. Columns are scaled to mean 0 and deviation 1 (ddof 0) of the
 * reference; the fewest components that explain more than 65 % of its variance are kept; a row's error is the length of what its projection
 * on them leaves, ‖z − Σ (z·v) v‖. When columns stop moving together as they did, errors grow (or shrink) although each column alone may look
 * the same.
 *
 * Reported: the mean error, its standard deviation (ddof 1) and its sampling error, deviation / √rows. An alert is a mean outside mean ± 3
 * deviations of the means of the reference's chunks (`alerting/threshold.ts`).
 * Source: NannyML `data_reconstruction/calculator.py` with scikit-learn's StandardScaler and PCA(0.65).
 * Cost: O(rows · columns² + columns³) to fit. Preconditions, else a named result: two finite rows, not all columns constant.
 */
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { mean, momentsOf, standardDeviation, varianceOf } from "../../../statistics/moments";
import { symmetricEigen } from "../../../statistics/matrices/symmetric-eigen";
import { matrixColumn, unusableMatrices, type Matrix } from "./matrix";

const DEFAULT_EXPLAINED = 0.65;

export interface Reconstruction {
  readonly means: Float64Array;
  /** Standard deviations; 1 for a constant column. */
  readonly scales: Float64Array;
  /** The components kept, each of length 1. */
  readonly components: readonly Float64Array[];
  /** Their shares of the variance, in descending order. */
  readonly explained: Float64Array;
}

export interface ReconstructionError {
  readonly mean: number;
  readonly deviation: number;
  readonly samplingError: number;
}

/** The components of a reference. `explained`: the share of variance that the kept ones must exceed. */
export function fitReconstruction(reference: Matrix, explained = DEFAULT_EXPLAINED): Measured<Reconstruction> {
  const refused = unusableMatrices([reference], 2);
  if (refused) return refused;
  if (!(explained > 0 && explained < 1)) return degenerate("out-of-range");
  const moments = Array.from({ length: reference.columns }, (_, column) => momentsOf(matrixColumn(reference, column)));
  const means = Float64Array.from(moments, (moment) => moment.mean);
  const scales = Float64Array.from(moments, (moment) => Math.sqrt(varianceOf(moment)) || 1);
  const { values, vectors } = symmetricEigen(covariance(reference, means, scales), reference.columns);
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  if (!(whole > 0)) return degenerate("constant");
  const shares = values.map((value) => Math.max(0, value) / whole);
  const kept = componentsAbove(shares, explained);
  return measured({ means, scales, components: vectors.slice(0, kept), explained: shares.slice(0, kept) });
}

/** The reconstruction error of every row, in reference deviations. Precondition: finite rows with the reference's columns. */
export function reconstructionErrors(model: Reconstruction, matrix: Matrix): Float64Array {
  const scaled = new Float64Array(matrix.columns);
  return Float64Array.from({ length: matrix.rows }, (_, row) => {
    for (let column = 0; column < matrix.columns; column++) {
      scaled[column] = (matrix.values[row * matrix.columns + column]! - model.means[column]!) / model.scales[column]!;
    }
    const rest = Float64Array.from(scaled);
    for (const component of model.components) {
      const along = component.reduce((sum, value, column) => sum + value * scaled[column]!, 0);
      component.forEach((value, column) => (rest[column]! -= along * value));
    }
    return Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
  });
}

/** Mean error of a window and how far the mean is known. */
export function reconstructionError(model: Reconstruction, matrix: Matrix): Measured<ReconstructionError> {
  const refused = unusableMatrices([matrix], 2);
  if (refused) return refused;
  if (matrix.columns !== model.means.length) return degenerate("lengths-differ");
  const errors = reconstructionErrors(model, matrix);
  const deviation = standardDeviation(errors, 1);
  return measured({ mean: mean(errors), deviation, samplingError: deviation / Math.sqrt(matrix.rows) });
}

/** Covariance of the scaled columns (its scale does not matter here). */
function covariance({ rows, columns, values }: Matrix, means: Float64Array, scales: Float64Array): Float64Array {
  const sums = new Float64Array(columns * columns);
  const scaled = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) scaled[i] = (values[row * columns + i]! - means[i]!) / scales[i]!;
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j <= i; j++) sums[i * columns + j]! += (scaled[i]! * scaled[j]!) / rows;
    }
  }
  for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) sums[j * columns + i] = sums[i * columns + j]!;
  return sums;
}

function componentsAbove(shares: Float64Array, explained: number): number {
  let [sum, kept] = [0, 0];
  while (kept < shares.length && sum <= explained) sum += shares[kept++]!;
  return kept;
}
