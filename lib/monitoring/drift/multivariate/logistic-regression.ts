/**
 * Logistic regression, P(y = 1 | x) = 1 / (1 + e^−(b + w·x)), by Newton's method with a ridge: each step solves
 * (Xᵀ diag(p(1 − p)) X + λI) δ = Xᵀ(y − p) − λw by Cholesky. The ridge keeps the weights finite when a plane separates the classes; the intercept
 * has none. Source: Hastie, Tibshirani and Friedman, 4.4.1. Cost: O(rows · columns²) a step, at most 25 steps.
 * Preconditions: finite, columns of similar scale, both classes present, ridge > 0.
 */
import { solvePositiveDefinite } from "../../../statistics/matrices/cholesky";
import type { Matrix } from "./matrix";

const MAX_STEPS = 25;
const CONVERGED = 1e-8;

/** Weights of the columns; the last one is the intercept. */
export function fitLogisticRegression(x: Matrix, y: Uint8Array, ridge: number): Float64Array {
  const d = x.columns + 1;
  const weights = new Float64Array(d);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, hessian } = derivatives(x, y, weights, ridge);
    const change = solvePositiveDefinite(hessian, gradient);
    if (!change) break;
    let largest = 0;
    for (let i = 0; i < d; i++) {
      weights[i]! += change[i]!;
      largest = Math.max(largest, Math.abs(change[i]!));
    }
    if (largest < CONVERGED) break;
  }
  return weights;
}

/** b + w·x of every row: the larger, the likelier class 1. */
export function logits(x: Matrix, weights: Float64Array): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, row) => logit(x, row, weights));
}

function logit({ columns, values }: Matrix, row: number, weights: Float64Array): number {
  let sum = weights[columns]!;
  for (let i = 0; i < columns; i++) sum += weights[i]! * values[row * columns + i]!;
  return sum;
}

function derivatives(
  x: Matrix,
  y: Uint8Array,
  weights: Float64Array,
  ridge: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const d = x.columns + 1;
  const gradient = new Float64Array(d);
  const hessian = new Float64Array(d * d);
  const row = new Float64Array(d).fill(1);
  for (let at = 0; at < x.rows; at++) {
    row.set(x.values.subarray(at * x.columns, (at + 1) * x.columns));
    const p = 1 / (1 + Math.exp(-logit(x, at, weights)));
    const curvature = Math.max(p * (1 - p), 1e-12);
    for (let i = 0; i < d; i++) {
      gradient[i]! += row[i]! * (y[at]! - p);
      for (let j = 0; j <= i; j++) hessian[i * d + j]! += curvature * row[i]! * row[j]!;
    }
  }
  for (let i = 0; i < x.columns; i++) {
    gradient[i]! -= ridge * weights[i]!;
    hessian[i * d + i]! += ridge;
  }
  return { gradient, hessian };
}
