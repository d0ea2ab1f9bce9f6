/** Whether rows can be trained on at all, before anything is allocated for them. Rows are named counting from 1. */
import { AppError } from "../../../errors";
import type { HostRows } from "../device-plan";
import type { Plan } from "../plan/plan";

/**
 * Throws `training.data-invalid` for the first row with a feature, target or weight that is no finite number, and
 * `training.label-out-of-range` for the first label that is no class of the loss and the first input of an embedding that is not in
 * its table.
 */
export function checkRows(plan: Plan, rows: HostRows): void {
  checkFinite(rows.features, rows.rows);
  checkFinite(rows.targets, rows.rows);
  if (rows.sampleWeights) checkFinite(rows.sampleWeights, rows.rows);
  const classes = classesOf(plan);
  if (classes !== null) checkLabels(rows.targets, rows.rows, classes);
  const tokens = tokensOf(plan);
  if (tokens !== null) checkLabels(rows.features, rows.rows, tokens);
}

/** Throws `training.label-out-of-range` for the first value that is not a whole number from 0 to `classes` − 1. */
export function checkLabels(labels: Float32Array, rows: number, classes: number): void {
  const width = labels.length / rows;
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    const row = Math.floor(index / width) + 1;
    throw new AppError("training.label-out-of-range", { details: { row, label, classes } });
  }
}

function checkFinite(values: Float32Array, rows: number): void {
  const width = values.length / rows;
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    throw new AppError("training.data-invalid", { details: { row: Math.floor(index / width) + 1 } });
  }
}

/** How many classes the labels count; null where any number is a target. */
function classesOf({ loss: { loss, outputs } }: Plan): number | null {
  if (loss.kind === "sparseCategoricalCrossEntropy") return outputs;
  return loss.kind === "binaryCrossEntropy" ? 2 : null;
}

/** Length of the shortest table that the features are looked up in; null where they are numbers. */
function tokensOf({ forward, features }: Plan): number | null {
  const tables = forward.flatMap((op) =>
    op.kind === "embedding" && op.x.space === features.space && op.x.offset === features.offset ? [op.inputDim] : [],
  );
  return tables.length > 0 ? Math.min(...tables) : null;
}
