/** The thresholds that a judgement counts at: few enough to be stored, and with every one that costs can choose. */
import type { ScoreSteps } from "../classification/score-steps";

/** Above every probability: nobody is answered "positive". */
export const NOBODY = 1.01;
const GRID = 100;
const SPREAD = 100;

/**
 * Rising thresholds: the hundredths, at most 100 scores spread over the steps, and the steps on the upper convex hull of the ROC curve.
 * Whatever the costs of the two errors are, a cheapest threshold lies on that hull (Provost and Fawcett, 2001). O(steps).
 */
export function thresholdsOf(steps: ScoreSteps): readonly number[] {
  const count = steps.thresholds.length;
  const spread = Array.from({ length: Math.min(count, SPREAD) }, (_, index) =>
    Math.floor((index * count) / Math.min(count, SPREAD)),
  );
  const grid = Array.from({ length: GRID + 1 }, (_, index) => index / GRID);
  const scores = [...spread, ...hullOf(steps)].map((step) => steps.thresholds[step]!);
  return [...new Set([...grid, ...scores, NOBODY])].sort((a, b) => a - b);
}

/** Steps on the upper hull, from the origin (step −1, which is left out) to the last one. */
function hullOf({ falsePositives, truePositives }: ScoreSteps): readonly number[] {
  const x = (step: number) => (step < 0 ? 0 : falsePositives[step]!);
  const y = (step: number) => (step < 0 ? 0 : truePositives[step]!);
  const hull: number[] = [];
  for (let step = -1; step < falsePositives.length; step++) {
    while (hull.length > 1) {
      const [a, b] = [hull.at(-2)!, hull.at(-1)!];
      const turn = (x(b) - x(a)) * (y(step) - y(a)) - (y(b) - y(a)) * (x(step) - x(a));
      if (turn < 0) break;
      hull.pop();
    }
    hull.push(step);
  }
  return hull.filter((step) => step >= 0);
}
