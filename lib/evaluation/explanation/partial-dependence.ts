/**
 * Partial dependence and individual conditional expectation (ICE): the model's answer as one feature takes each value of a grid while
 * the others stay. ICEᵢ(v) = f(xᵢ with feature = v) for each row; PD(v) is their mean. ICE lines that cross tell of interactions that
 * the mean hides. Source: Friedman, "Greedy function approximation" (2001); Goldstein and others, "Peeking inside the black box" (2015);
 * scikit-learn, `partial_dependence(method="brute")`. Cost: grid · rows predictions.
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { predictOutput, problemOfRows, type Predict, type RowMatrix } from "../predict";
import { columnOf } from "./change-candidates";
import { featureGrid, type FeatureGridOptions } from "./feature-grid";

export interface PartialDependenceInput {
  readonly predict: Predict;
  /** 0 when absent. */
  readonly output?: number;
  readonly data: RowMatrix;
  /** Index of the feature. */
  readonly feature: number;
  /** The values to take, or how many to choose. */
  readonly grid?: Float64Array | FeatureGridOptions;
  /** Keep the line of each row; false when absent. */
  readonly individual?: boolean;
}

export interface PartialDependence {
  readonly grid: Float64Array;
  /** The mean over the rows at each value of the grid. */
  readonly average: Float64Array;
  /** Row-major [rows, grid]; null unless asked for. */
  readonly individual: Float64Array | null;
}

/** Draws one feature. A feature with one value only is `constant` unless the grid is given. */
export async function partialDependence(input: PartialDependenceInput): Promise<Measured<PartialDependence>> {
  const { data, feature, predict, output, grid: wanted = {} } = input;
  const problem = problemOfRows(data);
  if (problem) return problem;
  const { rows, width } = data;
  if (!Number.isInteger(feature) || feature < 0 || feature >= width) return degenerate("out-of-range");
  const rowCount = rows.length / width;
  const grid = wanted instanceof Float64Array ? wanted : featureGrid(columnOf(rows, width, feature), wanted);
  if (grid.length === 0) return notEnoughData(1, 0);
  if (!grid.every(Number.isFinite)) return degenerate("not-finite");
  if (!(wanted instanceof Float64Array) && grid[0] === grid[grid.length - 1]) return degenerate("constant");
  const average = new Float64Array(grid.length);
  const individual = input.individual ? new Float64Array(rowCount * grid.length) : null;
  const moved = rows.slice();
  for (let place = 0; place < grid.length; place++) {
    for (let cell = feature; cell < moved.length; cell += width) moved[cell] = grid[place]!;
    const answers = await predictOutput(predict, { rows: moved, width }, output);
    average[place] = answers.reduce((sum, value) => sum + value, 0) / rowCount;
    if (individual) answers.forEach((value, row) => (individual[row * grid.length + place] = value));
  }
  return average.every(Number.isFinite) ? measured({ grid, average, individual }) : degenerate("not-finite");
}
