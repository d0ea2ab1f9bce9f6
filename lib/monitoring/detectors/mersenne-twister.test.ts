import { describe, expect, test } from "vitest";
import { createTwister, randomBelow, seedTwister } from "./mersenne-twister";

/** `count` numbers of CPython's `random.Random(seed)._randbelow(bound)`. */
function drawn(seed: number, bound: number, count: number): readonly number[] {
  const state = createTwister(seed);
  return Array.from({ length: count }, () => randomBelow(state, bound));
}

describe("the Mersenne Twister", () => {
  test("draws what CPython draws", () => {
    expect(drawn(42, 70, 12)).toEqual([14, 3, 35, 31, 28, 17, 13, 69, 11, 54, 4, 3]);
  });

  test("takes the largest seed", () => {
    expect(drawn(2 ** 32 - 1, 1_000_003, 6)).toEqual([666220, 649664, 213070, 225803, 636870, 547773]);
  });

  test("still agrees after it has refilled its words", () => {
    expect(drawn(0, 2 ** 31, 1004).slice(1000)).toEqual([1517650880, 698151275, 657369654, 1420167292]);
  });

  test("starts again from its seed", () => {
    const state = createTwister(7);
    const first = Array.from({ length: 700 }, () => randomBelow(state, 100));
    seedTwister(state, 7);
    expect(Array.from({ length: 700 }, () => randomBelow(state, 100))).toEqual(first);
  });
});
