/**
 * What thresholds on a score can reach in one group: the upper convex hull of two rates over all thresholds.
 *
 * Every threshold (above all scores, then between two neighbouring ones, then below all) gives a point; mixing two thresholds at random
 * reaches every point of the line between theirs, so the best that can be had at each x is the hull. A flipped threshold selects the rows
 * below it, which helps a group whose scores tell the wrong way round. Source: Fairlearn, `postprocessing/_tradeoff_curve_utilities.py`;
 * Andrew's monotone chain. Cost: O(n log n).
 * Precondition: at least one row of each class.
 */
import { scoreSteps } from "../classification/score-steps";

/** A row is selected when its score is above the threshold, or below it where that is flipped. */
export interface TradeoffPoint {
  readonly x: number;
  readonly y: number;
  readonly threshold: number;
  readonly flipped: boolean;
}

/** Two thresholds and the odds at which they are mixed: the first with probability p0, the second with p1 = 1 − p0. */
export interface MixedPoint {
  readonly y: number;
  readonly p0: number;
  readonly threshold0: number;
  readonly flipped0: boolean;
  readonly p1: number;
  readonly threshold1: number;
  readonly flipped1: boolean;
}

/** Counts of a threshold in a group. */
export interface ThresholdCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly positives: number;
  readonly negatives: number;
}

export type ThresholdRate = (counts: ThresholdCounts) => number;

export interface GroupScores {
  readonly scores: Float64Array;
  /** 0 or 1. */
  readonly truth: Float64Array;
}

export interface TradeoffOptions {
  readonly x: ThresholdRate;
  readonly y: ThresholdRate;
  /** Whether flipped thresholds are allowed; no when absent. */
  readonly flip?: boolean;
}

/** The upper hull of the points (x, y) of all thresholds, from left to right. */
export function tradeoffCurve(group: GroupScores, { x, y, flip = false }: TradeoffOptions): readonly TradeoffPoint[] {
  const plain = thresholds(group);
  // Of equal points the last one stays, and it is not to be flipped without need.
  const all = flip ? [...plain.slice(1, -1).map(flipOf), ...plain] : plain;
  const points = all.map(({ counts, ...rule }) => ({ x: x(counts), y: y(counts), ...rule }));
  return upperHull(points.sort((a, b) => a.x - b.x || a.y - b.y));
}

/** The hull at x, by mixing its neighbours. Precondition: x within the hull. */
export function mixAt(hull: readonly TradeoffPoint[], x: number): MixedPoint {
  const right = Math.max(
    1,
    hull.findIndex((point, index) => index > 0 && (x === 0 ? point.x > 0 : point.x >= x)),
  );
  const [before, after] = [hull[right - 1]!, hull[right]!];
  const p0 = (after.x - x) / (after.x - before.x);
  return {
    y: p0 * before.y + (1 - p0) * after.y,
    p0,
    threshold0: before.threshold,
    flipped0: before.flipped,
    p1: 1 - p0,
    threshold1: after.threshold,
    flipped1: after.flipped,
  };
}

interface ThresholdOutcome extends Pick<TradeoffPoint, "threshold" | "flipped"> {
  readonly counts: ThresholdCounts;
}

function thresholds(group: GroupScores): readonly ThresholdOutcome[] {
  const steps = scoreSteps(group);
  const { positives, negatives } = steps;
  const none = { truePositives: 0, falsePositives: 0, positives, negatives };
  const made = Array.from(steps.thresholds, (score, step) => ({
    threshold: (score + (steps.thresholds[step + 1] ?? -Infinity)) / 2,
    flipped: false,
    counts: {
      truePositives: steps.truePositives[step]!,
      falsePositives: steps.falsePositives[step]!,
      positives,
      negatives,
    },
  }));
  return [{ threshold: Infinity, flipped: false, counts: none }, ...made];
}

/** The same threshold, selecting the other rows. */
function flipOf({ threshold, counts }: ThresholdOutcome): ThresholdOutcome {
  const truePositives = counts.positives - counts.truePositives;
  const falsePositives = counts.negatives - counts.falsePositives;
  return { threshold, flipped: true, counts: { ...counts, truePositives, falsePositives } };
}

/** Drops every point on or below the line between its neighbours. */
function upperHull(sorted: readonly TradeoffPoint[]): readonly TradeoffPoint[] {
  const hull: TradeoffPoint[] = [];
  for (const next of sorted) {
    while (hull.length >= 2) {
      const [first, middle] = [hull[hull.length - 2]!, hull[hull.length - 1]!];
      if ((middle.y - first.y) * (next.x - first.x) > (next.y - first.y) * (middle.x - first.x)) break;
      hull.pop();
    }
    hull.push(next);
  }
  return hull;
}
