/**
 * Sorted rows thinned to the levels of a quantile sketch: runs of 2ʰ rows are kept by their middle value, with h just large enough for fewer than
 * `capacity` runs; what is left at the end goes by halves to the levels below. The middle is the value that leaves the least area between the
 * column's curve and the sketch's. At any place only one run is cut, so no rank is off by more than half a run.
 * Cost: O(n). Precondition: ascending, at least one row.
 */

export interface Thinned {
  /** Level h: values that stand for 2ʰ rows each, ascending. */
  readonly levels: readonly Float64Array[];
  /** Largest error of a rank, in rows. */
  readonly error: number;
  /** Area between both curves, in rows times units of the values: Σ |x − middle of its run|. */
  readonly area: number;
}

/** The rows at fewer than `capacity` values a level. */
export function thinned(sorted: Float64Array, capacity: number): Thinned {
  let height = 0;
  while (Math.floor(sorted.length / 2 ** height) >= capacity) height++;
  const levels = Array.from({ length: height + 1 }, () => new Float64Array(0));
  let [from, area] = [0, 0];
  for (let level = height; level >= 0; level--) {
    const run = 2 ** level;
    const runs = Math.floor((sorted.length - from) / run);
    const middles = new Float64Array(runs);
    for (let place = 0; place < runs; place++, from += run) {
      const at = from + run / 2;
      middles[place] = sorted[Math.floor(at)]!;
      area += spread(sorted, from, from + run);
    }
    levels[level] = middles;
  }
  return { levels, error: height === 0 ? 0 : 2 ** (height - 1), area };
}

/** Σ |x − middle| of one run: its upper half less its lower half. A run of one row has none. */
function spread(sorted: Float64Array, from: number, to: number): number {
  const half = (to - from) / 2;
  let total = 0;
  for (let place = 0; place < half; place++) total += sorted[to - 1 - place]! - sorted[from + place]!;
  return to - from === 1 ? 0 : total;
}
