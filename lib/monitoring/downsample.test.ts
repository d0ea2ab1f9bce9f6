import fc from "fast-check";
import { expect, it } from "vitest";
import { downsample } from "./downsample";

const values = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 }), { freq: 6 }), { maxLength: 2_000 });

it("keeps order, ends, lowest and highest, and holds to its number", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 5, max: 400 }), (list, most) => {
      const points = list.map((value, x) => ({ x, value }));
      const kept = downsample(points, most);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept.map(({ x }) => x)).toEqual([...new Set(kept.map(({ x }) => x))].sort((a, b) => a - b));
      expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
      const known = (some: readonly { value: number | null }[]) => some.flatMap(({ value }) => value ?? []);
      expect(Math.min(...known(kept))).toBe(Math.min(...known(points)));
      expect(Math.max(...known(kept))).toBe(Math.max(...known(points)));
    }),
    { seed: 3 },
  );
});
