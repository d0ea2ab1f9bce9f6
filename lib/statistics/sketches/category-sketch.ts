/**
 * Counts of the categories of a column: exact while there are at most `capacity` of them; then the frequent ones, by Misra and Gries. When
 * there are more than that, the count of the first one too many (by size) is taken off every count and what is not above 0 is forgotten.
 * Source: Misra and Gries (1982); its merge by Agarwal et al., "Mergeable summaries" (2012).
 *
 * Each count is at most `shortfall` too low and never too high, and shortfall ≤ rows / (capacity + 1), also after any merges: a category with
 * a larger share than 1 / (capacity + 1) is always kept. Plain data. Cost: O(1) a row, amortised; O(capacity) memory.
 */

export interface CategorySketch {
  readonly capacity: number;
  /** Rows seen. */
  readonly count: number;
  /** Category and its rows, the most frequent first; equal ones by name. */
  readonly counts: readonly (readonly [category: string, rows: number])[];
  /** How much too low a count may be; 0 while all counts are exact. */
  readonly shortfall: number;
}

const DEFAULT_CAPACITY = 1024;

/** A sketch of no rows. */
export function emptyCategorySketch(capacity = DEFAULT_CAPACITY): CategorySketch {
  return { capacity: Math.max(1, Math.floor(capacity)), count: 0, counts: [], shortfall: 0 };
}

/** The sketch with more rows in it. */
export function addToCategorySketch(sketch: CategorySketch, categories: Iterable<string>): CategorySketch {
  let counts = new Map(sketch.counts);
  let { count, shortfall } = sketch;
  for (const category of categories) {
    counts.set(category, (counts.get(category) ?? 0) + 1);
    count++;
    // Twice the room before each cut makes the cut rare.
    if (counts.size <= 2 * sketch.capacity) continue;
    const cut = cutBack(counts, sketch.capacity);
    counts = new Map(cut.counts);
    shortfall += cut.taken;
  }
  const { counts: kept, taken } = cutBack(counts, sketch.capacity);
  return { capacity: sketch.capacity, count, counts: kept, shortfall: shortfall + taken };
}

/** The sketch of rows that were counted before: each category and how often it occurs. */
export function categorySketchOfCounts(
  counts: Iterable<readonly [category: string, rows: number]>,
  capacity?: number,
): CategorySketch {
  const empty = emptyCategorySketch(capacity);
  const sums = new Map<string, number>();
  let count = 0;
  for (const [category, rows] of counts) {
    count += rows;
    if (rows > 0) sums.set(category, (sums.get(category) ?? 0) + rows);
  }
  const { counts: kept, taken } = cutBack(sums, empty.capacity);
  return { ...empty, count, counts: kept, shortfall: taken };
}

/** The sketch of both columns together; it takes the smaller capacity. */
export function mergeCategorySketches(a: CategorySketch, b: CategorySketch): CategorySketch {
  const capacity = Math.min(a.capacity, b.capacity);
  const sums = new Map(a.counts);
  for (const [category, rows] of b.counts) sums.set(category, (sums.get(category) ?? 0) + rows);
  const { counts, taken } = cutBack(sums, capacity);
  return { capacity, count: a.count + b.count, counts, shortfall: a.shortfall + b.shortfall + taken };
}

interface Cut {
  readonly counts: CategorySketch["counts"];
  readonly taken: number;
}

function cutBack(counts: ReadonlyMap<string, number>, capacity: number): Cut {
  const ordered = [...counts].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
  const taken = ordered[capacity]?.[1] ?? 0;
  if (taken === 0) return { counts: ordered, taken };
  return {
    counts: ordered.filter(([, rows]) => rows > taken).map(([category, rows]) => [category, rows - taken]),
    taken,
  };
}
