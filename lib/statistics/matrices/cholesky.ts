/**
 * A x = b for a symmetric positive definite A by Cholesky's decomposition A = L Lᵀ: first L z = b, then Lᵀ x = z.
 * Source: Golub and Van Loan, "Matrix computations", 4.2. Cost: O(size³). Precondition: finite entries.
 */

/** A pivot this small against the largest entry of the diagonal is rounding. */
const ROUNDING = 1e-13;

/** x; null when A is not positive definite, but for rounding. A is given row by row; only its lower half is read, and nothing is changed. */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const size = right.length;
  const lower = factorOf(matrix, size);
  if (!lower) return null;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * size + k]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k * size + i]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  return x;
}

/** L, row by row. */
function factorOf(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, matrix[i * size + i]!);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * size + k]! * lower[j * size + k]!;
      if (i === j && !(rest > ROUNDING * largest)) return null;
      lower[i * size + j] = i === j ? Math.sqrt(rest) : rest / lower[j * size + j]!;
    }
  }
  return lower;
}
