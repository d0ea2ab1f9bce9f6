import fc from "fast-check";
import { expect, it } from "vitest";
import { compareBars } from "./compare-bars";

it("shares of each side add up to one over the same bins, whatever the numbers", () => {
  const numbers = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 });
  fc.assert(
    fc.property(numbers, numbers, (before, now) => {
      const bars = compareBars(before, now, String);
      const total = (key: "reference" | "current") => bars.reduce((sum, bar) => sum + (bar[key] ?? 0), 0);
      const has = (side: readonly (number | null)[]) => (side.some((value) => value !== null) ? 1 : 0);
      expect([total("reference"), total("current")]).toEqual([
        expect.closeTo(has(before), 9),
        expect.closeTo(has(now), 9),
      ]);
    }),
    { seed: 2 },
  );
});

it("categories stand side by side, those of now that nobody knew among them", () => {
  expect(compareBars(["a", "a", "b", null], ["a", "c"], String)).toEqual([
    { label: "a", reference: expect.closeTo(2 / 3, 9), current: 0.5 },
    { label: "c", reference: 0, current: 0.5 },
    { label: "b", reference: expect.closeTo(1 / 3, 9), current: 0 },
  ]);
});
