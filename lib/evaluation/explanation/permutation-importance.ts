/**
 * Permutation importance: how much a score falls when one feature's values are dealt out anew among the rows.
 *
 * Iⱼ = s − (1/K) Σₖ sⱼₖ, with s the score on the rows and sⱼₖ the score with feature j shuffled for the k-th time; for a loss the sign
 * turns, so that a feature that helps is always above 0. The deviation is over the repeats, with divisor K. Correlated features share
 * their importance: each looks less important than both are. Source: Breiman, "Random forests" (2001); scikit-learn,
 * `permutation_importance` (5 repeats). Each feature and repeat has its own random stream, so that they do not disturb one another.
 * Cost: features · repeats predictions of all rows.
 */
import { permutation, type Random } from "../../random";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import type { Metric } from "../metric";
import { problemOfLabelledRows, type LabelledRows, type Predict } from "../predict";

/** A score of predictions (as the model gives them) against targets. */
export type ScorePredictions = (predictions: Float64Array, targets: Float64Array) => Metric | Promise<Metric>;

export interface PermutationImportanceInput {
  readonly predict: Predict;
  readonly data: LabelledRows;
  readonly score: ScorePredictions;
  /** Whether a higher score is better, or a lower one, as of a loss. */
  readonly better: "higher" | "lower";
  /** 5 when absent. */
  readonly repeats?: number;
  readonly random: Random;
}

export interface FeatureImportance {
  readonly mean: number;
  readonly deviation: number;
  /** One for each repeat. */
  readonly repeats: readonly number[];
}

export interface PermutationImportance {
  readonly baseline: number;
  /** In the order of the features. */
  readonly features: readonly FeatureImportance[];
}

/** Measures every feature. A score that cannot be measured is the result, by its name. */
export async function permutationImportance(
  input: PermutationImportanceInput,
): Promise<Measured<PermutationImportance>> {
  const { data, score, predict, better, repeats = 5, random } = input;
  const problem = problemOfLabelledRows(data);
  if (problem) return problem;
  if (data.targets.length < 2) return notEnoughData(2, data.targets.length);
  if (repeats < 1) return notEnoughData(1, repeats);
  const baseline = await score(await predict(data.rows, data.width), data.targets);
  if (baseline.kind !== "measured") return baseline;
  if (!Number.isFinite(baseline.value)) return degenerate("not-finite");
  const features: FeatureImportance[] = [];
  for (let feature = 0; feature < data.width; feature++) {
    const drops: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = permutation(data.targets.length, random.fork(`${feature}/${repeat}`));
      const shuffled = await score(await predict(withShuffled(data, feature, order), data.width), data.targets);
      if (shuffled.kind !== "measured") return shuffled;
      if (!Number.isFinite(shuffled.value)) return degenerate("not-finite");
      drops.push(better === "higher" ? baseline.value - shuffled.value : shuffled.value - baseline.value);
    }
    features.push({ mean: mean(drops), deviation: standardDeviation(drops), repeats: drops });
  }
  return measured({ baseline: baseline.value, features });
}

function withShuffled({ rows, width }: LabelledRows, feature: number, order: Uint32Array): Float64Array {
  const shuffled = rows.slice();
  order.forEach((from, row) => {
    shuffled[row * width + feature] = rows[from * width + feature]!;
  });
  return shuffled;
}
