import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byValue, numberIn } from "./value-order";

describe("the order of values", () => {
  it("sorts numbers that were kept as text as numbers", () => {
    expect(["0.001", "0.1", "1e-05", "0.01", "5e-4"].sort(byValue)).toEqual(["1e-05", "5e-4", "0.001", "0.01", "0.1"]);
    expect(["10", "2", "11", "0", "1"].sort(byValue)).toEqual(["0", "1", "2", "10", "11"]);
  });

  it("puts texts behind numbers, and NaN behind both infinities", () => {
    expect(["layer 10", "3", "layer 9", "adam"].sort(byValue)).toEqual(["3", "adam", "layer 9", "layer 10"]);
    expect([NaN, Infinity, 0, -Infinity].sort(byValue)).toEqual([-Infinity, 0, Infinity, NaN]);
  });

  it("is an order: no starting order changes the result (seed 29)", () => {
    const value = fc.oneof(fc.double(), fc.integer().map(String), fc.double().map(String), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (values) => {
        const sorted = [...values].sort(byValue);
        const again = [...values].reverse().sort(byValue);
        expect(again.map((one, at) => byValue(one, sorted[at]!))).toEqual(sorted.map(() => 0));
      }),
      { seed: 29, numRuns: 300 },
    );
  });

  it("takes no text for a number that is none", () => {
    expect(["", "12 px", "0x10", "1_000", "Infinity", "NaN"].map(numberIn)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
