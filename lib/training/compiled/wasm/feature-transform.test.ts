import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { applyFeatureProgram, columnWidth, type ColumnProgram } from "../feature-program";
import { loadKernelFromDisk } from "../testing/node-kernels";
import { createFeatureTransform, type FeatureTransform, type RawColumn } from "./feature-transform";

const number = fc.oneof(fc.float(), fc.constant(NaN), fc.integer({ min: -3, max: 3 }));
const edges = fc
  .uniqueArray(fc.float({ noNaN: true, min: -4, max: 4 }), { maxLength: 6 })
  .map((values) => [...values].sort((a, b) => a - b));
const columnProgram: fc.Arbitrary<ColumnProgram> = fc.oneof(
  fc.record({ kind: fc.constant("affine" as const), fill: number, factor: fc.float({ noNaN: true }) }),
  fc.record({ kind: fc.constant("oneHot" as const), categories: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant("bin" as const), fill: number, edges, oneHot: fc.boolean() }),
);

function rawColumn(column: ColumnProgram, rowCount: number): fc.Arbitrary<RawColumn> {
  const length = { minLength: rowCount, maxLength: rowCount };
  return column.kind === "oneHot"
    ? fc.array(fc.integer({ min: -2, max: 11 }), length).map((codes) => Int32Array.from(codes))
    : fc.array(number, length).map((values) => Float32Array.from(values));
}

const cases = fc
  .record({
    columns: fc.array(columnProgram, { minLength: 1, maxLength: 6 }),
    rowCount: fc.integer({ min: 1, max: 70 }),
  })
  .chain(({ columns, rowCount }) =>
    fc.record({
      program: fc.constant({ columns, width: columns.reduce((sum, column) => sum + columnWidth(column), 0) }),
      rowCount: fc.constant(rowCount),
      raw: fc.tuple(...columns.map((column) => rawColumn(column, rowCount))),
    }),
  );

describe("the feature kernel", () => {
  let transform: FeatureTransform;
  beforeAll(async () => {
    transform = await createFeatureTransform(loadKernelFromDisk);
  });

  it("gives the bits of the program's plain loops", async () => {
    const property = fc.asyncProperty(cases, async ({ program, raw, rowCount }) => {
      expect(await transform(program, raw, rowCount)).toEqual(applyFeatureProgram(program, raw, rowCount));
    });
    await fc.assert(property, { seed: 7, numRuns: 200 });
  });

  it("joins the chunks of a long table", async () => {
    const rowCount = 10_000;
    const program = {
      columns: [{ kind: "affine", fill: 5, factor: 2 } as const, { kind: "oneHot", categories: 3 } as const],
      width: 4,
    };
    const raw = [
      Float32Array.from({ length: rowCount }, (_, row) => (row % 17 === 0 ? NaN : row)),
      Int32Array.from({ length: rowCount }, (_, row) => (row % 4) - 1),
    ];

    expect(await transform(program, raw, rowCount)).toEqual(applyFeatureProgram(program, raw, rowCount));
  });
});
