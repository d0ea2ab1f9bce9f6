/**
 * Drift of what the model attends to: does the ranking of the features by attribution still hold?
 *
 * nDCG = DCG / iDCG, with DCG = Σᵢ a(liveᵢ) / log₂(i + 1) over the features in order of their live attribution, and iDCG the same in
 * order of their attribution on the training data; a is always the attribution on the training data. 1 is an unchanged ranking.
 * Source: Amazon SageMaker Clarify, "Feature attribution drift"; Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques" (2002). Clarify does not say what it does with equal live attributions: here each of them counts with the mean of their
 * discounts, as scikit-learn does, so that the order of the features changes nothing.
 * Preconditions: attributions are sizes (mean |φ|), at least 0. Cost: O(features · log features).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../statistics/measured";

/** Feature name to its global attribution. */
export type Attributions = Readonly<Record<string, number>>;

/** Clarify alerts below this. */
export const ATTRIBUTION_DRIFT_THRESHOLD = 0.9;

export interface AttributionDriftInput {
  readonly train: Attributions;
  readonly live: Attributions;
  /** {@link ATTRIBUTION_DRIFT_THRESHOLD} when absent. */
  readonly alertBelow?: number;
}

export interface AttributionDrift {
  readonly ndcg: number;
  readonly alertBelow: number;
  readonly drifted: boolean;
  /** The features by live attribution, largest first. */
  readonly liveRanking: readonly string[];
  readonly trainRanking: readonly string[];
}

/** Compares two rankings. Features that differ are `unseen-category`; attributions that are all 0 are `zero-denominator`. */
export function attributionDrift(input: AttributionDriftInput): Measured<AttributionDrift> {
  const { train, live, alertBelow = ATTRIBUTION_DRIFT_THRESHOLD } = input;
  const names = Object.keys(train);
  if (names.length === 0) return notEnoughData(1, 0);
  if (names.length !== Object.keys(live).length || names.some((name) => !Object.hasOwn(live, name))) {
    return degenerate("unseen-category");
  }
  const values = [...Object.values(train), ...Object.values(live)];
  if (!values.every(Number.isFinite)) return degenerate("not-finite");
  if (values.some((value) => value < 0)) return degenerate("out-of-range");
  const ideal = discountedGain(train, train);
  if (ideal === 0) return degenerate("zero-denominator");
  const ndcg = discountedGain(train, live) / ideal;
  return measured({
    ndcg,
    alertBelow,
    drifted: ndcg < alertBelow,
    liveRanking: ranking(live),
    trainRanking: ranking(train),
  });
}

/** Largest first; equals by name. */
function ranking(attributions: Attributions): readonly string[] {
  return Object.keys(attributions).sort((a, b) => attributions[b]! - attributions[a]! || (a < b ? -1 : 1));
}

function discountedGain(gains: Attributions, order: Attributions): number {
  const names = ranking(order);
  let total = 0;
  for (let start = 0; start < names.length;) {
    let [end, discounts, gain] = [start, 0, 0];
    while (end < names.length && order[names[end]!] === order[names[start]!]) {
      discounts += 1 / Math.log2(end + 2);
      gain += gains[names[end]!]!;
      end++;
    }
    total += (discounts * gain) / (end - start);
    start = end;
  }
  return total;
}
