/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's method: plane rotations, each of which makes one off-diagonal pair 0, until
 * all are. Slow for large matrices but exact to the last digits, also for small eigenvalues and equal ones.
 * Source: Jacobi (1846); Golub and Van Loan, "Matrix Computations", 8.5. Cost: O(d³) a sweep, about six to ten sweeps.
 * Precondition: finite, symmetric, row by row.
 */

export interface SymmetricEigen {
  /** In descending order. */
  readonly values: Float64Array;
  /** vectors[k] belongs to values[k] and has length 1; its sign is arbitrary. */
  readonly vectors: readonly Float64Array[];
}

const MAX_SWEEPS = 60;

/** Eigenvalues of a d × d symmetric matrix, largest first, with their vectors. */
export function symmetricEigen(matrix: Float64Array, d: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(d * d);
  for (let i = 0; i < d; i++) v[i * d + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(a, d); sweep++) {
    for (let p = 0; p < d; p++) for (let q = p + 1; q < d; q++) rotate(a, v, d, p, q);
  }
  const order = Array.from({ length: d }, (_, k) => k).sort((i, j) => a[j * d + j]! - a[i * d + i]! || i - j);
  return {
    values: Float64Array.from(order, (k) => a[k * d + k]!),
    vectors: order.map((k) => Float64Array.from({ length: d }, (_, row) => v[row * d + k]!)),
  };
}

function isDiagonal(a: Float64Array, d: number): boolean {
  for (let i = 0; i < d; i++) for (let j = i + 1; j < d; j++) if (a[i * d + j] !== 0) return false;
  return true;
}

/** Turns the plane of p and q so that a[p, q] becomes 0. */
function rotate(a: Float64Array, v: Float64Array, d: number, p: number, q: number): void {
  const off = a[p * d + q]!;
  const [first, second] = [a[p * d + p]!, a[q * d + q]!];
  if (Math.abs(off) <= 1e-18 * Math.sqrt(Math.abs(first * second))) {
    a[p * d + q] = a[q * d + p] = 0;
    return;
  }
  const theta = (second - first) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < d; k++) turn(a, k * d + p, k * d + q, cosine, sine);
  for (let k = 0; k < d; k++) turn(a, p * d + k, q * d + k, cosine, sine);
  for (let k = 0; k < d; k++) turn(v, k * d + p, k * d + q, cosine, sine);
  a[p * d + q] = a[q * d + p] = 0;
}

function turn(values: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const [x, y] = [values[i]!, values[j]!];
  values[i] = cosine * x - sine * y;
  values[j] = sine * x + cosine * y;
}
