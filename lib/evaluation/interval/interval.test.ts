import { describe, expect, it } from "vitest";
import { seededRandom } from "../../random";
import { degenerate, type Measured, type MeasuredValue } from "../../statistics/measured";
import { metric } from "../metric";
import { bootstrapInterval } from "./bootstrap";
import { meanInterval } from "./mean-interval";
import { wilsonInterval } from "./wilson";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

const values = Float64Array.from({ length: 80 }, (_, index) => Math.sin(index * 12.9898) * 3 + 5);
const meanOfRows = (rows: Uint32Array) => metric(rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length);

describe("intervals", () => {
  it("of a share hold it, narrow with rows and mirror successes and failures", () => {
    for (const [k, n] of [
      [0, 5],
      [2, 5],
      [5, 5],
      [30, 100],
      [300, 1000],
    ] as const) {
      const { low, high } = must(wilsonInterval(k, n));
      expect(low).toBeLessThanOrEqual(k / n);
      expect(high).toBeGreaterThanOrEqual(k / n);
      const mirrored = must(wilsonInterval(n - k, n));
      expect(mirrored.low).toBeCloseTo(1 - high, 12);
    }
    const width = (k: number, n: number): number => must(wilsonInterval(k, n)).high - must(wilsonInterval(k, n)).low;
    expect(width(300, 1000)).toBeLessThan(width(30, 100));
    expect(must(wilsonInterval(0, 5)).low).toBe(0);
    expect(must(wilsonInterval(5, 5)).high).toBe(1);
  });

  it("of a mean follow Student", () => {
    // mean 3, s = √2.5, t(0.975, 4) = 2.7764451051977987
    const { low, high } = must(meanInterval([1, 2, 3, 4, 5]));
    expect(low).toBeCloseTo(3 - 2.7764451051977987 * Math.sqrt(0.5), 10);
    expect(high).toBeCloseTo(3 + 2.7764451051977987 * Math.sqrt(0.5), 10);
  });

  it("by bootstrap are near Student's for a mean, and the same for the same seed", () => {
    const run = () =>
      must(bootstrapInterval({ rowCount: 80, measure: meanOfRows, random: seededRandom(1), resamples: 2000 }));
    const student = must(meanInterval(values));
    const width = student.high - student.low;
    expect(Math.abs(run().low - student.low)).toBeLessThan(0.1 * width);
    expect(Math.abs(run().high - student.high)).toBeLessThan(0.1 * width);
    expect(run()).toEqual(run());
  });

  it("by bootstrap of fewer rows are as wide as that of all", () => {
    const many = Float64Array.from({ length: 4000 }, (_, index) => Math.sin(index * 12.9898) * 3 + 5);
    const measure = (rows: Uint32Array) => metric(rows.reduce((sum, row) => sum + many[row]!, 0) / rows.length);
    const few = must(
      bootstrapInterval({ rowCount: 4000, drawRows: 400, measure, random: seededRandom(3), resamples: 2000 }),
    );
    const student = must(meanInterval(many));
    const width = student.high - student.low;
    expect(Math.abs(few.low - student.low)).toBeLessThan(0.1 * width);
    expect(Math.abs(few.high - student.high)).toBeLessThan(0.1 * width);
    const tooMany = bootstrapInterval({ rowCount: 10, drawRows: 11, measure, random: seededRandom(3) });
    expect(tooMany).toEqual({ kind: "degenerate", reason: "out-of-range" });
  });

  it("by bootstrap count the draws on which the figure is defined", () => {
    const measure = (rows: Uint32Array) => (rows.includes(0) ? meanOfRows(rows) : degenerate("one-class"));
    const result = must(bootstrapInterval({ rowCount: 80, measure, random: seededRandom(2) }));
    expect(result.used).toBeGreaterThan(550);
    expect(result.used).toBeLessThan(720); // 1 − 1/e of 1000
    const never = bootstrapInterval({ rowCount: 80, measure: () => degenerate("one-class"), random: seededRandom(2) });
    expect(never).toEqual({ kind: "not-enough-data", needed: 20, got: 0 });
  });

  it("cover the truth as often as they say", () => {
    const random = seededRandom("coverage");
    let [student, wilson] = [0, 0];
    for (let run = 0; run < 1000; run++) {
      const drawn = must(meanInterval(Float64Array.from({ length: 12 }, () => random.normal())));
      if (drawn.low <= 0 && drawn.high >= 0) student++;
      const successes = Array.from({ length: 50 }, () => random.next()).filter((value) => value < 0.3).length;
      const share = must(wilsonInterval(successes, 50));
      if (share.low <= 0.3 && share.high >= 0.3) wilson++;
    }
    expect(student).toBeGreaterThan(930);
    expect(student).toBeLessThan(970);
    expect(wilson).toBeGreaterThan(920);
  });

  it("name bad input", () => {
    expect(wilsonInterval(0, 0).kind).toBe("not-enough-data");
    expect(wilsonInterval(3, 2)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(wilsonInterval(1, 2, 1)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(meanInterval([1])).toEqual({ kind: "not-enough-data", needed: 2, got: 1 });
    expect(meanInterval([1, NaN])).toEqual({ kind: "degenerate", reason: "not-finite" });
    expect(bootstrapInterval({ rowCount: 1, measure: meanOfRows, random: seededRandom(1) }).kind).toBe(
      "not-enough-data",
    );
  });
});
