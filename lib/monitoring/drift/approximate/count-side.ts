/** What the tests of categories read of a side, whether it is given as rows or as a sketch. */
import type { CategoricalSketch } from "../../../statistics/sketches/column-sketch";
import { total, type Category } from "../count-pair";
import { countValues } from "../values";
import { valuesOfSide, type NumericSide } from "./numeric-side";

export interface CountSide {
  readonly kind: "categorical";
  /** Rows with a value. */
  readonly rows: number;
  readonly counts: ReadonlyMap<Category, number>;
  /** How much too low a count may be, and how often a category without one may occur; 0: all are exact. */
  readonly shortfall: number;
}

/** A side of counted rows. */
export function countSide(counts: ReadonlyMap<Category, number>): CountSide {
  return { kind: "categorical", rows: total(Float64Array.from(counts.values())), counts, shortfall: 0 };
}

/** A side that is a sketch. */
export function countSideOfSketch({ counts }: CategoricalSketch): CountSide {
  return { kind: "categorical", rows: counts.count, counts: new Map(counts.counts), shortfall: counts.shortfall };
}

/** A side of numbers as counts of its distinct values; null when its sketch did not keep them all. */
export function countSideOfNumbers(side: NumericSide): CountSide | null {
  if (side.few) return countSide(new Map(side.few));
  const values = valuesOfSide(side);
  return values && countSide(countValues({ kind: "numeric", values }));
}

/** The same counts, of texts. */
export function asTexts(side: CountSide): CountSide {
  return { ...side, counts: new Map([...side.counts].map(([key, count]) => [String(key), count])) };
}
