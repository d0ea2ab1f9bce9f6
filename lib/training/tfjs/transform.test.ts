import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { manualClock } from "../../clock";
import { tableFromRows } from "../../data/table";
import { applyRecipe } from "../../preprocess/apply";
import { rawFeatures } from "../../preprocess/raw-features";
import type { FittedRecipe } from "../../preprocess/recipe";
import type { Engine } from "../engine";
import { openBackend } from "./backend";
import { tfjsEngine } from "./engine";

const recipe: FittedRecipe = {
  formatVersion: 1,
  spec: { steps: [] },
  features: [
    { kind: "numeric", column: "when", fill: 1_700_000_000_000, offset: 1_700_000_000_123, factor: 1e-6 },
    { kind: "numeric", column: "size", fill: 2.5, offset: 3.25, factor: 0.125 },
    { kind: "one-hot", column: "city", fill: "Lima", categories: ["Lima", "Quito", "Cuzco"] },
    { kind: "numeric", column: "age", fill: 40, offset: 0, factor: 1 },
  ],
  target: { kind: "labels", column: "y", classes: ["a", "b"] },
  outputNames: ["when", "size", "city=Lima", "city=Quito", "city=Cuzco", "age"],
};

const rows = fc.array(
  fc.record({
    when: fc.option(fc.double({ min: 1_600_000_000_000, max: 1_800_000_000_000, noNaN: true })),
    size: fc.option(fc.double({ min: -1e3, max: 1e3, noNaN: true })),
    city: fc.option(fc.constantFrom("Lima", "Quito", "Cuzco", "Tacna")),
    age: fc.option(fc.integer({ min: 0, max: 99 })),
  }),
  { minLength: 1, maxLength: 40 },
);

let engine: Engine;
beforeAll(async () => {
  const backend = await openBackend("cpu", { wasmPath: null });
  if (!backend) throw new Error("no cpu backend");
  engine = tfjsEngine(backend, manualClock());
});

it("agrees with the float64 reference within 1e-5 of max(1, |b|), seed 11", async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (generated) => {
      const storage = new Map([
        ["when", "numeric"],
        ["size", "numeric"],
        ["city", "dictionary"],
        ["age", "numeric"],
      ] as const);
      const table = tableFromRows(generated, storage);
      const expected = applyRecipe(recipe, table).features;
      const actual = await engine.transform(rawFeatures(recipe, table));
      expect(actual.length).toBe(expected.length);
      expected.forEach((value, index) => {
        expect(Math.abs(actual[index]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
      });
    }),
    { seed: 11, numRuns: 50 },
  );
});
