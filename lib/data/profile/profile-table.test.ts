import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogramOf, MAX_BINS } from "./histogram";
import { profileTable } from "./profile-table";
import { schemaOf, tableOf } from "../testing/tables";

describe("profileTable", () => {
  it("summarises numbers as NumPy does and counts categories", () => {
    const schema = schemaOf({ n: "number", c: "category" });
    const { columns } = profileTable(
      tableOf(schema, { n: [1, 2, 4, null, 10], c: ["b", "a", "b", null, "c"] }),
      schema,
    );
    expect(columns[0]).toMatchObject({
      missing: 1,
      distinct: 4,
      min: 1,
      max: 10,
      mean: 4.25,
      q25: 1.75,
      median: 3,
      q75: 5.5,
    });
    expect(columns[0]).toMatchObject({ std: expect.closeTo(4.031128874149275, 12) as number });
    expect(columns[1]).toEqual({
      kind: "categorical",
      name: "c",
      missing: 1,
      distinct: 3,
      top: [
        { value: "b", count: 2 },
        { value: "a", count: 1 },
        { value: "c", count: 1 },
      ],
    });
  });

  it("reports every kind of problem", () => {
    const schema = schemaOf({ empty: "number", same: "number", holes: "category", many: "category", free: "text" });
    const rows = 60;
    const many = (_: unknown, row: number) => `v${row % 55}`;
    const values = {
      empty: Array<null>(rows).fill(null),
      same: Array<number>(rows).fill(3),
      holes: Array.from({ length: rows }, (_, row) => (row % 2 ? null : row % 4 ? "x" : "y")),
      many: Array.from({ length: rows }, many),
      free: Array.from({ length: rows }, many),
    };
    expect(profileTable(tableOf(schema, values), schema).problems).toEqual([
      { code: "all-missing", column: "empty", count: 60 },
      { code: "constant", column: "same", count: 60 },
      { code: "many-missing", column: "holes", count: 30 },
      { code: "high-cardinality", column: "many", count: 55 },
    ]);
  });

  it("counts rows that repeat an earlier row, missing values included", () => {
    const schema = schemaOf({ a: "number", b: "category" });
    const table = tableOf(schema, { a: [1, null, 1, null, 1, null], b: ["x", "y", "x", "y", "y", null] });
    expect(profileTable(table, schema).problems).toContainEqual({ code: "duplicate-rows", column: null, count: 2 });
  });
});

describe("histogramOf", () => {
  it("gives one bin to each of few whole numbers", () => {
    const bins = histogramOf(Float64Array.from([0, 0, 1, 3]));
    expect(bins.map((bin) => bin.count)).toEqual([2, 1, 0, 1]);
    expect(bins[0]).toMatchObject({ from: 0, to: 1 });
  });

  it("holds every value in at most 20 bins that touch, cut at whole numbers for whole numbers", () => {
    const values = fc.oneof(
      fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 }),
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
    );
    fc.assert(
      fc.property(values, (sample) => {
        const sorted = Float64Array.from(sample).sort();
        const bins = histogramOf(sorted);
        expect(bins.length).toBeLessThanOrEqual(MAX_BINS);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(sample.length);
        expect(bins[0]!.from).toBeCloseTo(sorted[0]!);
        expect(bins.at(-1)!.to).toBeGreaterThanOrEqual(sorted.at(-1)!);
        if (sample.every(Number.isInteger)) expect(bins.every((bin) => Number.isInteger(bin.from))).toBe(true);
      }),
      { seed: 5 },
    );
  });
});
