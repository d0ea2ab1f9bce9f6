import fc from "fast-check";
import { expect, test } from "vitest";
import { solvePositiveDefinite } from "./cholesky";

test("solves a small system by hand, from the lower half alone", () => {
  const x = solvePositiveDefinite(Float64Array.of(4, NaN, 2, 5), Float64Array.of(8, 12));
  expect([...(x ?? [])]).toEqual([1, 2]);
});

test("A x gives b back for any positive definite A, which stays as it was", () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 16, maxLength: 16 }),
      fc.array(entry, { minLength: 4, maxLength: 4 }),
      (b, right) => {
        // BᵀB + I is positive definite.
        const at = (i: number, j: number): number =>
          [0, 1, 2, 3].reduce((sum, k) => sum + b[4 * k + i]! * b[4 * k + j]!, i === j ? 1 : 0);
        const matrix = Float64Array.from({ length: 16 }, (_, place) => at(place >> 2, place & 3));
        const before = Float64Array.from(matrix);
        const x = solvePositiveDefinite(matrix, Float64Array.from(right));
        expect(matrix).toEqual(before);
        right.forEach((want, i) => {
          const got = x!.reduce((sum, value, j) => sum + at(i, j) * value, 0);
          expect(got).toBeCloseTo(want, 10);
        });
      },
    ),
    { seed: 41, numRuns: 60 },
  );
});

test("refuses columns that depend on one another, and what is not positive definite", () => {
  expect(solvePositiveDefinite(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toBeNull();
  expect(solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 2))).toBeNull();
  expect(solvePositiveDefinite(Float64Array.of(0), Float64Array.of(1))).toBeNull();
});
