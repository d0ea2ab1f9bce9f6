/**
 * Cumulative gain and lift: take the share f of rows with the highest scores.
 *
 *   gain(f) = positives among them / all positives          lift(f) = gain(f) / f
 *
 * Lift 1 is what random rows give. ⌈f · n⌉ rows are taken; a cut through equal scores counts the positives that a random choice among
 * them has on average, so that the order of rows does not matter. O(n log n).
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { problemOfCount, problemOfScores, type BinaryScores } from "./binary-scores";
import { scoreSteps, type ScoreSteps } from "./score-steps";

export interface LiftPoint {
  /** Share of rows taken: rows / all rows. */
  readonly fraction: number;
  readonly rows: number;
  readonly gain: number;
  readonly lift: number;
}

/** Points at each of `parts` equal parts of the rows (10 unless told: deciles); degenerate when no row is positive. */
export function liftCurve(input: BinaryScores, parts = 10): Measured<{ readonly points: readonly LiftPoint[] }> {
  const problem = problemOfScores(input) ?? problemOfCount(parts);
  if (problem) return problem;
  const steps = scoreSteps(input);
  if (steps.positives === 0) return degenerate("one-class");
  const total = input.truth.length;
  const points = Array.from({ length: parts }, (_, part): LiftPoint => {
    const rows = Math.ceil(((part + 1) * total) / parts);
    const gain = expectedPositives(steps, rows) / steps.positives;
    return { fraction: rows / total, rows, gain, lift: (gain * total) / rows };
  });
  return measured({ points });
}

function expectedPositives({ truePositives, falsePositives }: ScoreSteps, rows: number): number {
  let [taken, hits] = [0, 0];
  for (let step = 0; step < truePositives.length; step++) {
    const reached = truePositives[step]! + falsePositives[step]!;
    if (reached >= rows) return hits + ((truePositives[step]! - hits) * (rows - taken)) / (reached - taken);
    [taken, hits] = [reached, truePositives[step]!];
  }
  return hits;
}
