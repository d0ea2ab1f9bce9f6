import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schema } from "../data/schema";
import { columnOf, type CellValue, type Table } from "../data/table";
import { allRows, schemaOf, tableOf } from "../data/testing/tables";
import { applyRecipe } from "./apply";
import { fitRecipe, type FitContext } from "./fit";
import { rawFeatures } from "./raw-features";
import { DEFAULT_RECIPE, planWidth, type FittedRecipe, type RecipeSpec } from "./recipe";
import { encodeTarget } from "./targets";

const schema = schemaOf({
  age: "number",
  city: "category",
  note: "text",
  gender: "category",
  empty: "number",
  y: "category",
});
const table = tableOf(schema, {
  age: [10, 20, null, 40, 1_000],
  city: ["Lima", "Quito", "Lima", null, "Bogotá"],
  note: ["a", "b", "c", "d", "e"],
  gender: ["f", "m", "f", "m", "f"],
  empty: [],
  y: ["yes", "no", "yes", "no", null],
});

/** Fits on the first four rows: the fifth is not training data. */
function fit(spec: RecipeSpec, change: Partial<FitContext> = {}): FittedRecipe {
  const rows = Uint32Array.of(0, 1, 2, 3);
  return fitRecipe(spec, { schema, table, rows, target: "y", task: "binary", sensitive: ["gender"], ...change });
}

function numeric(values: readonly CellValue[]): { schema: Schema; table: Table; rows: Uint32Array } {
  const one = schemaOf({ x: "number", y: "number" });
  const made = tableOf(one, { x: values, y: values.map((_, row) => row) });
  return { schema: one, table: made, rows: allRows(made) };
}

describe("fitRecipe", () => {
  it("learns from the training rows alone and leaves out target, sensitive, text and empty columns", () => {
    const recipe = fit(DEFAULT_RECIPE);
    expect(recipe.features).toEqual([
      {
        kind: "numeric",
        column: "age",
        fill: 20,
        offset: 22.5,
        factor: expect.closeTo(1 / Math.sqrt(118.75), 12) as number,
      },
      { kind: "one-hot", column: "city", fill: "Lima", categories: ["Lima", "Quito"] },
    ]);
    expect(recipe.outputNames).toEqual(["age", "city=Lima", "city=Quito"]);
    expect(recipe.target).toEqual({ kind: "labels", column: "y", classes: ["no", "yes"] });
    expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
  });

  it("folds each step", () => {
    const age = (spec: RecipeSpec) => fit(spec).features.find((plan) => plan.column === "age");
    const step = (strategy: "mean" | "median" | "mode") => ({ kind: "impute", columns: "numeric", strategy }) as const;
    expect(age({ steps: [step("mean")] })).toMatchObject({ fill: 70 / 3, offset: 0, factor: 1 });
    expect(age({ steps: [step("mode")] })).toMatchObject({ fill: 10 });
    expect(age({ steps: [{ kind: "min-max", columns: "numeric" }] })).toMatchObject({
      fill: null,
      offset: 10,
      factor: 1 / 30,
    });
    expect(age({ steps: [{ kind: "standardise", columns: ["age"] }] })).toMatchObject({ offset: 70 / 3 });
  });

  it("lets a step that names a column win over one for all of its type", () => {
    const both = numeric([0, 5, 10]);
    const spec: RecipeSpec = {
      steps: [
        { kind: "impute", columns: "numeric", strategy: "median" },
        { kind: "standardise", columns: "numeric" },
        { kind: "min-max", columns: ["x"] },
      ],
    };
    const recipe = fitRecipe(spec, { ...both, target: "y", task: "regression", sensitive: [] });
    expect(recipe.features).toEqual([{ kind: "numeric", column: "x", fill: 5, offset: 0, factor: 0.1 }]);
  });

  it("drops columns, and brings a sensitive one back where a step names it", () => {
    const spec: RecipeSpec = {
      steps: [
        { kind: "drop", columns: ["age", "note"] },
        { kind: "one-hot", columns: ["gender"], maxCategories: 5 },
      ],
    };
    expect(fit(spec).outputNames).toEqual(["gender=f", "gender=m"]);
  });

  it("keeps the most frequent categories, in order of name", () => {
    const one = schemaOf({ c: "category", y: "number" });
    const made = tableOf(one, { c: ["z", "a", "z", "b", "b", "z"], y: [1, 2, 3, 4, 5, 6] });
    const spec: RecipeSpec = { steps: [{ kind: "one-hot", columns: "categorical", maxCategories: 2 }] };
    const context = {
      schema: one,
      table: made,
      rows: allRows(made),
      target: "y",
      task: "regression",
      sensitive: [],
    } as const;
    expect(fitRecipe(spec, context).features).toEqual([
      { kind: "one-hot", column: "c", fill: null, categories: ["b", "z"] },
    ]);
  });

  it("gives a constant column 0 instead of an infinite factor", () => {
    for (const kind of ["standardise", "min-max"] as const) {
      const constant = numeric([0.1, 0.1, 0.1]);
      const recipe = fitRecipe(
        { steps: [{ kind, columns: "numeric" }] },
        { ...constant, target: "y", task: "regression", sensitive: [] },
      );
      expect(recipe.features).toMatchObject([{ offset: 0.1, factor: 1 }]);
      expect([...applyRecipe(recipe, constant.table).features]).toEqual([0, 0, 0]);
    }
  });

  it("takes a date for a number of milliseconds", () => {
    const dated = schemaOf({ d: "date", y: "number" });
    const made = tableOf(dated, { d: [0, 86_400_000], y: [1, 2] });
    const recipe = fitRecipe(DEFAULT_RECIPE, {
      schema: dated,
      table: made,
      rows: allRows(made),
      target: "y",
      task: "regression",
      sensitive: [],
    });
    expect([...applyRecipe(recipe, made).features]).toEqual([-1, 1]);
  });

  it.each<[string, RecipeSpec, Partial<FitContext>]>([
    ["recipe.step-unknown-column", { steps: [{ kind: "drop", columns: ["nope"] }] }, {}],
    ["recipe.step-unknown-column", { steps: [{ kind: "one-hot", columns: ["y"], maxCategories: 2 }] }, {}],
    ["recipe.step-wrong-type", { steps: [{ kind: "standardise", columns: ["city"] }] }, {}],
    ["recipe.step-wrong-type", { steps: [{ kind: "min-max", columns: "categorical" }] }, {}],
    ["recipe.step-wrong-type", { steps: [{ kind: "one-hot", columns: ["age"], maxCategories: 2 }] }, {}],
    ["recipe.step-wrong-type", { steps: [{ kind: "impute", columns: "categorical", strategy: "mean" }] }, {}],
    ["data.column-all-missing", { steps: [{ kind: "impute", columns: ["empty"], strategy: "mean" }] }, {}],
    ["data.column-all-missing", { steps: [{ kind: "standardise", columns: ["empty"] }] }, {}],
    ["recipe.no-features", { steps: [{ kind: "drop", columns: ["age"] }] }, {}],
    ["data.column-missing", DEFAULT_RECIPE, { target: "z" }],
    ["data.target-not-numeric", DEFAULT_RECIPE, { task: "regression" }],
    ["data.column-all-missing", { steps: [] }, { target: "empty" }],
    ["data.target-missing", DEFAULT_RECIPE, { target: "age", task: "regression", rows: Uint32Array.of(2) }],
    ["training.task-mismatch", { steps: [] }, { target: "city" }],
  ])("refuses with %s", (code, spec, change) => {
    const run = () => fit(spec, change);
    expect(run).toThrow(expect.objectContaining({ code }) as Error);
  });

  it("refuses a target with one class", () => {
    const one = schemaOf({ x: "number", y: "category" });
    const made = tableOf(one, { x: [1, 2], y: ["a", "a"] });
    const context = {
      schema: one,
      table: made,
      rows: allRows(made),
      target: "y",
      task: "binary",
      sensitive: [],
    } as const;
    expect(() => fitRecipe(DEFAULT_RECIPE, context)).toThrow("data.one-class");
  });
});

