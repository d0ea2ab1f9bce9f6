/**
 * A quantile sketch: a column of any length in fewer than `capacity` values a level. Level h holds values that stand for 2ʰ rows each. A full
 * level is sorted and every second value moves up with twice the weight; a coin says whether the odd or the even ones. One such compaction
 * shifts the rank of any value by at most 2ʰ, and only of values that lie between two that it paired, so the sketch knows its own error: it adds
 * up what each compaction may have done, in rows and in area. Rows that come by the hundred thousand are sorted once and kept by the
 * middle of each run of 2ʰ, which errs by half a run in all, not by a run a level.
 * Source: Karnin, Lang and Liberty (2016), with levels of equal size as in Agarwal et al., "Mergeable summaries" (2012).
 *
 * Error of a rank, as a share of n rows: of up to 2²⁰ rows given at once at most 1 / capacity; of rows that trickle in never more than about
 * log₂(2n / capacity) / capacity, and with 99 % confidence (Hoeffding's inequality over the coins) about 4.6 / capacity. Up to `capacity` rows
 * nothing is lost. Merging adds the errors up, so that the sketch of a merge and the merge of sketches both keep their stated bound. Memory
 * O(capacity · log(n / capacity)); adding n rows costs O(n) at once, O(n log capacity) in small parts. Precondition: finite values.
 */
import { concatenated } from "../concatenated";
import { extent } from "../histogram";
import { sortedNumbers } from "../radix-sort";
import { flipCoin } from "./coin";
import { mergeSorted } from "./merge-sorted";
import { thinned } from "./thinning";

export interface QuantileSketch {
  readonly capacity: number;
  /** Rows seen. */
  readonly count: number;
  /** Exact smallest and largest value; Infinity and −Infinity before the first row. */
  readonly low: number;
  readonly high: number;
  /** Values of weight 2ʰ; all levels but the first are sorted. */
  readonly levels: readonly Float64Array[];
  /** Sum of 2ʰ over all compactions, and half a run of each thinning: no rank is further off, in rows. */
  readonly worstError: number;
  /** What part of that no coin decides. */
  readonly fixedError: number;
  /** Sum of 4ʰ over all compactions, for the bound by chance. */
  readonly squaredError: number;
  /** No more than this lies between the curve of the rows and the sketch's, in rows times units of the values. */
  readonly areaError: number;
  readonly coin: number;
}

const DEFAULT_CAPACITY = 2048;
/** So many rows are sorted at once at most. */
export const SORTED_ROWS = 2 ** 20;
/** From so many times the capacity on, rows that come together are sorted and thinned. */
const THINNED_PARTS = 4;
const NOTHING = new Float64Array(0);

/** A sketch of no rows. A capacity below 16 is raised to 16; the seed names the coins. */
export function emptyQuantileSketch(capacity = DEFAULT_CAPACITY, seed = 1): QuantileSketch {
  return {
    capacity: Math.max(16, Math.floor(capacity)),
    count: 0,
    low: Infinity,
    high: -Infinity,
    levels: [NOTHING],
    worstError: 0,
    fixedError: 0,
    squaredError: 0,
    areaError: 0,
    coin: seed | 0,
  };
}

/** The sketch with more rows in it. */
export function addToQuantileSketch(sketch: QuantileSketch, values: Float64Array): QuantileSketch {
  const draft = draftOf(sketch);
  for (let from = 0; from < values.length; from += SORTED_ROWS) {
    const batch = values.subarray(from, from + SORTED_ROWS);
    if (isFew(draft, batch)) addFew(draft, batch);
    else addMany(draft, sortedNumbers(batch));
  }
  return draft;
}

/** The same for ascending rows, which need no sort any more; at most {@link SORTED_ROWS} of them keep the stated error. */
export function addSortedToQuantileSketch(sketch: QuantileSketch, sorted: Float64Array): QuantileSketch {
  const draft = draftOf(sketch);
  if (isFew(draft, sorted)) addFew(draft, sorted);
  else addMany(draft, sorted);
  return draft;
}

/** The sketch of both columns together; it takes the smaller capacity. */
export function mergeQuantileSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  const draft = draftOf(a);
  draft.capacity = Math.min(a.capacity, b.capacity);
  countIn(draft, { rows: b.count, low: b.low, high: b.high });
  draft.worstError += b.worstError;
  draft.fixedError += b.fixedError;
  draft.squaredError += b.squaredError;
  addArea(draft, b.areaError);
  draft.coin = a.coin ^ Math.imul(b.coin, 0x9e3779b1);
  b.levels.forEach((level, height) => addLevel(draft, height, level));
  settle(draft);
  return draft;
}

type Draft = { -readonly [Key in keyof QuantileSketch]: QuantileSketch[Key] } & { levels: Float64Array[] };

function draftOf(sketch: QuantileSketch): Draft {
  return { ...sketch, levels: [...sketch.levels] };
}

function isFew({ capacity }: Draft, rows: Float64Array): boolean {
  return rows.length < THINNED_PARTS * capacity;
}

/** A level at a time. */
function addFew(draft: Draft, values: Float64Array): void {
  let from = 0;
  while (from < values.length) {
    const held = draft.levels[0]!;
    const taken = values.subarray(from, from + Math.max(1, draft.capacity - held.length));
    draft.levels[0] = concatenated(held, taken);
    from += taken.length;
    settle(draft);
  }
  const [low, high] = extent(values);
  countIn(draft, { rows: values.length, low, high });
}

/** Many rows in ascending order: the middles of their runs join the levels. */
function addMany(draft: Draft, sorted: Float64Array): void {
  const { levels, error, area } = thinned(sorted, draft.capacity);
  levels.forEach((level, height) => addLevel(draft, height, level));
  draft.worstError += error;
  draft.fixedError += error;
  addArea(draft, area);
  countIn(draft, { rows: sorted.length, low: sorted[0]!, high: sorted[sorted.length - 1]! });
  settle(draft);
}

function addLevel(draft: Draft, height: number, level: Float64Array): void {
  const held = draft.levels[height] ?? NOTHING;
  draft.levels[height] = height === 0 ? concatenated(held, level) : mergeSorted(held, level);
}

/** Stays a number that JSON can hold. */
function addArea(draft: Draft, area: number): void {
  draft.areaError = Math.min(Number.MAX_VALUE, draft.areaError + area);
}

interface Seen {
  readonly rows: number;
  readonly low: number;
  readonly high: number;
}

function countIn(draft: Draft, { rows, low, high }: Seen): void {
  draft.count += rows;
  draft.low = Math.min(draft.low, low);
  draft.high = Math.max(draft.high, high);
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
  let gaps = 0;
  for (let pair = 0; pair < pairs; pair++) {
    promoted[pair] = items[2 * pair + offset]!;
    gaps += items[2 * pair + 1]! - items[2 * pair]!;
  }
  draft.levels[height] = items.slice(2 * pairs);
  draft.levels[height + 1] = mergeSorted(draft.levels[height + 1] ?? NOTHING, promoted);
  draft.worstError += 2 ** height;
  draft.squaredError += 4 ** height;
  addArea(draft, 2 ** height * gaps);
  draft.coin = state;
}
