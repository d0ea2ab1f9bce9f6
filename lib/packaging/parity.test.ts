import { describe, expect, it } from "vitest";
import type { Predictions } from "../training/predictions";
import { assertParity, compareParity } from "./parity";

const classes = (rows: readonly (readonly [number, number])[], labels: readonly number[]): Predictions => ({
  kind: "classes",
  classes: ["a", "b"],
  probabilities: Float32Array.from(rows.flat()),
  labels: Int32Array.from(labels),
});
const values = (...numbers: number[]): Predictions => ({ kind: "values", values: Float64Array.from(numbers) });

describe("parity", () => {
  it("measures relative to large values and absolutely near zero", () => {
    expect(compareParity(values(1000), values(1000.05), { runtime: "test" }).maxDifference).toBeCloseTo(5e-5, 9);
    expect(compareParity(values(0), values(5e-5), { runtime: "test" }).maxDifference).toBeCloseTo(5e-5, 12);
  });

  it("forgives another label only where the two best scores are as good as equal", () => {
    const close = compareParity(classes([[0.50001, 0.49999]], [0]), classes([[0.49999, 0.50001]], [1]), {
      runtime: "test",
    });
    expect(close.labelMismatches).toBe(0);
    expect(() => assertParity(close)).not.toThrow();
    const far = compareParity(classes([[0.6, 0.4]], [0]), classes([[0.6, 0.4]], [1]), { runtime: "test" });
    expect(far.labelMismatches).toBe(1);
    expect(() => assertParity(far)).toThrow(/package.parity-failed/);
  });

  it("under a decision forgives another label only as near to the threshold", () => {
    const decision = { positive: "b", threshold: 0.3 };
    const options = { runtime: "test", decision };
    const rows = [
      [0.7, 0.30001],
      [0.45, 0.55],
    ] as const;
    const near = compareParity(classes(rows, [0, 1]), classes(rows, [0, 1]), options);
    expect(near.labelMismatches).toBe(0);
    const argMax = compareParity(classes([[0.6, 0.4]], [0]), classes([[0.6, 0.4]], [0]), options);
    expect(argMax.labelMismatches).toBe(1);
  });

  it("lets nothing that is not a number pass for a number", () => {
    expect(() => assertParity(compareParity(values(1), values(NaN), { runtime: "test" }))).toThrow(
      /package.parity-failed/,
    );
    expect(() => assertParity(compareParity(values(NaN), values(1), { runtime: "test" }))).toThrow(
      /package.parity-failed/,
    );
  });

  it("refuses answers of another shape, and no answers at all", () => {
    expect(() => compareParity(values(1, 2), values(1), { runtime: "test" })).toThrow(/package.parity-failed/);
    expect(() => compareParity(values(), values(), { runtime: "test" })).toThrow(/evaluation.empty/);
  });
});
