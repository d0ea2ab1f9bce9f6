/**
 * Weighted least squares by the normal equations: β = (XᵀWX)⁻¹ XᵀWy, solved by Cholesky's decomposition.
 * Source: Golub and Van Loan, "Matrix computations", 4.2. Preconditions: weights above 0; the columns of X are well scaled, as 0 and ±1
 * are. Cost: O(rows · columns² + columns³).
 */
import { solvePositiveDefinite } from "../../statistics/matrices/cholesky";

export interface WeightedSystem {
  /** Row-major [rows, columns]. */
  readonly design: Float64Array;
  readonly columns: number;
  readonly target: Float64Array;
  readonly weights: Float64Array;
}

/** The coefficients; null when the columns depend on one another. */
export function weightedLeastSquares({ design, columns, target, weights }: WeightedSystem): Float64Array | null {
  const normal = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let row = 0; row < target.length; row++) {
    const line = design.subarray(row * columns, (row + 1) * columns);
    for (let i = 0; i < columns; i++) {
      const scaled = weights[row]! * line[i]!;
      if (scaled === 0) continue;
      right[i]! += scaled * target[row]!;
      for (let j = 0; j <= i; j++) normal[i * columns + j]! += scaled * line[j]!;
    }
  }
  return solvePositiveDefinite(normal, right);
}
