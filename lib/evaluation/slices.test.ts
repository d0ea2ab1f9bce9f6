import { describe, expect, it } from "vitest";
import { dictionaryColumn, numericColumn, takeRows, type Column, type Table } from "../data/table";
import { permutation, seededRandom } from "../random";
import { meanFigure, shareFigure } from "./slice-figures";
import { sliceReport, type SliceReport } from "./slices";

const random = seededRandom("slices");
const ROWS = 2000;
const regions = Array.from({ length: ROWS }, (_, row) => (row < 10 ? "atoll" : ["north", "south", "west"][row % 3]!));
const ages = Array.from({ length: ROWS }, (_, row) => (row % 50 === 0 ? null : 20 + random.int(60)));
/** Right 9 times of 10, in the south only 6. */
const right = regions.map((region) => (random.next() < (region === "south" ? 0.6 : 0.9) ? 1 : 0));

const columns = new Map<string, Column>([
  ["region", dictionaryColumn(regions)],
  ["age", numericColumn(ages)],
]);
const table: Table = { rowCount: ROWS, columns };

const report = (marks: readonly number[], content: Table = table): SliceReport =>
  sliceReport({ ...content, direction: "maximize", ...shareFigure(marks) });

describe("slices", () => {
  it("name the one where the model fails, with its size and interval", () => {
    const { worst, overall } = report(right);
    expect(worst.map((slice) => slice.label)).toEqual(["region = south"]);
    const [south] = worst;
    expect(south!.rows).toBe(regions.filter((region) => region === "south").length);
    if (south!.interval.kind !== "measured" || overall.kind !== "measured") throw new Error("not measured");
    expect(south!.interval.high).toBeLessThan(overall.value);
    expect(south!.interval.confidence).toBeCloseTo(1 - 0.05 / 8, 12); // 3 regions, 4 ranges, missing ages
  });

  it("cover every row once a column, missing values included", () => {
    const { slices } = report(right);
    for (const column of ["region", "age"]) {
      const rows = slices.filter((slice) => slice.parts[0]!.column === column).map((slice) => slice.rows);
      expect(rows.reduce((sum, count) => sum + count, 0)).toBe(ROWS);
    }
    expect(slices.find((slice) => slice.label === "age is missing")?.rows).toBe(40);
    const ranges = slices.map((slice) => slice.parts[0]!).filter((name) => name.kind === "range");
    expect(ranges.map((name) => name.last)).toEqual([false, false, false, true]);
  });

  it("do not judge a slice of few rows", () => {
    const atoll = report(right).slices.find((slice) => slice.label === "region = atoll");
    expect(atoll).toMatchObject({ rows: 10, verdict: "not-measured" });
    expect(atoll?.result).toEqual({ kind: "not-enough-data", needed: 30, got: 10 });
  });

  it("do not depend on the order of rows", () => {
    const order = permutation(ROWS, seededRandom(3));
    const shuffled = report(
      Array.from(order, (row) => right[row]!),
      takeRows(table, order),
    );
    const byLabel = ({ slices }: SliceReport) => [...slices].sort((a, b) => (a.label < b.label ? -1 : 1));
    expect(byLabel(shuffled)).toEqual(byLabel(report(right)));
    expect(shuffled.worst).toEqual(report(right).worst);
  });

  it("find none in a model that is equally good everywhere, but for the chance allowed", () => {
    let alarms = 0;
    for (let run = 0; run < 200; run++) {
      const fair = seededRandom(`fair ${run}`);
      if (report(regions.map(() => (fair.next() < 0.8 ? 1 : 0))).worst.length > 0) alarms++;
    }
    expect(alarms / 200).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 200));
  });

  it("measure errors too, where less is better", () => {
    const errors = regions.map((region, row) => (region === "west" ? 3 : 1) + (row % 7) / 10);
    const { worst } = sliceReport({ ...table, direction: "minimize", ...meanFigure(errors) });
    expect(worst[0]?.label).toBe("region = west");
  });

  it("handle constant, empty and infinite columns", () => {
    const odd = new Map<string, Column>([
      ["constant", numericColumn([5, 5, 5])],
      ["missing", numericColumn([null, null, null])],
      ["infinite", { storage: "numeric", values: Float64Array.of(1, Infinity, 2) }],
    ]);
    const { slices } = sliceReport({
      columns: odd,
      rowCount: 3,
      direction: "maximize",
      minimumRows: 1,
      bins: 2,
      ...shareFigure([1, 0, 1]),
    });
    expect(slices.map((slice) => [slice.label, slice.rows])).toEqual([
      ["constant in [5, 5]", 3],
      ["missing is missing", 3],
      ["infinite in [1, 1.5)", 1],
      ["infinite in [1.5, 2]", 1],
      ["infinite is missing", 1],
    ]);
    const none = sliceReport({ columns: new Map(), rowCount: 0, direction: "maximize", ...shareFigure([]) });
    expect(none).toEqual({
      overall: { kind: "not-enough-data", needed: 1, got: 0 },
      slices: [],
      looked: 0,
      worst: [],
      pairsLeftOut: 0,
    });
  });

  describe("of two columns", () => {
    const plans = regions.map((_, row) => (row % 7 < 3 ? "old" : "new"));
    const crossed = new Map<string, Column>([...columns, ["plan", dictionaryColumn(plans)]]);
    const reportOf = (marks: readonly number[], more: Partial<Parameters<typeof sliceReport>[0]> = {}) =>
      sliceReport({
        columns: crossed,
        rowCount: ROWS,
        direction: "maximize",
        depth: 2,
        ...shareFigure(marks),
        ...more,
      });

    it("name what goes wrong only where both meet", () => {
      const draw = seededRandom("meet");
      const marks = regions.map((region, row) => {
        const bad = region === "west" && plans[row] === "old";
        return draw.next() < (bad ? 0.2 : 0.95) ? 1 : 0;
      });
      const { worst } = reportOf(marks);
      expect(worst.map((slice) => slice.label)).toContain("region = west and plan = old");
      expect(worst.filter((slice) => slice.parts.length === 2)).toHaveLength(1);
    });

    it("do not name a bad category again with every other column", () => {
      expect(reportOf(right).worst.map((slice) => slice.label)).toEqual(["region = south"]);
    });

    it("count every look in the intervals, and the pairs that were left out", () => {
      const all = reportOf(right);
      expect(all.looked).toBe(all.slices.filter((slice) => slice.result.kind === "measured").length);
      expect(all.slices.some((slice) => slice.parts.length === 2)).toBe(true);
      const [south] = all.worst;
      if (south?.interval.kind !== "measured") throw new Error("not measured");
      expect(south.interval.confidence).toBeCloseTo(1 - 0.05 / all.looked, 12);
      expect(all.pairsLeftOut).toBe(0);
      expect(reportOf(right, { maxPairs: 1 }).pairsLeftOut).toBe(2);
    });

    it("find none in a fair model, but for the chance allowed", () => {
      let alarms = 0;
      for (let run = 0; run < 100; run++) {
        const fair = seededRandom(`fair ${run}`);
        if (reportOf(regions.map(() => (fair.next() < 0.8 ? 1 : 0))).worst.length > 0) alarms++;
      }
      expect(alarms / 100).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 100));
    });
  });
});
