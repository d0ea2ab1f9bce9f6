/** A column cut into slices, each row in one of them: a category, a range between quantiles, the missing values. */
import type { Column, DictionaryColumn, NumericColumn } from "../data/table";
import { quantileOfSorted } from "../statistics/quantile";
import { sortedNumbers } from "../statistics/radix-sort";

export type SliceName =
  | { readonly kind: "category"; readonly column: string; readonly category: string }
  | {
      readonly kind: "range";
      readonly column: string;
      readonly low: number;
      /** Not part of the range, except of the last one of a column. */
      readonly high: number;
      readonly last: boolean;
    }
  | { readonly kind: "missing"; readonly column: string };

export interface ColumnCut {
  /** Of the slices that hold rows; that of the missing values comes last. */
  readonly names: readonly SliceName[];
  /** Which slice each row is in. */
  readonly codes: Int32Array;
}

/**
 * Cuts a column. A numeric one is cut at its quantiles into at most `bins` ranges (fewer when values repeat); infinite values count as
 * missing. O(rows), by one radix sort of a numeric column.
 */
export function cutColumn(column: string, content: Column, bins: number): ColumnCut {
  return content.storage === "dictionary" ? cutCategories(column, content) : cutRanges(column, content, bins);
}

/** A slice's name as text. */
export function nameOfSlice(name: SliceName): string {
  switch (name.kind) {
    case "category":
      return `${name.column} = ${name.category}`;
    case "range":
      return `${name.column} in [${name.low}, ${name.high}${name.last ? "]" : ")"}`;
    case "missing":
      return `${name.column} is missing`;
  }
}

function cutCategories(column: string, { codes, categories }: DictionaryColumn): ColumnCut {
  return withoutEmpty(
    codes.map((code) => (code < 0 ? categories.length : code)),
    [...categories.map((category) => ({ kind: "category", column, category }) as const), { kind: "missing", column }],
  );
}

function cutRanges(column: string, { values }: NumericColumn, bins: number): ColumnCut {
  const edges = quantileEdges(values, bins);
  const ranges = Math.max(0, edges.length - 1);
  const codes = new Int32Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = values[row]!;
    let bin = Number.isFinite(value) ? 0 : ranges;
    while (bin < ranges - 1 && value >= edges[bin + 1]!) bin++;
    codes[row] = bin;
  }
  const names = Array.from({ length: ranges }, (_, bin): SliceName => {
    return { kind: "range", column, low: edges[bin]!, high: edges[bin + 1]!, last: bin === ranges - 1 };
  });
  return withoutEmpty(codes, [...names, { kind: "missing", column }]);
}

/** Distinct quantiles at 0, 1/bins, …, 1; twice the same edge of a constant column, none of an empty one. */
function quantileEdges(values: Float64Array, bins: number): readonly number[] {
  const sorted = sortedNumbers(finite(values));
  if (sorted.length === 0) return [];
  const edges = Array.from({ length: bins + 1 }, (_, index) => quantileOfSorted(sorted, index / bins));
  const distinct = [...new Set(edges)];
  return distinct.length === 1 ? [distinct[0]!, distinct[0]!] : distinct;
}

function finite(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (Number.isFinite(values[row])) kept[count++] = values[row]!;
  return kept.subarray(0, count);
}

/** Numbers the slices that hold rows anew. */
function withoutEmpty(codes: Int32Array, names: readonly SliceName[]): ColumnCut {
  const held = new Uint8Array(names.length);
  for (let row = 0; row < codes.length; row++) held[codes[row]!] = 1;
  if (held.every((holds) => holds === 1)) return { names, codes };
  let kept = 0;
  const renumbered = Int32Array.from(held, (holds) => (holds ? kept++ : -1));
  return { names: names.filter((_, index) => held[index]), codes: codes.map((code) => renumbered[code]!) };
}