describe("applyRecipe", () => {
  it("fills, scales and encodes; an unknown category is all zeros, a missing one its fill", () => {
    const spec: RecipeSpec = {
      steps: [
        { kind: "impute", columns: "numeric", strategy: "median" },
        { kind: "impute", columns: "categorical", strategy: "mode" },
        { kind: "min-max", columns: "numeric" },
        { kind: "one-hot", columns: "categorical", maxCategories: 10 },
      ],
    };
    const { features, width, rowCount } = applyRecipe(fit(spec), table);
    expect([width, rowCount]).toEqual([3, 5]);
    expect([...features]).toEqual(
      [0, 1, 0, 1 / 3, 0, 1, 1 / 3, 1, 0, 1, 1, 0, 33, 0, 0].map((value) => expect.closeTo(value, 12) as number),
    );
    expect([...applyRecipe(fit(spec), table, [4, 0]).features].slice(3)).toEqual([0, 1, 0]);
  });

  it("refuses a missing number that no step fills, in both forms", () => {
    const recipe = fit({ steps: [{ kind: "standardise", columns: "numeric" }] });
    const refusal = expect.objectContaining({
      code: "recipe.missing-not-imputed",
      details: { column: "age" },
    }) as Error;
    expect(() => applyRecipe(recipe, table)).toThrow(refusal);
    expect(() => rawFeatures(recipe, table)).toThrow(refusal);
    expect(applyRecipe(recipe, table, [0, 1]).rowCount).toBe(2);
  });

  it("leaves a missing category without a fill all zeros", () => {
    const recipe = fit({
      steps: [
        { kind: "one-hot", columns: ["city"], maxCategories: 9 },
        { kind: "drop", columns: ["age"] },
      ],
    });
    expect([...applyRecipe(recipe, table, [3]).features]).toEqual([0, 0]);
  });

  it("gives training columns mean 0 and deviation 1, or the range 0 to 1", () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom("standardise" as const, "min-max" as const), (sample, kind) => {
        fc.pre(Math.max(...sample) - Math.min(...sample) > 1e-3);
        const data = numeric(sample);
        const recipe = fitRecipe(
          { steps: [{ kind, columns: "numeric" }] },
          { ...data, target: "y", task: "regression", sensitive: [] },
        );
        const { features } = applyRecipe(recipe, data.table);
        const mean = features.reduce((sum, value) => sum + value, 0) / features.length;
        const variance = features.reduce((sum, value) => sum + (value - mean) ** 2, 0) / features.length;
        if (kind === "standardise") {
          expect(mean).toBeCloseTo(0, 5);
          expect(variance).toBeCloseTo(1, 5);
        } else {
          expect(Math.min(...features)).toBeCloseTo(0, 9);
          expect(Math.max(...features)).toBeCloseTo(1, 9);
        }
      }),
      { seed: 13 },
    );
  });
});

