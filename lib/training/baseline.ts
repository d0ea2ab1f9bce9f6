/** The trivial model that every training is drawn against: it has seen the training targets and no features. */
import type { Task } from "../data/goal";

/** What the dummy scores on the validation targets, under the names of the curve. */
export interface Baseline {
  /** Log-loss of the class shares, or the mean squared error of the mean. */
  readonly loss: number;
  /** Accuracy of the most frequent class, or the RMSE of the mean. */
  readonly score: number;
}

/**
 * Scores the dummy: fitted on the training targets (class index, 0/1 or scaled number), scored on `validation` (on the training
 * targets when that is empty). A class that was never seen gets the smallest share that a log allows, 1e-15.
 */
export function baselineScores(input: {
  readonly task: Task;
  readonly train: Float32Array;
  readonly validation: Float32Array;
}): Baseline {
  const scored = input.validation.length > 0 ? input.validation : input.train;
  return input.task === "regression" ? meanBaseline(input.train, scored) : classBaseline(input.train, scored);
}

function meanBaseline(train: Float32Array, scored: Float32Array): Baseline {
  const mean = train.reduce((sum, value) => sum + value, 0) / train.length;
  const squared = scored.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const loss = squared / scored.length;
  return { loss, score: Math.sqrt(loss) };
}

function classBaseline(train: Float32Array, scored: Float32Array): Baseline {
  const counts = new Map<number, number>();
  for (const label of train) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [mode] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [NaN, 0] as [number, number]);
  let surprise = 0;
  let hits = 0;
  for (const label of scored) {
    surprise -= Math.log(Math.max((counts.get(label) ?? 0) / train.length, 1e-15));
    if (label === mode) hits++;
  }
  return { loss: surprise / scored.length, score: hits / scored.length };
}
