/**
 * Integrated gradients: what each input adds on the straight way from a baseline to the row.
 *
 * aⱼ = (xⱼ − bⱼ) ∫₀¹ ∂f/∂xⱼ (b + α (x − b)) dα, the integral by a rule of {@link quadrature}. In the limit Σⱼ aⱼ = f(x) − f(b)
 * (completeness); how far the rule misses it is reported for each row. Source: Sundararajan, Taly and Yan, "Axiomatic attribution for
 * deep networks" (2017); Captum, `IntegratedGradients` (50 steps, Gauss–Legendre). Cost: rows · steps gradients.
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import {
  predictOutput,
  problemOfRows,
  rowsOfACall,
  type OutputGradients,
  type Predict,
  type RowMatrix,
} from "../predict";
import { quadrature, type QuadratureRule } from "./quadrature";

export interface IntegratedGradientsInput {
  /** The function that `gradients` are the slopes of. */
  readonly predict: Predict;
  /** Which of its outputs; 0 when absent. */
  readonly output?: number;
  readonly gradients: OutputGradients;
  readonly data: RowMatrix;
  /** One value for each input: where "nothing" is. */
  readonly baseline: Float64Array;
  /** `gauss-legendre` when absent. */
  readonly rule?: QuadratureRule;
  /** 50 when absent. */
  readonly steps?: number;
}

export interface IntegratedGradients {
  /** Row-major [rows, width]. */
  readonly attributions: Float64Array;
  /** f(x) − f(baseline) of each row. */
  readonly delta: Float64Array;
  /** |Σ attributions − delta| of each row: how far the integral is from complete. */
  readonly completenessError: Float64Array;
}

/** Attributes each row's output to its inputs. */
export async function integratedGradients(input: IntegratedGradientsInput): Promise<Measured<IntegratedGradients>> {
  const { data, baseline, predict, output, rule = "gauss-legendre", steps = 50 } = input;
  const problem = problemOfRows(data);
  if (problem) return problem;
  if (baseline.length !== data.width) return degenerate("lengths-differ");
  if (!baseline.every(Number.isFinite)) return degenerate("not-finite");
  const needed = rule === "gauss-legendre" || rule === "riemann-middle" ? 1 : 2;
  if (steps < needed) return notEnoughData(needed, steps);
  const { points, weights } = quadrature(rule, steps);
  const attributions = new Float64Array(data.rows.length);
  for (let step = 0; step < points.length; step++) {
    const slopes = await slopesAt(input, points[step]!);
    for (let cell = 0; cell < slopes.length; cell++) attributions[cell]! += weights[step]! * slopes[cell]!;
  }
  for (let cell = 0; cell < attributions.length; cell++) {
    attributions[cell]! *= data.rows[cell]! - baseline[cell % data.width]!;
  }
  const atRows = await predictOutput(predict, data, output);
  const [atBaseline] = await predictOutput(predict, { rows: baseline, width: data.width }, output);
  const delta = atRows.map((value) => value - atBaseline!);
  if (!attributions.every(Number.isFinite) || !delta.every(Number.isFinite)) return degenerate("not-finite");
  const completenessError = delta.map((want, row) => {
    const line = attributions.subarray(row * data.width, (row + 1) * data.width);
    return Math.abs(line.reduce((sum, value) => sum + value, 0) - want);
  });
  return measured({ attributions, delta, completenessError });
}

/** The gradients of all rows at a share of the way from the baseline. */
async function slopesAt({ data, baseline, gradients }: IntegratedGradientsInput, share: number): Promise<Float64Array> {
  const { rows, width } = data;
  const onTheWay = rows.map((value, cell) => {
    const from = baseline[cell % width]!;
    return from + share * (value - from);
  });
  const slopes = new Float64Array(rows.length);
  const cells = rowsOfACall(width) * width;
  for (let start = 0; start < rows.length; start += cells) {
    slopes.set(await gradients(onTheWay.subarray(start, start + cells), width), start);
  }
  return slopes;
}
