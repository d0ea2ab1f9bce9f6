/**
 * The exponential histogram of ADWIN: a window of any width kept in O(log width) numbers.
 *
 * Row i holds buckets of 2^i values, oldest first, at most `maxBuckets` of them; one bucket too many merges the two oldest of the row
 * into one of row i + 1. A bucket is its total and its sum of squared deviations, merged by
 * S = S₀ + S₁ + n₀ n₁ (μ₀ − μ₁)² / (n₀ + n₁). Source: Bifet and Gavaldà (2007), "Learning from time-changing data with adaptive
 * windowing"; Datar et al. (2002) for the histogram.
 */

/** Rows that a window can have: 2^48 values never come. */
const MAX_ROWS = 48;

export interface AdwinWindow {
  /** Values in the window. */
  width: number;
  /** Their sum. */
  total: number;
  /** Their sum of squared deviations from the mean. */
  squares: number;
  /** Rows in use. */
  rows: number;
  readonly sizes: Uint8Array;
  readonly totals: Float64Array;
  readonly deviations: Float64Array;
}

/** Slots of one row: the last is filled for a moment, before two buckets merge. */
export function slotsOf(maxBuckets: number): number {
  return maxBuckets + 1;
}

/** A window without values. */
export function emptyWindow(maxBuckets: number): AdwinWindow {
  const slots = MAX_ROWS * slotsOf(maxBuckets);
  return {
    width: 0,
    total: 0,
    squares: 0,
    rows: 1,
    sizes: new Uint8Array(MAX_ROWS),
    totals: new Float64Array(slots),
    deviations: new Float64Array(slots),
  };
}

/** Forgets every value. */
export function clearWindow(window: AdwinWindow): void {
  window.width = 0;
  window.total = 0;
  window.squares = 0;
  window.rows = 1;
  window.sizes.fill(0);
}

/** Adds the newest value: amortised O(1). `keepFirst` false forgets the older bucket's deviations at a merge. */
export function insertValue(window: AdwinWindow, value: number, maxBuckets: number, keepFirst: boolean): void {
  if (window.width > 0) {
    const distance = value - window.total / window.width;
    window.squares += (window.width * distance * distance) / (window.width + 1);
  }
  window.width += 1;
  window.total += value;
  const size = window.sizes[0]!;
  window.totals[size] = value;
  window.deviations[size] = 0;
  window.sizes[0] = size + 1;
  if (size === maxBuckets) mergeRows(window, maxBuckets, keepFirst);
}

/** Drops the oldest bucket; the window must hold more than that one. */
export function dropOldest(window: AdwinWindow, maxBuckets: number): void {
  const row = window.rows - 1;
  const first = row * slotsOf(maxBuckets);
  const count = 2 ** row;
  const total = window.totals[first]!;
  window.width -= count;
  window.total -= total;
  const distance = total / count - window.total / window.width;
  window.squares -= window.deviations[first]! + (count * window.width * distance * distance) / (count + window.width);
  removeOldest(window, { row, first, count: 1 });
  if (window.sizes[row] === 0 && row > 0) window.rows -= 1;
}

function mergeRows(window: AdwinWindow, maxBuckets: number, keepFirst: boolean): void {
  const { sizes, totals, deviations } = window;
  const slots = slotsOf(maxBuckets);
  for (let row = 0; sizes[row]! > maxBuckets && row + 1 < MAX_ROWS; row++) {
    const first = row * slots;
    const target = first + slots + sizes[row + 1]!;
    const count = 2 ** row;
    const distance = (totals[first]! - totals[first + 1]!) / count;
    totals[target] = totals[first]! + totals[first + 1]!;
    deviations[target] =
      (keepFirst ? deviations[first]! : 0) + deviations[first + 1]! + (count / 2) * distance * distance;
    sizes[row + 1]! += 1;
    window.rows = Math.max(window.rows, row + 2);
    removeOldest(window, { row, first, count: 2 });
  }
}

function removeOldest(
  { sizes, totals, deviations }: AdwinWindow,
  { row, first, count }: { row: number; first: number; count: number },
): void {
  const kept = sizes[row]! - count;
  for (let slot = first; slot < first + kept; slot++) {
    totals[slot] = totals[slot + count]!;
    deviations[slot] = deviations[slot + count]!;
  }
  sizes[row] = kept;
}
