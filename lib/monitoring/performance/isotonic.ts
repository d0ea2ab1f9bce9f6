/**
 * Isotonic regression: the non-decreasing step values closest to the targets in squared error,
 *
 *   minimise Σ wᵢ (yᵢ − fᵢ)²  subject to  f₁ ≤ f₂ ≤ … in order of x
 *
 * by pool-adjacent-violators: walk in order of x; while a block's mean falls below the block before it, merge the two. Rows with equal x
 * are one point with their mean. Between points the fit is linear, outside them it is flat. Source: Barlow et al. (1972);
 * scikit-learn's `IsotonicRegression(out_of_bounds="clip")`. O(n log n).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";

export interface IsotonicFit {
  /** Distinct values of x, rising; points inside a flat stretch are left out. */
  readonly x: Float64Array;
  /** Fitted value at each, never falling. */
  readonly y: Float64Array;
}

/** The fit of `y` on `x`, two lists of one length. */
export function isotonicFit(x: ArrayLike<number>, y: ArrayLike<number>): Measured<IsotonicFit> {
  if (x.length !== y.length) return degenerate("lengths-differ");
  if (x.length === 0) return notEnoughData(1, 0);
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]) || !Number.isFinite(y[row])) return degenerate("not-finite");
  }
  const points = distinctPoints(x, y);
  return measured(withoutFlatInsides(points.x, pooled(points.mean, points.weight)));
}

/** The fitted value at `x`. O(log points). */
export function isotonicValue({ x: points, y }: IsotonicFit, x: number): number {
  const last = points.length - 1;
  if (x <= points[0]!) return y[0]!;
  if (x >= points[last]!) return y[last]!;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (points[middle]! <= x) low = middle;
    else high = middle;
  }
  const share = (x - points[low]!) / (points[high]! - points[low]!);
  return y[low]! + share * (y[high]! - y[low]!);
}

interface Points {
  readonly x: Float64Array;
  readonly mean: Float64Array;
  readonly weight: Float64Array;
}

function distinctPoints(x: ArrayLike<number>, y: ArrayLike<number>): Points {
  const order = Uint32Array.from({ length: x.length }, (_, row) => row).sort((a, b) => x[a]! - x[b]!);
  const [points, mean, weight] = [0, 1, 2].map(() => new Float64Array(x.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let last = -1;
  for (const row of order) {
    if (last < 0 || points[last] !== x[row]) points[++last] = x[row]!;
    mean[last]! += y[row]!;
    weight[last]! += 1;
  }
  const count = last + 1;
  for (let point = 0; point < count; point++) mean[point]! /= weight[point]!;
  return { x: points.subarray(0, count), mean: mean.subarray(0, count), weight: weight.subarray(0, count) };
}

/** Pool-adjacent-violators: the block values, one for each point. */
function pooled(target: Float64Array, pointWeight: Float64Array): Float64Array {
  const [mean, weight] = [new Float64Array(target.length), new Float64Array(target.length)];
  const size = new Uint32Array(target.length);
  let top = -1;
  for (let point = 0; point < target.length; point++) {
    top++;
    [mean[top], weight[top], size[top]] = [target[point]!, pointWeight[point]!, 1];
    while (top > 0 && mean[top - 1]! >= mean[top]!) {
      const total = weight[top - 1]! + weight[top]!;
      mean[top - 1] = (mean[top - 1]! * weight[top - 1]! + mean[top]! * weight[top]!) / total;
      weight[top - 1] = total;
      size[top - 1]! += size[top]!;
      top--;
    }
  }
  const fitted = new Float64Array(target.length);
  for (let block = 0, point = 0; block <= top; point += size[block]!, block++) {
    fitted.fill(mean[block]!, point, point + size[block]!);
  }
  return fitted;
}

function withoutFlatInsides(x: Float64Array, y: Float64Array): IsotonicFit {
  const kept = Array.from(x.keys()).filter(
    (point) => point === 0 || point === x.length - 1 || y[point] !== y[point - 1] || y[point] !== y[point + 1],
  );
  return { x: Float64Array.from(kept, (point) => x[point]!), y: Float64Array.from(kept, (point) => y[point]!) };
}
