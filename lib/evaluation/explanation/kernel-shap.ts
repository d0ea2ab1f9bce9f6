/**
 * Kernel SHAP: Shapley values as the weighted least-squares fit of an additive model to the game of {@link coalitionValues}.
 *
 * min_φ Σ_S w(S) (v(S) − v(∅) − Σ_{j∈S} φⱼ)² under Σⱼ φⱼ = f(x) − v(∅); the constraint is met by leaving the last feature to the others'
 * rest. With all coalitions this is exactly the Shapley values; 2 M + 2048 samples are all of them up to 11 features. Features that a
 * row shares with the whole background get 0. Source: Lundberg and Lee (2017); shap, `KernelExplainer` with `l1_reg=False` (its default
 * there, `num_features(10)`, keeps at most 10 features and so differs above 10).
 * Cost a row: samples · background predictions, and O(samples · M²).
 */
import type { Random } from "../../random";
import { degenerate, measured, notEnoughData, type Degenerate, type Measured } from "../../statistics/measured";
import { coalitionValues, problemOfShapley, type ShapleyInput, type ShapleyValues } from "./coalition-values";
import { kernelCoalitions } from "./kernel-coalitions";
import { weightedLeastSquares } from "./weighted-least-squares";

export interface KernelShapInput extends ShapleyInput {
  /** Coalitions a row; 2 · features + 2048 when absent. */
  readonly samples?: number;
  /** Draws coalitions where not all fit. Every row starts from it anew, so that rows do not disturb one another. */
  readonly random: Random;
}

export interface KernelShapValues extends ShapleyValues {
  /** Rows whose coalitions were all asked: their values are exact. */
  readonly exactRows: number;
}

/** Explains each row. Too few samples to tell the features apart are `singular`. */
export async function kernelShap(input: KernelShapInput): Promise<Measured<KernelShapValues>> {
  const problem = problemOfShapley(input);
  if (problem) return problem;
  const { rows, width } = input.data;
  if (input.samples !== undefined && input.samples < width) return notEnoughData(width, input.samples);
  const phi = new Float64Array(rows.length);
  const values = new Float64Array(rows.length / width);
  const ends = Uint8Array.from({ length: 2 * width }, (_, cell) => Number(cell >= width));
  let [base, exactRows] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const x = rows.subarray(row * width, (row + 1) * width);
    const [empty, full] = await coalitionValues(input, x, ends);
    if (!Number.isFinite(empty) || !Number.isFinite(full)) return degenerate("not-finite");
    [base, values[row]] = [empty!, full!];
    const explained = await explainRow(input, { x, base, value: full! });
    if ("kind" in explained) return explained;
    phi.set(explained.phi, row * width);
    exactRows += Number(explained.exact);
  }
  return measured({ phi, base, values, exactRows });
}

interface RowGame {
  readonly x: Float64Array;
  readonly base: number;
  readonly value: number;
}

async function explainRow(
  input: KernelShapInput,
  game: RowGame,
): Promise<{ phi: Float64Array; exact: boolean } | Degenerate> {
  const { width } = input.data;
  const phi = new Float64Array(width);
  const varying = varyingFeatures(input, game.x);
  if (varying.length < 2) {
    if (varying.length === 1) phi[varying[0]!] = game.value - game.base;
    return { phi, exact: true };
  }
  const { samples = 2 * varying.length + 2048, random } = input;
  const coalitions = kernelCoalitions({ width: varying.length, samples, random: random.fork("coalitions") });
  const members = spread(coalitions.members, varying, width);
  const values = await coalitionValues(input, game.x, members);
  if (!values.every(Number.isFinite)) return degenerate("not-finite");
  const fitted = fitAdditive({ ...coalitions, values, width: varying.length, game });
  if (fitted === null) return degenerate("singular");
  fitted.forEach((value, index) => {
    phi[varying[index]!] = value;
  });
  return { phi, exact: coalitions.complete };
}

/** Features in which the row differs from some background row. */
function varyingFeatures({ background, data: { width } }: KernelShapInput, x: Float64Array): readonly number[] {
  const { rows } = background;
  return Array.from({ length: width }, (_, feature) => feature).filter((feature) => {
    for (let cell = feature; cell < rows.length; cell += width) if (rows[cell] !== x[feature]) return true;
    return false;
  });
}

/** Coalitions of the varying features as coalitions of all. */
function spread(members: Uint8Array, varying: readonly number[], width: number): Uint8Array {
  const count = members.length / varying.length;
  const wide = new Uint8Array(count * width);
  for (let coalition = 0; coalition < count; coalition++) {
    varying.forEach((feature, index) => {
      wide[coalition * width + feature] = members[coalition * varying.length + index]!;
    });
  }
  return wide;
}

interface AdditiveFit {
  readonly members: Uint8Array;
  readonly weights: Float64Array;
  readonly values: Float64Array;
  readonly width: number;
  readonly game: RowGame;
}

function fitAdditive({ members, weights, values, width, game }: AdditiveFit): Float64Array | null {
  const columns = width - 1;
  const total = game.value - game.base;
  const design = new Float64Array(values.length * columns);
  const target = values.map((value, coalition) => {
    const last = members[coalition * width + columns]!;
    for (let j = 0; j < columns; j++) design[coalition * columns + j] = members[coalition * width + j]! - last;
    return value - game.base - last * total;
  });
  const free = weightedLeastSquares({ design, columns, target, weights });
  if (free === null) return null;
  return Float64Array.from([...free, total - free.reduce((sum, value) => sum + value, 0)]);
}
