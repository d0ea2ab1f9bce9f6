/** Rows of numbers, one after another in one array. */
import { concatenated } from "../../../statistics/concatenated";
import { degenerate, notEnoughData, type NotMeasured } from "../../../statistics/measured";
import { sortedNumbers } from "../../../statistics/radix-sort";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** values[row · columns + column]. */
  readonly values: Float64Array;
}

/** A matrix from rows of equal length. */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, at) => values.set(row, at * columns));
  return { rows: rows.length, columns, values };
}

/** The values of one column. */
export function matrixColumn({ rows, columns, values }: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]!);
}

/** The rows of both, those of the first first. Precondition: columns of equal number. */
export function stacked(first: Matrix, second: Matrix): Matrix {
  const values = concatenated(first.values, second.values);
  return { rows: first.rows + second.rows, columns: first.columns, values };
}

/** The rows at the given places, in that order. */
export function takeMatrixRows({ columns, values }: Matrix, places: ArrayLike<number>): Matrix {
  const taken = new Float64Array(places.length * columns);
  for (let row = 0; row < places.length; row++) {
    const from = places[row]! * columns;
    taken.set(values.subarray(from, from + columns), row * columns);
  }
  return { rows: places.length, columns, values: taken };
}

/** The rows in ascending order of the first column, then of the next: what a seed deals from them depends on the rows, not on how they came. */
export function sortedRows(matrix: Matrix): Matrix {
  const { rows, columns, values } = matrix;
  if (columns === 1) return { rows, columns, values: sortedNumbers(values) };
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  order.sort((a, b) => {
    for (let column = 0; column < columns; column++) {
      const gap = values[a * columns + column]! - values[b * columns + column]!;
      if (gap !== 0) return gap;
    }
    return 0;
  });
  return takeMatrixRows(matrix, order);
}

/** Why a method cannot read these matrices, null when it can. */
export function unusableMatrices(matrices: readonly Matrix[], needed: number): NotMeasured | null {
  const columns = matrices[0]?.columns ?? 0;
  if (columns === 0) return notEnoughData(1, 0);
  for (const matrix of matrices) {
    if (matrix.rows < needed) return notEnoughData(needed, matrix.rows);
    if (matrix.columns !== columns) return degenerate("lengths-differ");
    if (!matrix.values.every(Number.isFinite)) return degenerate("not-finite");
  }
  return null;
}
