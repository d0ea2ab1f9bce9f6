/** Parity: the proof that the package answers as the trained network did. */
import { AppError } from "../errors";
import { decided, type Decision } from "./decision";
import type { Predictions } from "../training/predictions";
import { PARITY_TOLERANCE, type ParityReport } from "./package";

/**
 * Compares the answers for the same rows. The difference of two numbers is |a − b| / max(1, |b|), where b is the trained
 * network's: relative for large values, absolute near zero. Labels must be equal, except where the trained network's two
 * best scores differ by less than the tolerance, or under a decision where its score is as near to the threshold: there rounding decides.
 * Answers of another shape are `package.parity-failed`; no rows at all prove nothing and are `evaluation.empty`.
 */
export function compareParity(
  trained: Predictions,
  packaged: Predictions,
  { runtime, decision = null }: { readonly runtime: string; readonly decision?: Decision | null },
): ParityReport {
  const [want, got] = [numbersOf(trained), numbersOf(packaged)];
  if (trained.kind !== packaged.kind || want.length !== got.length) {
    throw new AppError("package.parity-failed", {
      details: { difference: Infinity, tolerance: PARITY_TOLERANCE, expected: want.length, got: got.length },
    });
  }
  if (want.length === 0) throw new AppError("evaluation.empty");
  return {
    rows: trained.kind === "classes" ? trained.labels.length : want.length,
    maxDifference: largestDifference(got, want),
    tolerance: PARITY_TOLERANCE,
    labelMismatches: countLabelMismatches(decided(trained, decision), packaged, decision),
    runtime,
  };
}

/** Throws `package.parity-failed`, with what was measured, unless the report is within its tolerance. */
export function assertParity(report: ParityReport): void {
  // Written so that NaN fails too.
  if (report.maxDifference <= report.tolerance && report.labelMismatches === 0) return;
  const { maxDifference: difference, tolerance, labelMismatches, rows } = report;
  throw new AppError("package.parity-failed", { details: { difference, tolerance, labelMismatches, rows } });
}

/** max over i of |a − b| / max(1, |b|); infinite when only one of a pair is a number. */
function largestDifference(got: ArrayLike<number>, want: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < want.length; index++) {
    const [a, b] = [got[index]!, want[index]!];
    if (Object.is(a, b)) continue;
    const difference = Math.abs(a - b) / Math.max(1, Math.abs(b));
    if (Number.isNaN(difference)) return Infinity;
    if (difference > largest) largest = difference;
  }
  return largest;
}

function countLabelMismatches(trained: Predictions, packaged: Predictions, decision: Decision | null): number {
  if (trained.kind !== "classes" || packaged.kind !== "classes") return 0;
  const width = trained.classes.length;
  let mismatches = 0;
  for (let row = 0; row < trained.labels.length; row++) {
    if (trained.labels[row] === packaged.labels[row]) continue;
    const scores = trained.probabilities.slice(row * width, (row + 1) * width);
    const margin = decision ? Math.abs((scores[1] ?? 1) - decision.threshold) : marginOf(scores);
    if (margin >= PARITY_TOLERANCE) mismatches++;
  }
  return mismatches;
}

/** How far the best score is above the second one. */
function marginOf(scores: Float32Array): number {
  const [second = 0, best = 1] = scores.toSorted().slice(-2);
  return best - second;
}

function numbersOf(predictions: Predictions): Float32Array | Float64Array {
  return predictions.kind === "values" ? predictions.values : predictions.probabilities;
}
