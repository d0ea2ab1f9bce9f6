import fc from "fast-check";
import { expect, it } from "vitest";
import { jackknifeError } from "./jackknife-error";

const mean = (rows: readonly number[]) =>
  rows.length === 0 ? null : rows.reduce((sum, row) => sum + row, 0) / rows.length;

it("of a mean, it is the usual standard error", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 }), (rows) => {
      const centre = mean(rows)!;
      const squares = rows.reduce((sum, row) => sum + (row - centre) ** 2, 0);
      const usual = Math.sqrt(squares / (rows.length - 1) / rows.length);
      expect(jackknifeError(rows, mean)).toBeCloseTo(usual, 8);
    }),
    { seed: 1 },
  );
});

it("one row, or a figure that is not defined without a row, tells nothing", () => {
  expect(jackknifeError([1], mean)).toBeNull();
  expect(jackknifeError([1, 2], () => null)).toBeNull();
});
