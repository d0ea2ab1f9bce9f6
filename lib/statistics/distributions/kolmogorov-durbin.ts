/**
 * P(Dₙ ≤ d) by Durbin's matrix: with n d = k − h, 0 ≤ h < 1, it is n!/nⁿ times the entry (k, k) of H^n, H a matrix of side 2k − 1.
 * Source: Durbin (1973); Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution" (2003). Exact but for rounding.
 * Cost: O((n d)³ log n).
 */

const HUGE = 1e140;

/** Product and power keep a common factor 10^(140 · scale) apart, for the entries outgrow float64. */
interface Scaled {
  readonly entries: Float64Array;
  readonly scale: number;
}

/** P(Dₙ ≤ d) for 1/(2n) < d < 1. */
export function durbinCdf(d: number, n: number): number {
  const k = Math.ceil(n * d);
  const side = 2 * k - 1;
  const { entries, scale } = power({ entries: durbinMatrix(k - n * d, side), scale: 0 }, n, side);
  let value = entries[(k - 1) * side + (k - 1)]!;
  let exponent = scale;
  for (let i = 1; i <= n; i++) {
    value *= i / n;
    if (value < 1 / HUGE) {
      value *= HUGE;
      exponent--;
    }
  }
  for (; exponent < 0; exponent++) value /= HUGE;
  for (; exponent > 0; exponent--) value *= HUGE;
  return value;
}

/** H: 1/(i−j+1)! on and below the first upper diagonal, with corrections by powers of h in the first column and the last row. */
function durbinMatrix(h: number, side: number): Float64Array {
  const inverseFactorials = new Float64Array(side + 2).fill(1);
  for (let i = 1; i < inverseFactorials.length; i++) inverseFactorials[i] = inverseFactorials[i - 1]! / i;
  const matrix = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column <= Math.min(row + 1, side - 1); column++) {
      let bracket = 1;
      if (column === 0) bracket -= Math.pow(h, row + 1);
      if (row === side - 1) bracket -= Math.pow(h, side - column);
      if (column === 0 && row === side - 1) bracket += Math.pow(Math.max(0, 2 * h - 1), side);
      matrix[row * side + column] = bracket * inverseFactorials[row - column + 1]!;
    }
  }
  return matrix;
}

function power(base: Scaled, exponent: number, side: number): Scaled {
  if (exponent === 1) return base;
  const half = power(base, Math.floor(exponent / 2), side);
  const square = multiply(half, half, side);
  return exponent % 2 === 0 ? square : multiply(square, base, side);
}

function multiply(a: Scaled, b: Scaled, side: number): Scaled {
  const entries = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let inner = 0; inner < side; inner++) {
      const factor = a.entries[row * side + inner]!;
      if (factor === 0) continue;
      for (let column = 0; column < side; column++) {
        entries[row * side + column]! += factor * b.entries[inner * side + column]!;
      }
    }
  }
  const scale = a.scale + b.scale;
  if (entries[((side * side) / 2) | 0]! < HUGE) return { entries, scale };
  return { entries: entries.map((entry) => entry / HUGE), scale: scale + 1 };
}
