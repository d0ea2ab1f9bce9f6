import { describe, expect, it } from "vitest";
import type { ColumnProfile } from "@/lib/data/profile/profile";
import { beforeAfterBars } from "./before-after-bars";
import fc from "fast-check";
import { virtualTime, worldTicks } from "./virtual-time";

const numeric: ColumnProfile = {
  kind: "numeric",
  name: "x",
  missing: 0,
  distinct: 4,
  min: 0,
  max: 4,
  mean: 2,
  std: 1,
  q25: 1,
  median: 2,
  q75: 3,
  histogram: [1, 2, 1, 0].map((count, index) => ({ from: index, to: index + 1, count })),
};
const total = (bars: readonly { after: number }[]) => bars.reduce((sum, bar) => sum + bar.after, 0);

describe("beforeAfterBars", () => {
  it("moves a numeric column by as many bins as the shift is wide", () => {
    const bars = beforeAfterBars({ kind: "shift", strength: 2, profile: numeric });
    expect(bars.map((bar) => bar.after)).toEqual([0, 0, 0.25, 0.5, 0.25, 0]);
    expect(bars.slice(0, 4).map((bar) => bar.before)).toEqual([0.25, 0.5, 0.25, 0]);
  });

  it("keeps the whole when values go missing", () => {
    const bars = beforeAfterBars({ kind: "missing", strength: 0.4, profile: numeric });
    expect(total(bars)).toBeCloseTo(1);
    expect(bars.at(-1)).toEqual({ before: 0, after: 0.4 });
  });

  it("sends a share of the categories to the rarest", () => {
    const top = [
      { value: "a", count: 9 },
      { value: "b", count: 1 },
    ];
    const profile: ColumnProfile = { kind: "categorical", name: "c", missing: 0, distinct: 2, top };
    const bars = beforeAfterBars({ kind: "shift", strength: 0.5, profile });
    expect(bars[1]?.after).toBeCloseTo(0.55);
    expect(total(bars)).toBeCloseTo(1);
  });

  it("shows flipped labels as a share", () => {
    expect(beforeAfterBars({ kind: "label-flip", strength: 0.3, profile: null })[1]).toEqual({ before: 0, after: 0.3 });
  });
});

describe("virtualTime", () => {
  it("starts on day 1 at eight and turns the day at midnight", () => {
    expect(virtualTime(0)).toEqual({ day: 1, clock: "08:00" });
    expect(virtualTime(16 * 60 + 5)).toEqual({ day: 2, clock: "00:05" });
  });
});

describe("worldTicks", () => {
  it("are round times of the world's clock, in order, inside, and no more than asked for", () => {
    expect(worldTicks(1, 201, 4).map((minute) => virtualTime(minute).clock)).toEqual(["09:00", "10:00", "11:00"]);
    const span = fc.record({ from: fc.integer({ min: 0, max: 9_000 }), length: fc.integer({ min: 20, max: 200_000 }) });
    fc.assert(
      fc.property(span, fc.integer({ min: 2, max: 8 }), ({ from, length }, most) => {
        const ticks = worldTicks(from, from + length, most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        expect(ticks.every((tick, at) => tick >= from && tick <= from + length && tick > (ticks[at - 1] ?? -1))).toBe(
          true,
        );
      }),
      { seed: 4 },
    );
  });
});
