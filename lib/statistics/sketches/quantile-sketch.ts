/**
 * A quantile sketch: a column of any length in at most `capacity` values a level. Level h holds values that stand for 2ʰ rows each. A full
 * level is sorted and every second value moves up with twice the weight; a coin says whether the odd or the even ones. One such compaction
 * shifts the rank of any value by at most 2ʰ, so the sketch knows its own error: it adds up what each compaction may have done.
 * Source: Karnin, Lang and Liberty (2016), with levels of equal size as in Agarwal et al., "Mergeable summaries" (2012).
 *
 * Error of a rank, as a share of n rows: never more than about log₂(2n / capacity) / capacity; with 99 % confidence (Hoeffding's inequality
 * over the coins) about 4.6 / capacity. Up to `capacity` rows nothing is lost. Merging adds the errors up, so that the sketch of a merge and
 * the merge of sketches both keep their stated bound. Memory O(capacity · log(n / capacity)); adding n rows costs O(n log capacity).
 * Precondition: finite values.
 */
import { flipCoin } from "./coin";
import { mergeSorted } from "./merge-sorted";

export interface QuantileSketch {
  readonly capacity: number;
  /** Rows seen. */
  readonly count: number;
  /** Exact smallest and largest value; Infinity and −Infinity before the first row. */
  readonly low: number;
  readonly high: number;
  /** Values of weight 2ʰ; all levels but the first are sorted. */
  readonly levels: readonly Float64Array[];
  /** Sum of 2ʰ over all compactions: no rank is further off, in rows. */
  readonly worstError: number;
  /** Sum of 4ʰ over all compactions, for the bound by chance. */
  readonly squaredError: number;
  readonly coin: number;
}

const DEFAULT_CAPACITY = 2048;

/** A sketch of no rows. A capacity below 16 is raised to 16; the seed names the coins. */
export function emptyQuantileSketch(capacity = DEFAULT_CAPACITY, seed = 1): QuantileSketch {
  return {
    capacity: Math.max(16, Math.floor(capacity)),
    count: 0,
    low: Infinity,
    high: -Infinity,
    levels: [new Float64Array(0)],
    worstError: 0,
    squaredError: 0,
    coin: seed | 0,
  };
}

/** The sketch with more rows in it. */
export function addToQuantileSketch(sketch: QuantileSketch, values: Float64Array): QuantileSketch {
  const draft = draftOf(sketch);
  let from = 0;
  while (from < values.length) {
    const held = draft.levels[0]!;
    const taken = values.subarray(from, from + Math.max(1, draft.capacity - held.length));
    draft.levels[0] = joined(held, taken);
    from += taken.length;
    settle(draft);
  }
  draft.count += values.length;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < draft.low) draft.low = value;
    if (value > draft.high) draft.high = value;
  }
  return draft;
}

/** The sketch of both columns together; it takes the smaller capacity. */
export function mergeQuantileSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  const draft = draftOf(a);
  draft.capacity = Math.min(a.capacity, b.capacity);
  draft.count += b.count;
  draft.low = Math.min(a.low, b.low);
  draft.high = Math.max(a.high, b.high);
  draft.worstError += b.worstError;
  draft.squaredError += b.squaredError;
  draft.coin = a.coin ^ Math.imul(b.coin, 0x9e3779b1);
  b.levels.forEach((level, height) => {
    const held = draft.levels[height] ?? new Float64Array(0);
    draft.levels[height] = height === 0 ? joined(held, level) : mergeSorted(held, level);
  });
  settle(draft);
  return draft;
}

type Draft = { -readonly [Key in keyof QuantileSketch]: QuantileSketch[Key] } & { levels: Float64Array[] };

function draftOf(sketch: QuantileSketch): Draft {
  return { ...sketch, levels: [...sketch.levels] };
}

/** Compacts from below until no level is full. */
function settle(draft: Draft): void {
  for (let height = 0; height < draft.levels.length; height++) {
    if (draft.levels[height]!.length >= draft.capacity) compact(draft, height);
  }
}

function compact(draft: Draft, height: number): void {
  const items = height === 0 ? draft.levels[0]!.slice().sort() : draft.levels[height]!;
  const pairs = Math.floor(items.length / 2);
  const { heads, state } = flipCoin(draft.coin);
  const offset = heads ? 1 : 0;
  const promoted = new Float64Array(pairs);
  for (let pair = 0; pair < pairs; pair++) promoted[pair] = items[2 * pair + offset]!;
  draft.levels[height] = items.slice(2 * pairs);
  draft.levels[height + 1] = mergeSorted(draft.levels[height + 1] ?? new Float64Array(0), promoted);
  draft.worstError += 2 ** height;
  draft.squaredError += 4 ** height;
  draft.coin = state;
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
