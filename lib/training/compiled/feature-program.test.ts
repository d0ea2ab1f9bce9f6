import { describe, expect, it } from "vitest";
import type { ColumnPlan } from "../../preprocess/recipe";
import { applyFeatureProgram, featureProgram, type FeatureProgram } from "./feature-program";
import { hostFeatures } from "./host/host-features";

const PLANS: readonly ColumnPlan[] = [
  { kind: "numeric", column: "age", fill: 40, offset: 38.5, factor: 0.1 },
  { kind: "one-hot", column: "city", fill: null, categories: ["Lima", "Quito", "La Paz"] },
  { kind: "numeric", column: "income", fill: null, offset: 0, factor: 1 / 3 },
];

describe("a feature program", () => {
  it("is what the host computes from the same plans, bit for bit", () => {
    const columns = [
      Float32Array.of(1.5, NaN, -7.25, 0),
      Int32Array.of(2, 0, -1, 1),
      Float32Array.of(10, 0.1, -3, 1e30),
    ] as const;
    const program = featureProgram(PLANS);

    const features = applyFeatureProgram(program, columns, 4);

    expect(program.width).toBe(5);
    expect(features).toEqual(hostFeatures({ rowCount: 4, plans: PLANS, columns }));
    expect([...features.subarray(5, 9)]).toEqual([Math.fround(1.5 * Math.fround(0.1)), 1, 0, 0]);
  });

  it("puts an edge into the interval above it, and a missing number nowhere", () => {
    const edges = [-1, 0, 2.5];
    const program: FeatureProgram = {
      columns: [
        { kind: "bin", fill: NaN, edges, oneHot: true },
        { kind: "bin", fill: NaN, edges, oneHot: false },
        { kind: "bin", fill: 3, edges, oneHot: false },
      ],
      width: 6,
    };
    const raw = Float32Array.of(-5, -1, 1, 2.5, NaN);

    const features = applyFeatureProgram(program, [raw, raw, raw], 5);

    const rows = Array.from({ length: 5 }, (_, row) => [...features.subarray(6 * row, 6 * row + 6)]);
    expect(rows).toEqual([
      [1, 0, 0, 0, 0, 0],
      [0, 1, 0, 0, 1, 1],
      [0, 0, 1, 0, 2, 2],
      [0, 0, 0, 1, 3, 3],
      [0, 0, 0, 0, NaN, 3],
    ]);
  });
});
