/**
 * How far average precision strays by chance: it has no standard error in closed form, so the labelled reference is drawn again, m of its
 * rows with replacement (half of them, 50,000 at most), 50 times, and
 *
 *   SE(n) = std(AP of the draws) · √(m / n)          (ddof 0)
 *
 * Draws without a positive row have no average precision and are left out. 50 draws know their own deviation to about a tenth.
 * Source: NannyML, `ap_sampling_error_components` (which counts such draws as 0). O(n + 50 · m).
 */
import { precisionRecallCurve } from "../../evaluation/classification/precision-recall-curve";
import type { Random } from "../../random";
import { standardDeviation } from "../../statistics/moments";
import { sortedNumbers } from "../../statistics/radix-sort";
import type { SamplingError } from "./sampling-error";
import type { LabelledAnswers } from "./scored-answers";

const DRAWS = 50;
const MOST_ROWS = 50_000;

/** Preconditions: checked rows. Share 0, and so no error, where fewer than two draws held a positive row. */
export function averagePrecisionError(reference: LabelledAnswers, random: Random): SamplingError {
  const population = inOrder(reference);
  const rows = Math.max(1, Math.min(reference.truth.length >> 1, MOST_ROWS));
  const figures: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const curve = precisionRecallCurve(drawn(population, rows, random));
    if (curve.kind === "measured") figures.push(curve.averagePrecision);
  }
  if (figures.length < 2) return { deviation: 0, share: 0 };
  return { deviation: standardDeviation(figures) * Math.sqrt(rows), share: 1 };
}

interface Population {
  readonly positives: number;
  /** Those of positive rows first. */
  readonly scores: Float64Array;
}

/** Positives by score, then negatives by score: the order that the rows came in shall not choose the draws. */
function inOrder({ truth, probabilities }: LabelledAnswers): Population {
  const of = (label: number) => sortedNumbers(Array.from(probabilities).filter((_, row) => truth[row] === label));
  const positives = of(1);
  const scores = new Float64Array(truth.length);
  scores.set(positives);
  scores.set(of(0), positives.length);
  return { positives: positives.length, scores };
}

function drawn({ positives, scores }: Population, rows: number, random: Random) {
  const truth = new Uint8Array(rows);
  const drawnScores = new Float64Array(rows);
  for (let at = 0; at < rows; at++) {
    const row = random.int(scores.length);
    truth[at] = row < positives ? 1 : 0;
    drawnScores[at] = scores[row]!;
  }
  return { truth, scores: drawnScores };
}