describe("rawFeatures", () => {
  it("agrees with the float64 reference once a device has filled, scaled and encoded", () => {
    const number = fc.option(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { nil: null });
    const city = fc.option(fc.constantFrom("Lima", "Quito", "Bogotá", "La Paz"), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, city), { minLength: 8, maxLength: 40 }), (rows) => {
        const mixed = schemaOf({ n: "number", c: "category", y: "number" });
        const made = tableOf(mixed, {
          n: rows.map(([n]) => n),
          c: rows.map(([, c]) => c),
          y: rows.map((_, row) => row),
        });
        fc.pre(rows.slice(0, 5).some(([n]) => n !== null) && rows.slice(0, 5).some(([, c]) => c !== null));
        const train = Uint32Array.of(0, 1, 2, 3, 4);
        const recipe = fitRecipe(DEFAULT_RECIPE, {
          schema: mixed,
          table: made,
          rows: train,
          target: "y",
          task: "regression",
          sensitive: [],
        });
        const reference = applyRecipe(recipe, made);
        const device = transform(recipe, made);
        reference.features.forEach((value, index) => {
          expect(Math.abs(device[index]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
        });
      }),
      { seed: 17, numRuns: 60 },
    );
  });

  it("keeps small differences of large numbers, because it centres before it rounds", () => {
    const data = numeric([1e9, 1e9 + 1, 1e9 + 2]);
    const recipe = fitRecipe(
      { steps: [{ kind: "standardise", columns: "numeric" }] },
      { ...data, target: "y", task: "regression", sensitive: [] },
    );
    expect([...(rawFeatures(recipe, data.table).columns[0] ?? [])]).toEqual([-1, 0, 1]);
  });
});

/** What a device does with raw features, in plain loops. */
function transform(recipe: FittedRecipe, from: Table): Float32Array {
  const { plans, columns, rowCount } = rawFeatures(recipe, from);
  const width = plans.reduce((sum, plan) => sum + planWidth(plan), 0);
  const output = new Float32Array(rowCount * width);
  let start = 0;
  plans.forEach((plan, index) => {
    columns[index]!.forEach((value, row) => {
      if (plan.kind === "one-hot") {
        if (value >= 0) output[row * width + start + value] = 1;
      } else {
        const centred = Number.isNaN(value) ? (plan.fill ?? NaN) - plan.offset : value;
        output[row * width + start] = centred * plan.factor;
      }
    });
    start += planWidth(plan);
  });
  return output;
}

describe("encodeTarget", () => {
  it("gives class indices, and NaN for a missing or unknown class", () => {
    const recipe = fit(DEFAULT_RECIPE);
    expect([...encodeTarget(recipe, table, [0, 1, 4])]).toEqual([1, 0, NaN]);
  });

  it("puts classes that are numbers in numeric order, from either storage", () => {
    for (const type of ["number", "category"] as const) {
      const made = schemaOf({ x: "number", y: type });
      const values = [10, 9, 2].map((value) => (type === "number" ? value : String(value)));
      const data = tableOf(made, { x: [1, 2, 3], y: values });
      const context = {
        schema: made,
        table: data,
        rows: allRows(data),
        target: "y",
        task: "multiclass",
        sensitive: [],
      } as const;
      const recipe = fitRecipe(DEFAULT_RECIPE, context);
      expect(recipe.target).toEqual({ kind: "labels", column: "y", classes: ["2", "9", "10"] });
      expect([...encodeTarget(recipe, data, [0, 1, 2])]).toEqual([2, 1, 0]);
    }
  });

  it("scales a number by the mean and deviation of the training rows", () => {
    const data = numeric([1, 2, 3, 4]);
    const recipe = fitRecipe(DEFAULT_RECIPE, {
      ...data,
      rows: Uint32Array.of(0, 2),
      target: "y",
      task: "regression",
      sensitive: [],
    });
    expect(recipe.target).toEqual({ kind: "number", column: "y", offset: 1, scale: 1 });
    expect([...encodeTarget(recipe, data.table, [0, 3])]).toEqual([-1, 2]);
    expect(columnOf(data.table, "y").storage).toBe("numeric");
  });
});
