import { describe, expect, test } from "vitest";
import type { Column } from "../../../data/table";
import { seededRandom, type Random } from "../../../random";
import { mergeColumnSketches, type ColumnSketch } from "../../../statistics/sketches/column-sketch";
import type { DriftSide } from "../drift-side";
import { columnSketch } from "./column-sketch";
import { sidesDrift, type SidesDrift, type SidesDriftInput } from "./sides-drift";

const SHAPES: Readonly<Record<string, (random: Random) => number>> = {
  normal: (random) => random.normal(),
  "heavy-tailed": (random) => random.normal() / Math.abs(random.normal()),
  lognormal: (random) => Math.exp(random.normal()),
  tied: (random) => Math.round(random.normal() * 8) / 8,
  "partly constant": (random) => (random.next() < 0.4 ? 3 : random.normal()),
  bimodal: (random) => random.normal() + (random.next() < 0.3 ? 8 : 0),
  integers: (random) => random.int(1000),
  "far from zero": (random) => 1e9 + random.normal(),
};

function numbers(
  shape: string,
  { rows, seed, shift = 0 }: { rows: number; seed: string; shift?: number },
): Float64Array {
  const random = seededRandom(`${shape} ${seed}`);
  return Float64Array.from({ length: rows }, () => SHAPES[shape]!(random) + shift);
}

function rowsOf(values: Float64Array): DriftSide {
  return { kind: "rows", column: { storage: "numeric", values } };
}

function sketchOf(values: Float64Array, capacity?: number): DriftSide {
  return { kind: "sketch", sketch: columnSketch({ storage: "numeric", values }, sizeOf(capacity)) };
}

function sizeOf(capacity: number | undefined): { readonly capacity?: number } {
  return capacity === undefined ? {} : { capacity };
}

/** A sketch made of many small parts. */
function mergedOf(values: Float64Array, parts: number, capacity?: number): DriftSide {
  const size = Math.ceil(values.length / parts);
  let whole: ColumnSketch | null = null;
  for (let from = 0; from < values.length; from += size) {
    const column: Column = { storage: "numeric", values: values.subarray(from, from + size) };
    const part = columnSketch(column, sizeOf(capacity));
    whole = whole ? mergeColumnSketches(whole, part) : part;
  }
  return { kind: "sketch", sketch: whole! };
}

function valueOf(drift: SidesDrift): number {
  return drift.result.kind === "measured" ? drift.result.value : expect.fail(JSON.stringify(drift.result));
}

function expectBounded(drift: SidesDrift, exact: SidesDrift): void {
  const truth = valueOf(exact);
  const { low, high } = drift.approximation ?? expect.fail("not approximate");
  expect(drift.method).toBe(exact.method);
  expect(low).toBeLessThanOrEqual(truth);
  expect(high).toBeGreaterThanOrEqual(truth);
  expect(valueOf(drift)).toBeGreaterThanOrEqual(low);
  expect(valueOf(drift)).toBeLessThanOrEqual(high);
  if (drift.decided) expect(drift.verdict).toBe(exact.verdict);
}

/** Every way to give one comparison that is not rows against rows. */
function waysOf(reference: Float64Array, current: Float64Array, capacity: number): readonly SidesDriftInput[] {
  const sides = [rowsOf, (v: Float64Array) => sketchOf(v, capacity), (v: Float64Array) => mergedOf(v, 7, capacity)];
  const ways = sides.flatMap((r) => sides.map((c) => ({ reference: r(reference), current: c(current) })));
  return ways.filter(({ reference: r, current: c }) => r.kind === "sketch" || c.kind === "sketch");
}

describe("the default test of sketches", () => {
  const cases = Object.keys(SHAPES).flatMap((shape) => [0, 0.3].map((shift) => ({ shape, shift })));

  test.each(cases)("of $shape numbers moved by $shift has bounds that hold the exact distance", ({ shape, shift }) => {
    const reference = numbers(shape, { rows: 6000, seed: "reference" });
    const current = numbers(shape, { rows: 5000, seed: "current", shift });
    const exact = sidesDrift({ reference: rowsOf(reference), current: rowsOf(current) });
    for (const way of waysOf(reference, current, 64)) expectBounded(sidesDrift(way), exact);
  });
});
