/** One side of a comparison: a column's rows, or the sketch that stands for them. */
import type { Column } from "../../data/table";
import type { ColumnSketch } from "../../statistics/sketches/column-sketch";

export type DriftSide =
  { readonly kind: "rows"; readonly column: Column } | { readonly kind: "sketch"; readonly sketch: ColumnSketch };
