/** Cross-entropy over the classes of one row, four classes at a time. */
import { exp4, log1, log4 } from "../math";
import { laneMask, load4, store4, sumLanes } from "../words";

/** Probabilities are kept this far from 0 and 1. */
const SMALLEST: f32 = 1e-7;
const LARGEST: f32 = 1.0 - 1e-7;

/** A row's targets: a distribution at `target`, or its class, pulled towards "all classes alike" by `smoothing`. */
let distribution: usize = 0;
let label: i32 = 0;
let kept: f32 = 1;
let spread: f32 = 0;

// @ts-ignore: decorator
@inline
function setTargets(isSparse: bool, target: usize, classes: i32, smoothing: f32): void {
  distribution = isSparse ? 0 : target;
  label = isSparse ? <i32>load<f32>(target) : 0;
  kept = 1 - smoothing;
  spread = smoothing / <f32>classes;
}

/** Targets of four classes from `index` on, 0 beyond the last. */
// @ts-ignore: decorator
@inline
function targets4(index: i32, left: i32): v128 {
  const raw = distribution
    ? load4(distribution + (<usize>index << 2), left)
    : v128.and(i32x4.eq(i32x4.add(i32x4.splat(index), i32x4(0, 1, 2, 3)), i32x4.splat(label)), f32x4.splat(1));
  const smoothed = f32x4.add(f32x4.mul(raw, f32x4.splat(kept)), f32x4.splat(spread));
  return left >= 4 ? smoothed : v128.and(smoothed, laneMask(left));
}

/** Σ t·(log Σ eᶻ − z), with gradient `scale`·(softmax(z)·Σt − t). Its place holds e^(z − max) in between. */
export function softmaxLoss(
  isSparse: bool,
  output: usize,
  target: usize,
  gradient: usize,
  classes: i32,
  scale: f32,
  smoothing: f32,
): f64 {
  setTargets(isSparse, target, classes, smoothing);
  const largest = largestOf(output, classes);
  const top = f32x4.splat(largest);
  let sums = f32x4.splat(0);
  let totals = f32x4.splat(0);
  let dots = f32x4.splat(0);
  for (let left = classes, index = 0; left > 0; left -= 4, index += 4) {
    const at = <usize>index << 2;
    const z = f32x4.sub(load4(output + at, left), top);
    const e = exp4(z);
    const t = targets4(index, left);
    if (gradient) store4(gradient + at, e, left);
    sums = f32x4.add(sums, left >= 4 ? e : v128.and(e, laneMask(left)));
    totals = f32x4.add(totals, t);
    // 0 times a logit of −infinity counts for nothing.
    dots = f32x4.add(dots, v128.and(f32x4.mul(t, z), f32x4.ne(t, f32x4.splat(0))));
  }
  const sum = sumLanes(sums);
  const total = sumLanes(totals);
  if (gradient) finish(gradient, classes, scale, total / sum);
  return <f64>total * <f64>log1(sum) - <f64>sumLanes(dots);
}

/** e^(z − max) becomes `scale`·(e·`inverse` − t). */
function finish(gradient: usize, classes: i32, scale: f32, inverse: f32): void {
  const inverses = f32x4.splat(inverse);
  const scales = f32x4.splat(scale);
  for (let left = classes, index = 0; left > 0; left -= 4, index += 4) {
    const at = gradient + (<usize>index << 2);
    const p = f32x4.mul(load4(at, left), inverses);
    store4(at, f32x4.mul(f32x4.sub(p, targets4(index, left)), scales), left);
  }
}

function largestOf(output: usize, classes: i32): f32 {
  let most = f32x4.splat(-f32.MAX_VALUE * 2);
  const none = most;
  for (let left = classes, at = output; left > 0; left -= 4, at += 16) {
    const z = load4(at, left);
    most = f32x4.pmax(most, left >= 4 ? z : v128.bitselect(z, none, laneMask(left)));
  }
  const pairs = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  return max<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** −Σ t·log q with q = p / Σp, cut at 1e-7; no gradient where it is cut. */
export function probabilityLoss(
  isSparse: bool,
  output: usize,
  target: usize,
  gradient: usize,
  classes: i32,
  scale: f32,
  smoothing: f32,
): f64 {
  setTargets(isSparse, target, classes, smoothing);
  let sums = f32x4.splat(0);
  for (let left = classes, at = output; left > 0; left -= 4, at += 16) sums = f32x4.add(sums, load4(at, left));
  const sum = f32x4.splat(sumLanes(sums));
  let losses = f32x4.splat(0);
  let commons = f32x4.splat(0);
  for (let left = classes, index = 0; left > 0; left -= 4, index += 4) {
    const at = <usize>index << 2;
    const raw = f32x4.div(load4(output + at, left), sum);
    const q = f32x4.pmax(f32x4.pmin(raw, f32x4.splat(LARGEST)), f32x4.splat(SMALLEST));
    const t = targets4(index, left);
    losses = f32x4.sub(losses, f32x4.mul(t, log4(q)));
    const slope = v128.and(f32x4.neg(f32x4.div(t, q)), f32x4.eq(q, raw));
    commons = f32x4.add(commons, f32x4.mul(slope, raw));
    if (gradient) store4(gradient + at, slope, left);
  }
  const common = f32x4.splat(sumLanes(commons));
  const scales = f32x4.splat(scale);
  for (let left = gradient ? classes : 0, at = gradient; left > 0; left -= 4, at += 16) {
    store4(at, f32x4.mul(f32x4.div(f32x4.sub(load4(at, left), common), sum), scales), left);
  }
  return <f64>sumLanes(losses);
}
