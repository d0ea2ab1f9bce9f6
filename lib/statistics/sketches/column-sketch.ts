/**
 * A column in brief: what stands for its rows when they are stored or shipped no more. Numbers leave their moments, a curve of their quantiles, how
 * many distinct ones there are and, while these are few, how often each occurs; categories leave their counts. Sketches of parts merge to a
 * sketch of the whole. Cost: one sort of the numbers, O(n) for categories.
 */
import { sortedNumbers } from "../radix-sort";
import { categorySketchOfCounts, mergeCategorySketches, type CategorySketch } from "./category-sketch";
import {
  addNumbersToDistinctSketch,
  emptyDistinctSketch,
  mergeDistinctSketches,
  type DistinctSketch,
} from "./distinct-sketch";
import { fewOf, mergeFew, valuesOfFew, type FewValues } from "./few-values";
import { emptyHash, hashNumber } from "./hash";
import { mergeMomentSketches, momentSketch, type MomentSketch } from "./moment-sketch";
import {
  addSortedToQuantileSketch,
  emptyQuantileSketch,
  mergeQuantileSketches,
  SORTED_ROWS,
  type QuantileSketch,
} from "./quantile-sketch";

export type ColumnSketch = NumericSketch | CategoricalSketch;

export interface NumericSketch {
  readonly kind: "numeric";
  /** Counts the missing and the infinite ones too; all else here reads the finite ones. */
  readonly moments: MomentSketch;
  readonly quantiles: QuantileSketch;
  readonly distinct: DistinctSketch;
  readonly few: FewValues | null;
}

export interface CategoricalSketch {
  readonly kind: "categorical";
  readonly counts: CategorySketch;
  readonly missing: number;
}

export interface SketchSize {
  /** Of the quantiles, or of the categories. */
  readonly capacity?: number;
}

/** The sketch of a column of numbers; NaN stands for a missing one. */
export function numericSketch(values: Float64Array, { capacity }: SketchSize = {}): NumericSketch {
  const moments = momentSketch(values);
  const finite = moments.moments.count === values.length ? values : values.filter(Number.isFinite);
  const few = fewOf(finite);
  const ordered = few && valuesOfFew(few);
  let quantiles = emptyQuantileSketch(capacity, seedOf(moments));
  let distinct = emptyDistinctSketch();
  for (let from = 0; from < finite.length; from += SORTED_ROWS) {
    const to = from + SORTED_ROWS;
    const sorted = ordered ? ordered.subarray(from, to) : sortedNumbers(finite.subarray(from, to));
    quantiles = addSortedToQuantileSketch(quantiles, sorted);
    distinct = addNumbersToDistinctSketch(distinct, sorted);
  }
  return { kind: "numeric", moments, quantiles, distinct, few };
}

/** The sketch of a column of categories, given as places in a list of them; a negative code stands for a missing one. */
export function categoricalSketch(
  { codes, categories }: { readonly codes: Int32Array; readonly categories: readonly string[] },
  { capacity }: SketchSize = {},
): CategoricalSketch {
  const perCode = new Float64Array(categories.length);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) missing++;
    else perCode[code]!++;
  }
  const counts = categories.map((category, code) => [category, perCode[code]!] as const);
  return { kind: "categorical", counts: categorySketchOfCounts(counts, capacity), missing };
}

/** The sketch of both parts together; null when one holds numbers and the other categories. */
export function mergeColumnSketches(a: ColumnSketch, b: ColumnSketch): ColumnSketch | null {
  if (a.kind === "numeric" && b.kind === "numeric") {
    return {
      kind: "numeric",
      moments: mergeMomentSketches(a.moments, b.moments),
      quantiles: mergeQuantileSketches(a.quantiles, b.quantiles),
      distinct: mergeDistinctSketches(a.distinct, b.distinct),
      few: mergeFew(a.few, b.few),
    };
  }
  if (a.kind === "categorical" && b.kind === "categorical") {
    return { kind: "categorical", counts: mergeCategorySketches(a.counts, b.counts), missing: a.missing + b.missing };
  }
  return null;
}

/** Parts of one column must not share their coins, or their errors would add up in step: each part's own numbers name its coins. */
function seedOf({ moments }: MomentSketch): number {
  const hash = emptyHash();
  const word = (value: number): number => (hashNumber(value, hash), hash[0]!);
  return word(moments.mean) ^ word(moments.m2) ^ moments.count;
}
