/** Columns prepared for a linear model. */
import { momentsOf, varianceOf } from "../../../statistics/moments";
import { matrixColumn, type Matrix } from "./matrix";

/** Every column moved to mean 0 and deviation 1; constant columns left out. Null when all are constant. */
export function standardised(matrix: Matrix): Matrix | null {
  const { rows, columns, values } = matrix;
  const kept: { readonly column: number; readonly mean: number; readonly deviation: number }[] = [];
  for (let column = 0; column < columns; column++) {
    const moments = momentsOf(matrixColumn(matrix, column));
    const deviation = Math.sqrt(varianceOf(moments));
    if (deviation > 1e-12 * Math.max(1, Math.abs(moments.mean))) kept.push({ column, mean: moments.mean, deviation });
  }
  if (kept.length === 0) return null;
  const scaled = new Float64Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    kept.forEach(({ column, mean, deviation }, at) => {
      scaled[row * kept.length + at] = (values[row * columns + column]! - mean) / deviation;
    });
  }
  return { rows, columns: kept.length, values: scaled };
}

/** The columns, then their squares and the products of every two. */
export function polynomialTerms({ rows, columns, values }: Matrix): Matrix {
  const width = columns + (columns * (columns + 1)) / 2;
  const terms = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    let at = row * width;
    for (let i = 0; i < columns; i++) terms[at++] = values[row * columns + i]!;
    for (let i = 0; i < columns; i++) {
      for (let j = i; j < columns; j++) terms[at++] = values[row * columns + i]! * values[row * columns + j]!;
    }
  }
  return { rows, columns: width, values: terms };
}
