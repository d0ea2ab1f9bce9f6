import { describe, expect, test } from "vitest";
import { dictionaryColumn, type Column } from "../../../data/table";
import { seededRandom } from "../../../random";
import { casesOf } from "../../../testing/reference";
import { boundsOf } from "../../alerting/threshold";
import { columnPair, type ColumnPair } from "../method";
import { NANNYML_METHODS, nannymlThreshold, type NannymlMethod } from "./nannyml";
import { countsOf, expectLike, sampleOf, valueOf } from "../testing/golden";

const random = seededRandom("nannyml");
const METHODS = Object.keys(NANNYML_METHODS) as readonly NannymlMethod[];

function measure(name: NannymlMethod, pair: ColumnPair): number {
  const result = NANNYML_METHODS[name].measure(pair, random) ?? expect.fail(`${name} cannot read ${pair.kind} columns`);
  return valueOf(result).value;
}

describe("NannyML's methods", () => {
  test.each(casesOf("nannyml/cont"))("measure numbers as NannyML, chunk after chunk: $id", (entry) => {
    const [reference, current] = [sampleOf(entry, "reference"), sampleOf(entry, "chunk")];
    const names = Object.keys(entry.expected as object) as readonly NannymlMethod[];
    const measured = names.map((name) => [name, measure(name, { kind: "numeric", reference, current })]);
    expectLike(Object.fromEntries(measured), entry.expected, entry.tol);
    for (const [name, value] of measured) {
      const prepared = NANNYML_METHODS[name as NannymlMethod].prepare?.(reference);
      prepared?.(current.subarray(0, 7));
      expect(prepared?.(current)).toEqual({ kind: "measured", value });
    }
  });

  test.each(casesOf("nannyml/cat"))("measure categories as NannyML: $id", (entry) => {
    const pair: ColumnPair = { kind: "categorical", counts: countsOf(entry, "reference", "chunk") };
    const { chi2_pvalue, chi2: _, ...distances } = entry.expected as Readonly<Record<string, number>>;
    const expected = { ...distances, chi2: chi2_pvalue };
    const names = Object.keys(expected) as readonly NannymlMethod[];
    expectLike(Object.fromEntries(names.map((name) => [name, measure(name, pair)])), expected, entry.tol);
  });
});

test("few distinct numbers are binned by their distance all the same: values that share a bin are not told apart", () => {
  const numbers = (counts: readonly number[]): Float64Array =>
    Float64Array.from([0, 1, 100].flatMap((value, at) => Array<number>(counts[at]!).fill(value)));
  const [reference, swapped, moved] = [numbers([600, 300, 100]), numbers([300, 600, 100]), numbers([100, 300, 600])];
  for (const name of ["jensen_shannon", "hellinger"] as const) {
    expect(measure(name, { kind: "numeric", reference, current: swapped })).toBe(0);
    expect(measure(name, { kind: "numeric", reference, current: moved })).toBeGreaterThan(0.3);
  }
});

describe("NannyML's threshold", () => {
  const smooth: Column = { storage: "numeric", values: Float64Array.from({ length: 1_003 }, () => random.normal()) };
  const few: Column = { storage: "numeric", values: smooth.values.map(Math.round) };
  const gaps: Column = { storage: "numeric", values: smooth.values.map((value, row) => (row < 250 ? NaN : value)) };
  const texts = dictionaryColumn([...few.values].map(String));
  const COLUMNS = { smooth, few, gaps, texts } as const;
  const CASES = METHODS.flatMap((name) =>
    Object.keys(COLUMNS).map((column) => [name, column as keyof typeof COLUMNS] as const),
  );

  test.each(CASES)("of %s over a %s column is that of its eleven chunks, measured one by one", (name, key) => {
    const column = COLUMNS[key];
    const method = NANNYML_METHODS[name];
    const chunks = Array.from({ length: 11 }, (_, chunk) => rowsOf(column, 100 * chunk, 100 * chunk + 100));
    const values = chunks.flatMap((chunk) => {
      const pair = columnPair(column, chunk);
      if (pair.kind === "numeric" && pair.current.length === 0) return [];
      const result = method.measure(pair, random);
      return result?.kind === "measured" ? [result.value] : [];
    });
    const expected = boundsOf({ kind: "reference-deviation", lowerMultiplier: null }, values);
    expect(nannymlThreshold(method, column, random)).toEqual(expected);
  });
});

function rowsOf(column: Column, from: number, to: number): Column {
  return column.storage === "numeric"
    ? { storage: "numeric", values: column.values.subarray(from, to) }
    : { ...column, codes: column.codes.subarray(from, to) };
}
