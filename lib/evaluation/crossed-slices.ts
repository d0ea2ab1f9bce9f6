/**
 * Slices of two columns at once: the rows that are in a slice of the one and in a slice of the other. What goes wrong only where two
 * things meet shows in neither column alone. O(pairs · rows).
 */
import { rowsByCode } from "./rows-by-code";
import type { ColumnCut, SliceName } from "./slice-rows";

export interface CrossedSlice {
  readonly parts: readonly [SliceName, SliceName];
  readonly rows: Uint32Array;
}

export interface CrossedSlices {
  readonly slices: readonly CrossedSlice[];
  /** Pairs of columns that were not crossed, to keep the work within its bounds. */
  readonly pairsLeftOut: number;
}

export interface CrossOptions {
  /** Crossed slices with fewer rows are left out. */
  readonly minimumRows: number;
  /** Pairs of columns, in their order. */
  readonly maxPairs: number;
}

/** More combinations of two columns' slices than this are left out. */
const MAX_COMBINATIONS = 4096;

/** Crosses every column with every later one. Columns of a single slice say nothing new, and are not crossed. */
export function crossColumns(cuts: readonly ColumnCut[], { minimumRows, maxPairs }: CrossOptions): CrossedSlices {
  const large = cuts.map((cut) => largeSlices(cut, minimumRows)).filter(({ names }) => names.length > 1);
  const slices: CrossedSlice[] = [];
  let [crossed, pairsLeftOut] = [0, 0];
  large.forEach((left, index) => {
    for (const right of large.slice(index + 1)) {
      if (crossed === maxPairs || left.names.length * right.names.length > MAX_COMBINATIONS) pairsLeftOut++;
      else {
        crossed++;
        slices.push(...crossPair(left, right).filter(({ rows }) => rows.length >= minimumRows));
      }
    }
  });
  return { slices, pairsLeftOut };
}

/** A slice that is too small alone is too small crossed: its rows get the code −1. */
function largeSlices({ names, codes }: ColumnCut, minimumRows: number): ColumnCut {
  const sizes = rowsByCode(codes, names.length).map((rows) => rows.length);
  let kept = 0;
  const renumbered = sizes.map((size) => (size >= minimumRows ? kept++ : -1));
  return {
    names: names.filter((_, index) => renumbered[index]! >= 0),
    codes: codes.map((code) => renumbered[code]!),
  };
}

function crossPair(left: ColumnCut, right: ColumnCut): readonly CrossedSlice[] {
  const width = right.names.length;
  const codes = left.codes.map((code, row) => {
    const other = right.codes[row]!;
    return code < 0 || other < 0 ? -1 : code * width + other;
  });
  return rowsByCode(codes, left.names.length * width).map((rows, code) => ({
    parts: [left.names[Math.floor(code / width)]!, right.names[code % width]!],
    rows,
  }));
}
