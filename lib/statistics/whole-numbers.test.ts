import { expect, it } from "vitest";
import { greatestCommonDivisor, roundHalfEven } from "./whole-numbers";

it("finds the greatest common divisor in any order", () => {
  expect([
    greatestCommonDivisor(12, 18),
    greatestCommonDivisor(18, 12),
    greatestCommonDivisor(7, 13),
    greatestCommonDivisor(5, 0),
  ]).toEqual([6, 6, 1, 5]);
});

it("rounds halves to the even neighbour, on both sides of zero", () => {
  const values = [0.5, 1.5, 2.5, 2.4, 2.6, -0.5, -1.5, -2.5, 4];
  expect(values.map((value) => roundHalfEven(value) + 0)).toEqual([0, 2, 2, 2, 3, 0, -2, -2, 4]);
});
