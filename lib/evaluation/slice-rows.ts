/** The slices of one column and their rows: a category, a bin between quantiles, the missing values. */
import type { Column, DictionaryColumn, NumericColumn } from "../data/table";
import { quantileOfSorted, sortedValues } from "../statistics/quantile";

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

export interface SliceRows {
  readonly name: SliceName;
  readonly rows: Uint32Array;
}

/**
 * The slices that hold rows. A numeric column is cut at its quantiles into at most `bins` ranges (fewer when values repeat); infinite
 * values count as missing.
 */
export function slicesOfColumn(column: string, content: Column, bins: number): readonly SliceRows[] {
  return content.storage === "dictionary" ? categorySlices(column, content) : rangeSlices(column, content, bins);
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

function categorySlices(column: string, { codes, categories }: DictionaryColumn): readonly SliceRows[] {
  const groups = groupRows(codes.length, categories.length, (row) => codes[row]!);
  return named(groups, (index) =>
    index < 0 ? { kind: "missing", column } : { kind: "category", column, category: categories[index]! },
  );
}

function rangeSlices(column: string, { values }: NumericColumn, bins: number): readonly SliceRows[] {
  const edges = quantileEdges(values, bins);
  const ranges = edges.length - 1;
  const binOf = (row: number): number => {
    const value = values[row]!;
    if (!Number.isFinite(value)) return -1;
    let bin = 0;
    while (bin < ranges - 1 && value >= edges[bin + 1]!) bin++;
    return bin;
  };
  return named(groupRows(values.length, Math.max(ranges, 0), binOf), (index) =>
    index < 0
      ? { kind: "missing", column }
      : { kind: "range", column, low: edges[index]!, high: edges[index + 1]!, last: index === ranges - 1 },
  );
}

/** Distinct quantiles at 0, 1/bins, …, 1; twice the same edge of a constant column, none of an empty one. */
function quantileEdges(values: Float64Array, bins: number): readonly number[] {
  const sorted = sortedValues(values.filter((value) => Number.isFinite(value)));
  if (sorted.length === 0) return [];
  const edges = Array.from({ length: bins + 1 }, (_, index) => quantileOfSorted(sorted, index / bins));
  const distinct = [...new Set(edges)];
  return distinct.length === 1 ? [distinct[0]!, distinct[0]!] : distinct;
}

/** Rows of each group; those of group −1 come last. */
function groupRows(rowCount: number, groups: number, groupOf: (row: number) => number): readonly Uint32Array[] {
  const sizes = new Uint32Array(groups + 1);
  const place = (row: number): number => (groupOf(row) < 0 ? groups : groupOf(row));
  for (let row = 0; row < rowCount; row++) sizes[place(row)]! += 1;
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(groups + 1);
  for (let row = 0; row < rowCount; row++) {
    const group = place(row);
    rows[group]![filled[group]!++] = row;
  }
  return rows;
}

function named(groups: readonly Uint32Array[], nameOf: (index: number) => SliceName): readonly SliceRows[] {
  return groups
    .map((rows, index) => ({ name: nameOf(index === groups.length - 1 ? -1 : index), rows }))
    .filter(({ rows }) => rows.length > 0);
}
