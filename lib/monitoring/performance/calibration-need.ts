/**
 * Whether isotonic calibration helps: ten times, a tenth of the reference is set apart (with the reference's share of positives), the
 * calibration is fitted on the rest and applied to it. All parts set apart are put together, and their expected calibration error in ten
 * bins of equal count is compared before and after. Never with one class, nor when the scores separate the classes all but perfectly (ROC
 * AUC above 0.999). Source: NannyML `needs_calibration`, which asks once whether the error falls; on a close call its splits toss a coin.
 * Here the question is asked {@link ROUNDS} times, and the fall must exceed its own noise: the standard error of its mean over the rounds.
 * O(rounds · splits · n log n).
 */
import { equalCountCalibration } from "../../evaluation/classification/equal-count-calibration";
import { standardDeviation } from "../../statistics/moments";
import { expectedRocAuc } from "./expected-roc-auc";
import { isotonicFit, isotonicValue } from "./isotonic";
import { permutation, type Random } from "../../random";

export const ROUNDS = 8;
const SPLITS = 10;
const TEST_SHARE = 0.1;
const SEPARATED_AUC = 0.999;

export interface CalibrationNeed {
  readonly needed: boolean;
  /** Expected calibration errors on the rows set apart, means over the rounds; null when the question did not arise. */
  readonly errors: { readonly before: number; readonly after: number } | null;
}

const NOT_ASKED: CalibrationNeed = { needed: false, errors: null };

/** The answer for checked scores in [0, 1] and truths 0 or 1. Fewer than two rows of a class: not needed. */
export function calibrationNeed(scores: ArrayLike<number>, truth: ArrayLike<number>, random: Random): CalibrationNeed {
  const classes = [0, 1].map((label) => rowsWith(truth, label, scores));
  if (classes.some((rows) => rows.length < 2)) return NOT_ASKED;
  const separation = expectedRocAuc(scores, truth);
  if (separation.kind === "measured" && separation.value > SEPARATED_AUC) return NOT_ASKED;
  const rounds = Array.from({ length: ROUNDS }, () => askedOnce(classes, { scores, truth }, random));
  const errors = rounds.flatMap((round) => round ?? []);
  if (errors.length < ROUNDS) return NOT_ASKED;
  const falls = errors.map(({ before, after }) => before - after);
  const noise = standardDeviation(falls, 1) / Math.sqrt(ROUNDS);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / ROUNDS;
  return {
    needed: mean(falls) > noise,
    errors: { before: mean(errors.map(({ before }) => before)), after: mean(errors.map(({ after }) => after)) },
  };
}

interface Labelled {
  readonly scores: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
}

/** The errors of one round of splits; null where a part cannot be calibrated. */
function askedOnce(classes: readonly Uint32Array[], { scores, truth }: Labelled, random: Random) {
  const apart = { before: [] as number[], after: [] as number[], truth: [] as number[] };
  for (let split = 0; split < SPLITS; split++) {
    const { test, train } = stratifiedSplit(classes, random);
    const fit = isotonicFit(pick(scores, train), pick(truth, train));
    if (fit.kind !== "measured") return null;
    for (const row of test) {
      apart.before.push(scores[row]!);
      apart.after.push(isotonicValue(fit, scores[row]!));
      apart.truth.push(truth[row]!);
    }
  }
  const before = equalCountCalibration({ truth: apart.truth, scores: apart.before });
  const after = equalCountCalibration({ truth: apart.truth, scores: apart.after });
  return before.kind === "measured" && after.kind === "measured" ? { before: before.ece, after: after.ece } : null;
}

/** The rows of a class by rising score, so that which of them are set apart does not depend on how they came. */
function rowsWith(truth: ArrayLike<number>, label: number, scores: ArrayLike<number>): Uint32Array {
  const rows = Array.from(truth, (value, row) => (value === label ? row : -1)).filter((row) => row >= 0);
  return Uint32Array.from(rows).sort((a, b) => scores[a]! - scores[b]!);
}

/** A tenth of each class, at least one row and never all of it. */
function stratifiedSplit(classes: readonly Uint32Array[], random: Random): { test: number[]; train: number[] } {
  const [test, train]: [number[], number[]] = [[], []];
  for (const rows of classes) {
    const apart = Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * TEST_SHARE)));
    permutation(rows.length, random).forEach((at, index) => (index < apart ? test : train).push(rows[at]!));
  }
  return { test, train };
}

function pick(values: ArrayLike<number>, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}
