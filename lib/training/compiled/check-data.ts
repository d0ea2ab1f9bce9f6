/** Whether rows can be trained on at all, before anything is allocated for them. Rows are named counting from 1. */
import { AppError } from "../../errors";
import type { LayerGraph } from "../layer-graph";
import type { LossSpec } from "../objective";
import type { HostRows } from "./device-plan";

/** What the labels of a loss may be: whole numbers below `classes`, or any number (null). */
export function labelClasses(loss: LossSpec, outputWidth: number): number | null {
  if (loss.kind === "sparseCategoricalCrossEntropy") return outputWidth;
  return loss.kind === "binaryCrossEntropy" ? 2 : null;
}

/**
 * Throws `training.data-invalid` for the first row with a feature, target or weight that is no finite number, and
 * `training.label-out-of-range` for the first label that is not a class of the loss.
 */
export function checkRows(rows: HostRows, classes: number | null): void {
  checkFinite(rows.features, rows.rows);
  checkFinite(rows.targets, rows.rows);
  if (rows.sampleWeights) checkFinite(rows.sampleWeights, rows.rows);
  if (classes !== null) checkLabels(rows.targets, rows.rows, classes);
}

/** Throws `training.data-invalid` for the first row with a number that is not finite. */
export function checkFinite(values: Float32Array, rows: number): void {
  const width = rows === 0 ? 0 : values.length / rows;
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) {
      throw new AppError("training.data-invalid", { details: { row: Math.floor(index / width) + 1 } });
    }
  }
}

/** Throws `training.label-out-of-range` for an input of an embedding that is not a whole number below its table's length. */
export function checkTokens(graph: LayerGraph, features: Float32Array, rows: number): void {
  const tables = graph.nodes.flatMap(({ layer, inputs }) =>
    layer.kind === "embedding" && inputs.includes(-1) ? [layer.inputDim] : [],
  );
  if (tables.length > 0) checkLabels(features, rows, Math.min(...tables));
}

function checkLabels(labels: Float32Array, rows: number, classes: number): void {
  const width = rows === 0 ? 0 : labels.length / rows;
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    const row = Math.floor(index / width) + 1;
    throw new AppError("training.label-out-of-range", { details: { row, label, classes } });
  }
}
