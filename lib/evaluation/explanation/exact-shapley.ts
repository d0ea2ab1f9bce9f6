/**
 * Exact interventional Shapley values, by the definition:
 * φⱼ = Σ_{S ∌ j} |S|! (M − |S| − 1)! / M! · (v(S ∪ j) − v(S)), over all 2^M coalitions of M features.
 * Source: Shapley, "A value for n-person games" (1953), with the game of {@link coalitionValues}; what shap's Exact and, at full
 * enumeration, KernelExplainer give. Cost: 2^M · background predictions and M · 2^M sums a row; M is at most 16.
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { coalitionValues, problemOfShapley, type ShapleyInput, type ShapleyValues } from "./coalition-values";

/** More features than this take Kernel SHAP. */
export const EXACT_SHAPLEY_FEATURES = 16;

/** Explains each row exactly. More than {@link EXACT_SHAPLEY_FEATURES} features are `out-of-range`. */
export async function exactShapley(input: ShapleyInput): Promise<Measured<ShapleyValues>> {
  const problem = problemOfShapley(input);
  if (problem) return problem;
  const { rows, width } = input.data;
  if (width > EXACT_SHAPLEY_FEATURES) return degenerate("out-of-range");
  const members = allCoalitions(width);
  const weights = sizeWeights(width);
  const phi = new Float64Array(rows.length);
  const values = new Float64Array(rows.length / width);
  let base = 0;
  for (let row = 0; row < values.length; row++) {
    const game = await coalitionValues(input, rows.subarray(row * width, (row + 1) * width), members);
    if (!game.every(Number.isFinite)) return degenerate("not-finite");
    base = game[0]!;
    values[row] = game[game.length - 1]!;
    for (let feature = 0; feature < width; feature++) phi[row * width + feature] = marginal(game, weights, feature);
  }
  return measured({ phi, base, values });
}

/** Coalition k holds the features whose bit is set in k. */
function allCoalitions(width: number): Uint8Array {
  const members = new Uint8Array(2 ** width * width);
  for (let cell = 0; cell < members.length; cell++) {
    members[cell] = (Math.floor(cell / width) >> (cell % width)) & 1;
  }
  return members;
}

/** |S|! (M − |S| − 1)! / M! by the size of S, by the ratio of neighbours. */
function sizeWeights(width: number): Float64Array {
  const weights = new Float64Array(width);
  weights[0] = 1 / width;
  for (let size = 1; size < width; size++) weights[size] = (weights[size - 1]! * size) / (width - size);
  return weights;
}

function marginal(game: Float64Array, weights: Float64Array, feature: number): number {
  const bit = 1 << feature;
  let sum = 0;
  for (let coalition = 0; coalition < game.length; coalition++) {
    if (coalition & bit) continue;
    sum += weights[bitCount(coalition)]! * (game[coalition | bit]! - game[coalition]!);
  }
  return sum;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
