import fc from "fast-check";
import { expect, test } from "vitest";
import { symmetricEigen } from "./symmetric-eigen";

test("a matrix of two has the eigenvalues of its characteristic polynomial", () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 14);
  expect(values[1]).toBeCloseTo(1, 14);
  expect(Math.abs(vectors[0]![0]!)).toBeCloseTo(Math.SQRT1_2, 14);
});

test("values and vectors give the matrix back, and the vectors are orthonormal", () => {
  const side = fc.integer({ min: 1, max: 8 });
  const matrix = side.chain((d) =>
    fc.tuple(
      fc.constant(d),
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: d * d, maxLength: d * d }),
    ),
  );
  fc.assert(
    fc.property(matrix, ([d, entries]) => {
      const symmetric = Float64Array.from(entries, (_, at) => {
        const [row, column] = [Math.floor(at / d), at % d];
        return entries[Math.min(row, column) * d + Math.max(row, column)]!;
      });
      const { values, vectors } = symmetricEigen(symmetric, d);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          const rebuilt = vectors.reduce((sum, vector, k) => sum + values[k]! * vector[i]! * vector[j]!, 0);
          expect(Math.abs(rebuilt - symmetric[i * d + j]!)).toBeLessThan(1e-12);
          const product = vectors[i]!.reduce((sum, value, k) => sum + value * vectors[j]![k]!, 0);
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-13);
        }
      }
      expect([...values]).toEqual([...values].sort((x, y) => y - x));
    }),
    { seed: 3, numRuns: 60 },
  );
});
