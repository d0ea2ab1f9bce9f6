/** Models in closed form, with their slopes, for the tests of explanation and robustness. */
import type { RowMatrix } from "../../predict";

/** sigmoid(0.8 x₀ − 1.1 x₁ + 0.5 x₀ x₂ + 0.3 x₃² − 0.2), the model of the reference cases. */
export function referenceModel(rows: Float64Array, width: number): Float64Array {
  return eachRow(rows, width, ([a, b, c, d]) => sigmoid(0.8 * a! - 1.1 * b! + 0.5 * a! * c! + 0.3 * d! * d! - 0.2));
}

/** The slopes of {@link referenceModel}. */
export function referenceGradients(rows: Float64Array, width: number): Float64Array {
  const answers = referenceModel(rows, width);
  const slopes = new Float64Array(rows.length);
  answers.forEach((p, row) => {
    const [a, , c, d] = rows.subarray(row * width);
    slopes.set(
      [0.8 + 0.5 * c!, -1.1, 0.5 * a!, 0.6 * d!].map((slope) => p * (1 - p) * slope),
      row * width,
    );
  });
  return slopes;
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** A function of one row as a function of many. */
export function eachRow(rows: Float64Array, width: number, of: (row: Float64Array) => number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) =>
    of(rows.subarray(row * width, (row + 1) * width)),
  );
}

/** Lists of equal length as one matrix. */
export function matrix(rows: readonly (readonly number[])[]): RowMatrix & { readonly rows: Float64Array } {
  return { rows: Float64Array.from(rows.flat()), width: rows[0]!.length };
}
