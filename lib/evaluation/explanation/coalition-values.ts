/**
 * The game whose Shapley values explain a prediction: what the model says on average when it knows only some features of a row.
 *
 * v(S) = link( (1/|B|) Σ_b f(x_S, b_S̄) ), with the features of the coalition S from the row and the others from each background row b in
 * turn: interventional, so that features are broken apart even where they go together. Source: Lundberg and Lee, "A unified approach to
 * interpreting model predictions" (2017); Janzing, Minorics and Blöbaum (2020) on why interventional. Cost: coalitions · |B| predictions.
 */
import { predictOutput, problemOfRows, rowsOfACall, type Predict, type RowMatrix } from "../predict";
import { degenerate } from "../../statistics/measured";
import type { NotMeasured } from "../metric";

export interface ShapleyInput {
  readonly predict: Predict;
  /** Which of the model's outputs is explained; 0 when absent. */
  readonly output?: number;
  /** What explains an absent feature: rows of the training data, tens to hundreds. */
  readonly background: RowMatrix;
  /** The rows to explain. */
  readonly data: RowMatrix;
  /** `logit` explains log-odds of a probability; `identity` when absent. */
  readonly link?: "identity" | "logit";
}

export interface ShapleyValues {
  /** Row-major [rows, width]: base + Σⱼ φⱼ = the row's value. */
  readonly phi: Float64Array;
  /** v of the empty coalition: the mean over the background. */
  readonly base: number;
  /** v of the full coalition: the model's own answer for each row. */
  readonly values: Float64Array;
}

/** Why nothing can be explained. */
export function problemOfShapley({ background, data }: ShapleyInput): NotMeasured | null {
  const problem = problemOfRows(background) ?? problemOfRows(data);
  if (problem) return problem;
  return background.width === data.width ? null : degenerate("lengths-differ");
}

/** v for each coalition: `members` is row-major [coalitions, width], 1 where the feature is the row's own. */
export async function coalitionValues(
  input: Omit<ShapleyInput, "data">,
  row: Float64Array,
  members: Uint8Array,
): Promise<Float64Array> {
  const { predict, background, output, link = "identity" } = input;
  const { width } = background;
  const backgroundRows = background.rows.length / width;
  const count = members.length / width;
  const aCall = Math.max(1, Math.floor(rowsOfACall(width) / backgroundRows));
  const values = new Float64Array(count);
  for (let start = 0; start < count; start += aCall) {
    const end = Math.min(count, start + aCall);
    const rows = mixedRows(background, row, members.subarray(start * width, end * width));
    const answers = await predictOutput(predict, { rows, width }, output);
    for (let coalition = start; coalition < end; coalition++) {
      let sum = 0;
      const first = (coalition - start) * backgroundRows;
      for (let place = first; place < first + backgroundRows; place++) sum += answers[place]!;
      const mean = sum / backgroundRows;
      values[coalition] = link === "logit" ? Math.log(mean / (1 - mean)) : mean;
    }
  }
  return values;
}

function mixedRows(background: RowMatrix, row: Float64Array, members: Uint8Array): Float64Array {
  const { rows, width } = background;
  const coalitions = members.length / width;
  const mixed = new Float64Array(coalitions * rows.length);
  for (let coalition = 0; coalition < coalitions; coalition++) {
    const offset = coalition * rows.length;
    mixed.set(rows, offset);
    for (let feature = 0; feature < width; feature++) {
      if (members[coalition * width + feature] === 0) continue;
      for (let cell = offset + feature; cell < offset + rows.length; cell += width) mixed[cell] = row[feature]!;
    }
  }
  return mixed;
}
