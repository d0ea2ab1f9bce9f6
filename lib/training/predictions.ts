/** What a model answers for a batch of rows: the same shape from the trained network and from the package. */
import type { Task } from "../data/goal";
import type { TargetPlan } from "../preprocess/recipe";

export type Predictions =
  | {
      readonly kind: "classes";
      readonly classes: readonly string[];
      /** Row-major [rows, classes]. */
      readonly probabilities: Float32Array;
      /** Index of the answer per row. */
      readonly labels: Int32Array;
    }
  | { readonly kind: "values"; readonly values: Float64Array };

/** An engine's raw outputs (see `EngineModel.predict`) as predictions in the target's own terms. */
export function predictionsFrom(outputs: Float32Array, target: TargetPlan, task: Task): Predictions {
  if (target.kind === "number") {
    return { kind: "values", values: Float64Array.from(outputs, (value) => value * target.scale + target.offset) };
  }
  const probabilities = task === "binary" ? twoColumns(outputs) : outputs;
  return {
    kind: "classes",
    classes: target.classes,
    probabilities,
    labels: argMax(probabilities, target.classes.length),
  };
}

/** Index of the largest value of each row; the first of equals. */
export function argMax(values: Float32Array, width: number): Int32Array {
  const rows = values.length / width;
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let column = 1; column < width; column++) {
      if (values[row * width + column]! > values[row * width + best]!) best = column;
    }
    labels[row] = best;
  }
  return labels;
}

function twoColumns(positive: Float32Array): Float32Array {
  const both = new Float32Array(positive.length * 2);
  positive.forEach((value, row) => {
    both[row * 2] = 1 - value;
    both[row * 2 + 1] = value;
  });
  return both;
}
