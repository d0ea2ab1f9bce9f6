/**
 * The parabola nearest to points in squared distance: y ≈ a + b (x − x̄) + c (x − x̄)², by the three normal equations, solved by Cramer's rule.
 * Centring keeps the equations well conditioned. Precondition: three distinct x or more.
 */
import { mean } from "../../../statistics/moments";

/** The fitted parabola as a function of x. */
export function fitParabola(x: readonly number[], y: readonly number[]): (x: number) => number {
  const centre = mean(x);
  const power = (k: number): number => x.reduce((sum, value) => sum + (value - centre) ** k, 0);
  const against = (k: number): number => x.reduce((sum, value, row) => sum + (value - centre) ** k * y[row]!, 0);
  const moments = [power(0), power(1), power(2), power(3), power(4)] as const;
  const right = [against(0), against(1), against(2)] as const;
  const columns = [
    [moments[0], moments[1], moments[2]],
    [moments[1], moments[2], moments[3]],
    [moments[2], moments[3], moments[4]],
  ] as const;
  const whole = determinant(columns[0], columns[1], columns[2]);
  const a = determinant(right, columns[1], columns[2]) / whole;
  const b = determinant(columns[0], right, columns[2]) / whole;
  const c = determinant(columns[0], columns[1], right) / whole;
  return (at) => a + (b + c * (at - centre)) * (at - centre);
}

type Triple = readonly [number, number, number];

function determinant(u: Triple, v: Triple, w: Triple): number {
  return u[0] * (v[1] * w[2] - v[2] * w[1]) - v[0] * (u[1] * w[2] - u[2] * w[1]) + w[0] * (u[1] * v[2] - u[2] * v[1]);
}
