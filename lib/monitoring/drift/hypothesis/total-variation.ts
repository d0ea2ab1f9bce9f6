/**
 * Total variation distance between shares, TVD = ½ Σ |pᵢ − qᵢ|, and its permutation test: the pooled rows are dealt again into two parts of
 * the same sizes, and p = (1 + dealt distances ≥ the observed one) / (1 + deals), which never understates (Phipson and Smyth, 2010).
 * Source: Evidently's `TVD`, whose statistic this gives; its p-value comes from 1,000 deals of its own random stream and is the share without
 * the two ones. Cost: O(deals · rows). Preconditions, else a named result: neither side is empty, two categories.
 */
import type { Random } from "../../../random";
import { measured, type Measured } from "../../../statistics/measured";
import { sharesOf, total, unusableCounts, type CountPair } from "../count-pair";
import type { TestResult } from "../samples";

const DEFAULT_DEALS = 1_000;
/** Distances within rounding of the observed one count as reaching it. */
const ROUNDING = 1e-12;

export interface TotalVariationOptions {
  readonly random: Random;
  /** Default 1,000. */
  readonly deals?: number;
}

/** ½ Σ |p − q|, in [0, 1]. */
export function totalVariation(p: Float64Array, q: Float64Array): number {
  return p.reduce((sum, share, key) => sum + Math.abs(share - q[key]!), 0) / 2;
}

/** Whether two sets of counts could have the same shares. */
export function totalVariationTest(pair: CountPair, options: TotalVariationOptions): Measured<TestResult> {
  const refused = unusableCounts(pair);
  if (refused) return refused;
  const { random, deals = DEFAULT_DEALS } = options;
  const statistic = totalVariation(sharesOf(pair.reference), sharesOf(pair.current));
  const pooled = pooledRows(pair);
  const size = total(pair.reference);
  let reached = 0;
  for (let deal = 0; deal < deals; deal++) {
    if (dealtDistance(pooled, size, pair.keys.length, random) >= statistic - ROUNDING) reached++;
  }
  return measured({ statistic, pValue: (1 + reached) / (1 + deals) });
}

/**
 * The category of every row of both sides, the frequent ones first: the distance does not know categories by name, so that their order in the
 * data changes nothing.
 */
function pooledRows(pair: CountPair): Uint32Array {
  const counts = pair.reference.map((count, key) => count + pair.current[key]!);
  const rows = new Uint32Array(total(counts));
  let end = 0;
  counts
    .sort()
    .reverse()
    .forEach((count, key) => {
      rows.fill(key, end, end + count);
      end += count;
    });
  return rows;
}

/** Deals `size` rows to the front at random and measures them against the rest. */
function dealtDistance(rows: Uint32Array, size: number, categories: number, random: Random): number {
  const front = new Float64Array(categories);
  const back = new Float64Array(categories);
  for (let place = 0; place < size; place++) {
    const other = place + random.int(rows.length - place);
    const held = rows[place]!;
    rows[place] = rows[other]!;
    rows[other] = held;
    front[rows[place]!]!++;
  }
  for (let place = size; place < rows.length; place++) back[rows[place]!]!++;
  return totalVariation(sharesOf(front), sharesOf(back));
}
