import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { tableFromRows, type Column, type Row } from "../../data/table";
import { applyRecipe } from "../../preprocess/apply";
import { planWidth, type ColumnPlan, type FittedRecipe } from "../../preprocess/recipe";
import type { TrainedNetwork } from "../../training/model-spec";
import { loadNodeRuntime } from "../onnxruntime/node";
import type { PackageRuntime } from "../session";
import { recipeOf } from "../testing/recipes";
import { encodePackageGraph } from "./build-graph";

let runtime: PackageRuntime;
beforeAll(async () => {
  runtime = await loadNodeRuntime();
});

/** Names that an encoder could trip over: empty, an output's, the matrix input's, a generated one's. */
const COLUMN_NAMES = [
  "",
  "label",
  "probabilities",
  "value",
  "features",
  "/Where_0",
  "column:label",
  "edad (años)",
  "x",
];

const numericPlan = fc.record({
  kind: fc.constant("numeric" as const),
  fill: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  offset: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  factor: fc.double({ min: -2, max: 2, noNaN: true }),
});
const oneHotPlan = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 5, unit: "grapheme" }), { minLength: 1, maxLength: 4 })
  .chain((categories) =>
    fc.record({
      kind: fc.constant("one-hot" as const),
      fill: fc.option(fc.constantFrom(...categories)),
      categories: fc.constant(categories),
    }),
  );
const features: fc.Arbitrary<readonly ColumnPlan[]> = fc
  .tuple(fc.shuffledSubarray(COLUMN_NAMES, { minLength: 1 }), fc.infiniteStream(fc.oneof(numericPlan, oneHotPlan)))
  .map(([names, plans]) => names.map((column) => ({ ...plans.next().value, column })));

function rowsFor(plans: readonly ColumnPlan[]): fc.Arbitrary<Row[]> {
  const cells = plans.map((plan) => {
    const known =
      plan.kind === "numeric"
        ? fc.double({ min: -1e6, max: 1e6, noNaN: true })
        : fc.constantFrom(...plan.categories, "?");
    return fc.option(known as fc.Arbitrary<number | string>, { freq: 4 });
  });
  const row = fc.tuple(...cells).map((values) => Object.fromEntries(plans.map((plan, i) => [plan.column, values[i]!])));
  return fc.array(row, { minLength: 1, maxLength: 4 });
}

/** A weighted sum of all features, so that the answer is a checksum of the preparation. */
function summing(recipe: FittedRecipe): TrainedNetwork {
  const inputs = recipe.features.reduce((sum, plan) => sum + planWidth(plan), 0);
  // Weights differ between neighbours, so that swapped columns change the sum.
  const kernel = Float32Array.from({ length: inputs }, (_, index) => 1 + (index % 7) / 8);
  return {
    spec: {
      task: "regression",
      inputWidth: inputs,
      outputWidth: 1,
      imageSide: null,
      convolutions: [],
      layers: [{ units: 1, activation: "linear", dropout: 0 }],
    },
    convolutions: [],
    weights: [{ inputs, units: 1, kernel, bias: Float32Array.of(0) }],
  };
}

describe("recipes as graphs", () => {
  it("prepare any row of any recipe as the float64 reference does, whatever the columns are called", async () => {
    const target = { kind: "number", column: "y", offset: 0, scale: 1 } as const;
    const cases = features.chain((plans) => fc.tuple(fc.constant(plans), rowsFor(plans)));
    await fc.assert(
      fc.asyncProperty(cases, async ([plans, rows]) => {
        const recipe = recipeOf(plans, target);
        const storage = plans.map((plan): [string, Column["storage"]] => [
          plan.column,
          plan.kind === "numeric" ? "numeric" : "dictionary",
        ]);
        const table = tableFromRows(rows, new Map(storage));
        const network = summing(recipe);
        const { onnx, signature } = encodePackageGraph({ recipe, network });
        const session = await runtime.open(onnx, signature);
        const answers = await session.predict(table);
        await session.dispose();
        if (answers.kind !== "values") throw new Error("not values");

        const { features: values, width } = applyRecipe(recipe, table);
        const kernel = network.weights[0]?.kernel ?? new Float32Array();
        rows.forEach((_, row) => {
          const terms = [...values.slice(row * width, (row + 1) * width)].map((value, i) => value * kernel[i]!);
          const want = terms.reduce((sum, term) => sum + term, 0);
          const size = terms.reduce((sum, term) => sum + Math.abs(term), 1);
          expect(Math.abs(answers.values[row]! - want)).toBeLessThanOrEqual(1e-6 * size);
        });
      }),
      { seed: 20_261_121, numRuns: 60 },
    );
  });
});
