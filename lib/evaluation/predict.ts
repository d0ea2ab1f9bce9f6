/**
 * The model as a function: what explanation and robustness ask of it. Rows go in row-major and in float64; nothing else of a model is
 * known to them.
 */
import { AppError } from "../errors";
import { degenerate, notEnoughData } from "../statistics/measured";
import type { NotMeasured } from "./metric";

/** Rows in, and for each row one score or the probabilities of all classes out, row-major. Each row's answer is its own. */
export type Predict = (rows: Float64Array, width: number) => Promise<Float64Array> | Float64Array;

/** Rows in, and for each row the slopes of one output with respect to its inputs out: row-major [rows, width]. */
export type OutputGradients = (rows: Float64Array, width: number) => Promise<Float64Array> | Float64Array;

/** The same of each row's own loss against its target: class index, 0 or 1, or a number. */
export type LossGradients = (batch: LabelledRows) => Promise<Float64Array> | Float64Array;

/** Rows, row-major: `rows.length / width` of them. */
export interface RowMatrix {
  readonly rows: Float64Array;
  readonly width: number;
}

export interface LabelledRows extends RowMatrix {
  /** One for each row. */
  readonly targets: Float64Array;
}

/** Cells of one call of {@link Predict}: 32 MiB of float64. */
const CELLS_OF_A_CALL = 4_194_304;

/** Why rows cannot be worked on: none there, not a whole number of rows, a cell that is no finite number. Null when all is well. */
export function problemOfRows({ rows, width }: RowMatrix): NotMeasured | null {
  if (rows.length === 0 || width < 1) return notEnoughData(1, 0);
  if (rows.length % width !== 0) return degenerate("lengths-differ");
  return rows.every(Number.isFinite) ? null : degenerate("not-finite");
}

/** {@link problemOfRows}, and targets that are not one finite number a row. */
export function problemOfLabelledRows(data: LabelledRows): NotMeasured | null {
  const problem = problemOfRows(data);
  if (problem) return problem;
  if (data.targets.length !== data.rows.length / data.width) return degenerate("lengths-differ");
  return data.targets.every(Number.isFinite) ? null : degenerate("not-finite");
}

/** How many rows one call may take. */
export function rowsOfACall(width: number): number {
  return Math.max(1, Math.floor(CELLS_OF_A_CALL / width));
}

/** One output of the model for each row. Throws `unexpected` when the answers are not the same number for each row. */
export async function predictOutput(predict: Predict, { rows, width }: RowMatrix, output = 0): Promise<Float64Array> {
  const rowCount = rows.length / width;
  const answers = await predict(rows, width);
  const outputs = answers.length / rowCount;
  if (!Number.isInteger(outputs) || output >= outputs) {
    throw new AppError("unexpected", { details: { rows: rowCount, answers: answers.length, output } });
  }
  return outputs === 1
    ? answers
    : Float64Array.from({ length: rowCount }, (_, row) => answers[row * outputs + output]!);
}

/**
 * The class of each row: the likeliest, the first of a tie; where the model gives one score, 1 above the threshold (0.5 when absent)
 * and 0 otherwise; NaN where the model's answer holds no number.
 */
export async function predictClasses(predict: Predict, data: RowMatrix, threshold = 0.5): Promise<Float64Array> {
  const rowCount = data.rows.length / data.width;
  const answers = await predict(data.rows, data.width);
  const outputs = answers.length / rowCount;
  if (!Number.isInteger(outputs)) {
    throw new AppError("unexpected", { details: { rows: rowCount, answers: answers.length } });
  }
  if (outputs === 1) return answers.map((score) => (Number.isNaN(score) ? NaN : Number(score > threshold)));
  return Float64Array.from({ length: rowCount }, (_, row) => {
    let best = 0;
    for (let output = 1; output < outputs; output++) {
      if (answers[row * outputs + output]! > answers[row * outputs + best]!) best = output;
    }
    return answers.subarray(row * outputs, (row + 1) * outputs).some(Number.isNaN) ? NaN : best;
  });
}
