/**
 * Cramér's V between side (reference or current) and category, with Bergsma's correction of its bias: φ² = χ²/n,
 * φ̃² = max(0, φ² − (k − 1)/(n − 1)), k̃ = k − (k − 1)²/(n − 1), r̃ = 2 − 1/(n − 1), V = √(φ̃² / min(k̃ − 1, r̃ − 1)), in [0, 1].
 *
 * χ² is the contingency test's (Yates where k = 2). As Deepchecks does, the larger side is first scaled to the size of the smaller and rounded
 * to whole counts, so that V does not depend on how many rows the sides have.
 * Source: Cramér (1946); Bergsma (2013). Cost: O(k). Preconditions, else a named result: neither side is empty, two categories.
 */
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { roundHalfEven } from "../../../statistics/whole-numbers";
import { total, unusableCounts, type CountPair } from "../count-pair";
import { contingencyTest } from "../hypothesis/contingency";

export interface CramersV {
  readonly distance: number;
  /** The counts after scaling. */
  readonly balanced: CountPair;
}

/** Bias-corrected Cramér's V of balanced counts. */
export function cramersV(pair: CountPair): Measured<CramersV> {
  const refused = unusableCounts(pair);
  if (refused) return refused;
  const balanced = balance(pair);
  const occupied = occupiedKeys(balanced);
  const test = contingencyTest(occupied);
  if (test.kind !== "measured") return test;
  const n = total(balanced.reference) + total(balanced.current);
  const k = occupied.keys.length;
  const excess = Math.max(0, test.statistic / n - (k - 1) / (n - 1));
  const smaller = Math.min(k - (k - 1) ** 2 / (n - 1), 2 - 1 / (n - 1)) - 1;
  if (!(smaller > 0)) return degenerate("zero-denominator");
  return measured({ distance: Math.sqrt(excess / smaller), balanced });
}

function balance(pair: CountPair): CountPair {
  const [n, m] = [total(pair.reference), total(pair.current)];
  const size = Math.min(n, m);
  return {
    keys: pair.keys,
    reference: pair.reference.map((count) => roundHalfEven((count * size) / n)),
    current: pair.current.map((count) => roundHalfEven((count * size) / m)),
  };
}

/** Rounding can leave a rare category with no count on either side. */
function occupiedKeys(pair: CountPair): CountPair {
  const occupied = (_: unknown, key: number): boolean => pair.reference[key]! + pair.current[key]! > 0;
  return {
    keys: pair.keys.filter(occupied),
    reference: pair.reference.filter(occupied),
    current: pair.current.filter(occupied),
  };
}
