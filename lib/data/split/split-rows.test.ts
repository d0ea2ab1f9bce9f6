import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SPLIT, SPLIT_PARTS, type SplitIndices } from "./split";
import { splitBalance, splitRows, type SplitInput } from "./split-rows";
import { columnOf } from "../table";
import { schemaOf, tableOf } from "../testing/tables";

const labels = schemaOf({ y: "category" });
const numbers = schemaOf({ y: "number" });

function classification(values: readonly (string | null)[], change: Partial<SplitInput> = {}): SplitInput {
  return {
    table: tableOf(labels, { y: values }),
    target: "y",
    task: "multiclass",
    params: DEFAULT_SPLIT,
    groups: null,
    ...change,
  };
}

function rowsOf(indices: SplitIndices): number[] {
  return SPLIT_PARTS.flatMap((part) => [...indices[part]]);
}

const thousand = Array.from({ length: 1_000 }, (_, row) => (row % 10 === 0 ? "rare" : "common"));

describe("splitRows", () => {
  it("gives the same rows for the same seed and others for another", () => {
    const first = splitRows(classification(thousand));
    expect(splitRows(classification(thousand))).toEqual(first);
    const other = splitRows(classification(thousand, { params: { ...DEFAULT_SPLIT, seed: 8 } }));
    expect(other.test).not.toEqual(first.test);
  });

  it("keeps the class shares in every part", () => {
    const input = classification(thousand);
    const balance = splitBalance(columnOf(input.table, "y"), "multiclass", splitRows(input));
    expect(balance).toEqual([
      {
        part: "train",
        rows: 700,
        classes: [
          { value: "common", count: 630 },
          { value: "rare", count: 70 },
        ],
      },
      {
        part: "validation",
        rows: 150,
        classes: [
          { value: "common", count: 135 },
          { value: "rare", count: 15 },
        ],
      },
      {
        part: "test",
        rows: 150,
        classes: [
          { value: "common", count: 135 },
          { value: "rare", count: 15 },
        ],
      },
    ]);
  });

  it("keeps the quantiles of a number in every part", () => {
    const table = tableOf(numbers, { y: Array.from({ length: 500 }, (_, row) => row ** 2) });
    const { test } = splitRows({ table, target: "y", task: "regression", params: DEFAULT_SPLIT, groups: null });
    for (let bin = 0; bin < 5; bin++) {
      expect([...test].filter((row) => row >= bin * 100 && row < (bin + 1) * 100)).toHaveLength(15);
    }
  });

  it("fills every part even when every class is small", () => {
    const values = Array.from({ length: 24 }, (_, row) => `class ${row % 8}`);
    const { train, validation, test } = splitRows(classification(values));
    expect(new Set([...train].map((row) => values[row]))).toHaveLength(8);
    expect(validation.length).toBeGreaterThan(0);
    expect(test.length).toBeGreaterThan(0);
  });

  it("leaves rows without a target out", () => {
    const values = thousand.map((value, row) => (row % 3 === 0 ? null : value));
    expect(rowsOf(splitRows(classification(values))).some((row) => row % 3 === 0)).toBe(false);
  });

  it("splits every labelled row once and never a source over two parts", () => {
    const column = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(30)), { minLength: 120, maxLength: 300 });
    fc.assert(
      fc.property(column, fc.nat(99), fc.boolean(), (rows, seed, stratify) => {
        const groups = Uint32Array.from(rows, ([, group]) => group);
        const params = { ...DEFAULT_SPLIT, seed, stratify };
        const indices = splitRows(
          classification(
            rows.map(([label]) => label),
            { groups, params },
          ),
        );
        expect(rowsOf(indices).sort((a, b) => a - b)).toEqual(rows.map((_, row) => row));
        const sides = SPLIT_PARTS.map((part) => new Set([...indices[part]].map((row) => groups[row])));
        for (const side of sides) {
          for (const other of sides)
            if (side !== other) expect([...side].some((group) => other.has(group))).toBe(false);
        }
        for (const part of SPLIT_PARTS) expect(indices[part]).toEqual(indices[part].slice().sort());
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it("allows a part without a share", () => {
    const params = { ...DEFAULT_SPLIT, train: 0.8, validation: 0, test: 0.2 };
    const { train, validation, test } = splitRows(classification(thousand, { params }));
    expect([train.length, validation.length, test.length]).toEqual([800, 0, 200]);
  });

  it.each<[string, Partial<SplitInput>, readonly (string | null)[]]>([
    ["data.column-missing", { target: "z" }, thousand],
    ["data.column-all-missing", {}, Array<null>(50).fill(null)],
    ["data.one-class", {}, Array<string>(50).fill("a")],
    ["data.too-few-rows", {}, ["a", "b", "a"]],
    ["data.too-few-rows", { groups: new Uint32Array(1_000) }, thousand],
    ["data.target-not-numeric", { task: "regression" }, thousand],
    ["training.task-mismatch", { task: "binary" }, [..."abcabcabcabc"]],
  ])("refuses with %s", (code, change, values) => {
    expect(() => splitRows(classification(values, change))).toThrow(expect.objectContaining({ code }) as Error);
  });
});
