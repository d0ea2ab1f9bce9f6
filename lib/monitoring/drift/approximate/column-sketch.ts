/** The sketch of a table's column. */
import type { Column } from "../../../data/table";
import {
  categoricalSketch,
  numericSketch,
  type ColumnSketch,
  type SketchSize,
} from "../../../statistics/sketches/column-sketch";

/** What stands for the column when its rows are shipped no more. */
export function columnSketch(column: Column, size?: SketchSize): ColumnSketch {
  return column.storage === "numeric" ? numericSketch(column.values, size) : categoricalSketch(column, size);
}
