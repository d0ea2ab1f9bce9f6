/**
 * Weighted least squares by the normal equations: β = (XᵀWX)⁻¹ XᵀWy, solved by Cholesky's decomposition.
 * Source: Golub and Van Loan, "Matrix computations", 4.2. Preconditions: weights above 0; the columns of X are well scaled, as 0 and ±1
 * are. Cost: O(rows · columns² + columns³).
 */

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
  return factorise(normal, columns) ? substitute(normal, columns, right) : null;
}

/** The lower triangle becomes its Cholesky factor, in place. */
function factorise(matrix: Float64Array, size: number): boolean {
  const largest = Math.max(...Array.from({ length: size }, (_, i) => matrix[i * size + i]!));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      if (i !== j) matrix[i * size + j] = sum / matrix[j * size + j]!;
      else if (sum > 1e-13 * largest) matrix[i * size + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L Lᵀ x = b, in place. */
function substitute(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) right[i]! -= factor[i * size + k]! * right[k]!;
    right[i]! /= factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) right[i]! -= factor[k * size + i]! * right[k]!;
    right[i]! /= factor[i * size + i]!;
  }
  return right;
}
