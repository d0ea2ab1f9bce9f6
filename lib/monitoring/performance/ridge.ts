/**
 * Ridge regression on standardised columns and their squares, the project's own plain regressor: with Z the columns brought to mean 0 and
 * deviation 1 on the rows of the fit, B = [Z, Z² − mean], and t the targets,
 *
 *   w = (BᵀB + λ I)⁻¹ Bᵀ (t − mean t),   answer(x) = mean t + b(x) · w
 *
 * solved by Cholesky. Squares let the answer rise to both sides of a centre; the intercept is not shrunk. Values outside the range of the
 * fit are taken as the nearest value inside it, so that the answer does not run away. Constant columns carry no weight.
 * Source: Hoerl and Kennard (1970). Fit O(rows · columns² + columns³), answer O(columns).
 */
import { solvePositiveDefinite } from "../../statistics/matrices/cholesky";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";

/** Plain data. */
export interface RidgeFit {
  readonly columns: readonly RidgeColumn[];
  /** Mean of the targets. */
  readonly intercept: number;
  /** Two for each column: of z and of z² less its mean. */
  readonly weights: Float64Array;
}

interface RidgeColumn {
  readonly centre: number;
  /** 1 for a constant column. */
  readonly scale: number;
  readonly low: number;
  readonly high: number;
  readonly meanSquare: number;
}

/** The fit; columns and targets of one length, finite. `penalty` λ is 1 unless told. At least two rows. */
export function ridgeFit(
  columns: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
  penalty = 1,
): Measured<RidgeFit> {
  const rows = targets.length;
  if (rows < 2) return notEnoughData(2, rows);
  if (columns.some(({ length }) => length !== rows)) return degenerate("lengths-differ");
  if (![targets, ...columns].every((values) => Array.from(values).every(Number.isFinite)))
    return degenerate("not-finite");
  if (!(penalty > 0)) return degenerate("out-of-range");
  const described = columns.map(describe);
  const intercept = mean(targets);
  const basis = described.flatMap((column, at) => basisColumns(column, columns[at]!));
  const right = Float64Array.from(basis, (values) => dot(values, targets, intercept));
  const weights = solvePositiveDefinite(gram(basis, penalty), right);
  return weights ? measured({ columns: described, intercept, weights }) : degenerate("singular");
}

/** The answer for one row of values, one for each column of the fit. */
export function ridgeAnswer({ columns, intercept, weights }: RidgeFit, values: ArrayLike<number>): number {
  let answer = intercept;
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at]!;
    const z = standardised(column, values[at]!);
    answer += weights[2 * at]! * z + weights[2 * at + 1]! * (z * z - column.meanSquare);
  }
  return answer;
}

function describe(values: ArrayLike<number>): RidgeColumn {
  const [centre, deviation] = [mean(values), standardDeviation(values)];
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < values.length; row++) {
    low = Math.min(low, values[row]!);
    high = Math.max(high, values[row]!);
  }
  const constant = low === high;
  return { centre, scale: constant ? 1 : deviation, low, high, meanSquare: constant ? 0 : 1 };
}

function standardised({ centre, scale, low, high }: RidgeColumn, value: number): number {
  return low === high ? 0 : (Math.min(high, Math.max(low, value)) - centre) / scale;
}

function basisColumns(column: RidgeColumn, values: ArrayLike<number>): readonly Float64Array[] {
  const z = Float64Array.from(values, (value) => standardised(column, value));
  return [z, z.map((value) => value * value - column.meanSquare)];
}

function dot(values: Float64Array, others: ArrayLike<number>, centre: number): number {
  let total = 0;
  for (let row = 0; row < values.length; row++) total += values[row]! * (others[row]! - centre);
  return total;
}

/** BᵀB + λ I, row by row. */
function gram(basis: readonly Float64Array[], penalty: number): Float64Array {
  const size = basis.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = dot(basis[i]!, basis[j]!, 0) + (i === j ? penalty : 0);
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  return matrix;
}
