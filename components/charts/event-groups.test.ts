import fc from "fast-check";
import { expect, it } from "vitest";
import { groupEvents } from "./event-groups";

it("no event is lost, and no two groups are nearer than their size", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 })), fc.integer({ min: 1, max: 500 }), (times, near) => {
      const groups = groupEvents(
        times.map((x) => ({ x })),
        near,
      );
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(times.length);
      groups.forEach(({ first }, at) => {
        const next = groups[at + 1];
        if (next) expect(next.first.x - first.x).toBeGreaterThanOrEqual(near);
      });
    }),
    { seed: 5 },
  );
});
