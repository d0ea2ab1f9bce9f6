/** Golden rows: a few inputs with the answers that the package gave when it was made. */
import { rowAt, takeRows, type Table } from "../data/table";
import { ownValue } from "../own-value";
import type { Predictions } from "../training/predictions";
import { PARITY_TOLERANCE, type GoldenRows, type PackageSignature } from "./package";

export const GOLDEN_ROW_COUNT = 10;

/** At most ten rows, taken evenly from the table, with only the columns that the signature names. */
export function goldenRows(options: {
  readonly table: Table;
  readonly predictions: Predictions;
  readonly signature: PackageSignature;
}): GoldenRows {
  const { table, predictions, signature } = options;
  const positions = evenly(table.rowCount, GOLDEN_ROW_COUNT);
  const all = takeRows(table, positions);
  const columns = signature.inputs.map((input) => input.name);
  const rows = positions.map((_, index) => {
    const row = rowAt(all, index);
    return Object.fromEntries(columns.map((name) => [name, ownValue(row, name) ?? null]));
  });
  return { rows, ...answersAt(predictions, positions), tolerance: PARITY_TOLERANCE };
}

function answersAt(
  predictions: Predictions,
  positions: readonly number[],
): Pick<GoldenRows, "labels" | "probabilities" | "values"> {
  if (predictions.kind === "values") return { values: positions.map((row) => predictions.values[row]!) };
  const { classes, labels, probabilities } = predictions;
  const width = classes.length;
  return {
    labels: positions.map((row) => classes[labels[row]!] ?? ""),
    probabilities: positions.map((row) => [...probabilities.slice(row * width, (row + 1) * width)]),
  };
}

/** `count` positions spread over 0..length−1, or all of them. */
function evenly(length: number, count: number): readonly number[] {
  if (length <= count) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: count }, (_, index) => Math.floor((index * length) / count));
}
