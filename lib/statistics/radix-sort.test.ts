import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../random";
import { sortedNumbers } from "./radix-sort";

test("it orders as the engine's own sort does, short or long, with infinities, ties and signed zeros", () => {
  const special = [0, -0, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, 1, 1, -1];
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 50 }), fc.integer(), (few, seed) => {
      const random = seededRandom(seed);
      const long = Float64Array.from({ length: 3_000 }, (_, at) =>
        at % 3 === 0 ? few[at % few.length]! : at % 3 === 1 ? special[random.int(special.length)]! : random.normal(),
      );
      expect(sortedNumbers(few)).toEqual(Float64Array.from(few).sort());
      const want = Float64Array.from(long).sort();
      const got = sortedNumbers(long);
      expect(got.every((value, at) => Object.is(value, want[at]))).toBe(true);
    }),
    { seed: 41, numRuns: 25 },
  );
});

test("the values given stay as they are, and equal values need no pass", () => {
  const values = Float64Array.from({ length: 5_000 }, () => -2.5);
  expect(sortedNumbers(values)).toEqual(values);
  const descending = Float64Array.from({ length: 5_000 }, (_, at) => -at);
  const sorted = sortedNumbers(descending);
  expect(descending[1]).toBe(-1);
  expect(sorted[0]).toBe(-4_999);
});

test("numbers that the upper half of their bits hardly tells apart are ordered too, seen by the sample or not", () => {
  const random = seededRandom("close");
  const close = Float64Array.from({ length: 20_480 }, () => 1e9 + random.next() * 1e-3);
  // Every place that the sample looks at is far from all others.
  const hidden = close.map((value, at) => (at % 20 === 0 ? at : value));
  const few = close.map((value, at) => (at % 100 === 0 ? value : random.normal()));
  for (const values of [close, hidden, few]) expect(sortedNumbers(values)).toEqual(values.slice().sort());
});
