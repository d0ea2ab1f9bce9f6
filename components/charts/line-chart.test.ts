import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeTicks } from "./line-chart";

test("epochs are named by whole numbers, with the first and the last", () => {
  expect(wholeTicks([1, 3])).toEqual([1, 2, 3]);
  expect(wholeTicks([1, 20])).toEqual([1, 5, 10, 15, 20]);
  expect(wholeTicks([1, 400])).toEqual([1, 100, 200, 300, 400]);
});

test("ticks rise, stay on the axis and are few, however long the training", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100_000 }), (last) => {
      const ticks = wholeTicks([1, last]);
      expect(ticks.every((tick, index) => Number.isInteger(tick) && tick > (ticks[index - 1] ?? 0))).toBe(true);
      expect([ticks[0], ticks.at(-1)]).toEqual([1, last]);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
    { seed: 9, numRuns: 200 },
  );
});
