/** Squared Euclidean distances between rows. */
import { stacked, type Matrix } from "./matrix";

/** |xᵢ − yⱼ|² for every pair, row by row of x. Cost: O(rows² · columns). */
export function squaredDistances(x: Matrix, y: Matrix): Float64Array {
  const distances = new Float64Array(x.rows * y.rows);
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < y.rows; j++) distances[i * y.rows + j] = squaredDistance(x, i, y, j);
  }
  return distances;
}

/** The same between all rows of both, those of x first. */
export function pooledSquaredDistances(x: Matrix, y: Matrix): Float64Array {
  const pooled = stacked(x, y);
  return squaredDistances(pooled, pooled);
}

function squaredDistance(x: Matrix, i: number, y: Matrix, j: number): number {
  let sum = 0;
  for (let column = 0; column < x.columns; column++) {
    const gap = x.values[i * x.columns + column]! - y.values[j * y.columns + column]!;
    sum += gap * gap;
  }
  return sum;
}
