import { expect, it } from "vitest";
import { generateLoanDefault, LOAN_DEFAULT_SCHEMA } from "../data/generate/loan-default";
import { DEFAULT_SPLIT } from "../data/split/split";
import { splitRows } from "../data/split/split-rows";
import { applyRecipe } from "./apply";
import { fitRecipe } from "./fit";
import { DEFAULT_RECIPE } from "./recipe";
import { encodeTarget } from "./targets";

it("lets logistic regression tell unseen loans apart with an AUC of at least 0.75, without gender", () => {
  const table = generateLoanDefault({ seed: 7, rows: 3_000 });
  const target = "default";
  const { train, test } = splitRows({ table, target, task: "binary", params: DEFAULT_SPLIT, groups: null });
  const context = {
    schema: LOAN_DEFAULT_SCHEMA,
    table,
    rows: train,
    target,
    task: "binary",
    sensitive: ["gender"],
  } as const;
  const recipe = fitRecipe(DEFAULT_RECIPE, context);
  expect(recipe.outputNames.some((name) => name.startsWith("gender"))).toBe(false);
  const { features, width } = applyRecipe(recipe, table, train);
  const weights = logisticRegression(features, encodeTarget(recipe, table, train), width);
  const held = applyRecipe(recipe, table, test);
  const scores = Array.from(test, (_, row) => scoreOf(held.features.subarray(row * width, (row + 1) * width), weights));
  expect(aucOf(scores, encodeTarget(recipe, table, test))).toBeGreaterThanOrEqual(0.75);
});

/** Weights, the bias last, after 300 full gradient steps. */
function logisticRegression(features: Float64Array, targets: Float32Array, width: number): Float64Array {
  const weights = new Float64Array(width + 1);
  for (let step = 0; step < 300; step++) {
    const gradient = new Float64Array(width + 1);
    targets.forEach((target, row) => {
      const inputs = features.subarray(row * width, (row + 1) * width);
      const error = 1 / (1 + Math.exp(-scoreOf(inputs, weights))) - target;
      inputs.forEach((input, index) => (gradient[index]! += error * input));
      gradient[width]! += error;
    });
    gradient.forEach((slope, index) => (weights[index]! -= slope / targets.length));
  }
  return weights;
}

function scoreOf(inputs: Float64Array, weights: Float64Array): number {
  return inputs.reduce((sum, input, index) => sum + input * weights[index]!, weights.at(-1) ?? 0);
}

/** Share of pairs of a defaulted and a paid loan that the scores put in order. */
function aucOf(scores: readonly number[], targets: Float32Array): number {
  let ordered = 0;
  let pairs = 0;
  scores.forEach((score, row) => {
    if (targets[row] !== 1) return;
    scores.forEach((other, column) => {
      if (targets[column] !== 0) return;
      pairs++;
      ordered += score > other ? 1 : score === other ? 0.5 : 0;
    });
  });
  return ordered / pairs;
}
