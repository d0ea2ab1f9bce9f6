import { describe, expect, test } from "vitest";
import type { Column } from "../../../data/table";
import { seededRandom, type Random } from "../../../random";
import { degenerate } from "../../../statistics/measured";
import { columnSketchOfJson, columnSketchToJson } from "../../../statistics/sketches/column-sketch-json";
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
  return { kind: "rows", column: columnOf(values) };
}

function columnOf(values: Float64Array): Column {
  return { storage: "numeric", values };
}

function sketched(sketch: ColumnSketch): DriftSide {
  return { kind: "sketch", sketch };
}

/** The sketch after it was stored. */
function again(sketch: ColumnSketch): ColumnSketch {
  return columnSketchOfJson(JSON.parse(JSON.stringify(columnSketchToJson(sketch)))) ?? expect.fail("refused");
}

function sketchOf(values: Float64Array, capacity?: number): DriftSide {
  return sketched(columnSketch(columnOf(values), sizeOf(capacity)));
}

function sizeOf(capacity: number | undefined): { readonly capacity?: number } {
  return capacity === undefined ? {} : { capacity };
}

/** A sketch made of many small parts. */
function mergedOf(values: Float64Array, parts: number, capacity?: number): DriftSide {
  const size = Math.ceil(values.length / parts);
  let whole: ColumnSketch | null = null;
  for (let from = 0; from < values.length; from += size) {
    const part = columnSketch(columnOf(values.subarray(from, from + size)), sizeOf(capacity));
    whole = whole ? mergeColumnSketches(whole, part) : part;
  }
  return sketched(whole!);
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

/** All but the value to the bit, and the value but for the order of its sums. */
function expectSame(drift: SidesDrift, exact: SidesDrift): void {
  expect({ ...drift, result: null }).toEqual({ ...exact, result: null });
  if (exact.result.kind !== "measured") expect(drift.result).toEqual(exact.result);
  else expect(valueOf(drift)).toBeCloseTo(exact.result.value, 12);
}

/** Every way to give one comparison that is not rows against rows. */
function waysOf(reference: Float64Array, current: Float64Array, capacity: number): readonly SidesDriftInput[] {
  const sides = [rowsOf, (v: Float64Array) => sketchOf(v, capacity), (v: Float64Array) => mergedOf(v, 7, capacity)];
  const ways = sides.flatMap((r) => sides.map((c) => ({ reference: r(reference), current: c(current) })));
  return ways.filter(({ reference: r, current: c }) => r.kind === "sketch" || c.kind === "sketch");
}

const METHODS = ["wasserstein", "ks", "jensenshannon", "psi"] as const;

describe("a test of sketches", () => {
  const cases = Object.keys(SHAPES).flatMap((shape) => [0, 0.3].map((shift) => ({ shape, shift })));

  test.each(cases)(
    "of $shape numbers moved by $shift has bounds that hold the value of all rows",
    ({ shape, shift }) => {
      const reference = numbers(shape, { rows: 1500, seed: "reference" });
      const current = numbers(shape, { rows: 1300, seed: "current", shift });
      for (const method of METHODS) {
        const exact = sidesDrift({ reference: rowsOf(reference), current: rowsOf(current), method });
        for (const way of waysOf(reference, current, 64)) expectBounded(sidesDrift({ ...way, method }), exact);
      }
    },
  );

  test("of unequal sizes and in any order has bounds that hold", () => {
    const reference = numbers("normal", { rows: 3000, seed: "r" }).sort();
    const current = numbers("normal", { rows: 700, seed: "c", shift: 0.05 }).sort().reverse();
    for (const method of METHODS) {
      const exact = sidesDrift({ reference: rowsOf(reference), current: rowsOf(current), method });
      for (const way of waysOf(reference, current, 32)) {
        const drift = sidesDrift({ ...way, method });
        if (drift.approximation) expectBounded(drift, exact);
      }
    }
  });

  test("of the same rows in another order comes to the same within the bounds of both", () => {
    const values = numbers("bimodal", { rows: 20_000, seed: "order" });
    const reference = sketchOf(numbers("bimodal", { rows: 20_000, seed: "other" }), 128);
    const [a, b] = [values, values.slice().reverse()].map((rows) =>
      sidesDrift({ reference, current: mergedOf(rows, 9, 128) }),
    );
    expect(a!.approximation!.low).toBeLessThanOrEqual(b!.approximation!.high);
    expect(b!.approximation!.low).toBeLessThanOrEqual(a!.approximation!.high);
  });

  test("of two sketches that kept all rows is the number of the rows", () => {
    const reference = numbers("lognormal", { rows: 1500, seed: "r" });
    const current = numbers("lognormal", { rows: 1200, seed: "c", shift: 0.1 });
    for (const method of [...METHODS, "t_test", "ed", "anderson"] as const) {
      const exact = sidesDrift({ reference: rowsOf(reference), current: rowsOf(current), method });
      expectSame(sidesDrift({ reference: sketchOf(reference), current: sketchOf(current), method }), exact);
    }
  });

  test("of a column with itself has 0 within its bounds, and of a sketch with itself is 0", () => {
    const values = numbers("heavy-tailed", { rows: 30_000, seed: "same" });
    const [rows, sketch, merged] = [rowsOf(values), sketchOf(values, 64), mergedOf(values, 5, 64)];
    for (const method of ["wasserstein", "jensenshannon", "psi"] as const) {
      for (const current of [sketch, merged]) {
        expect(sidesDrift({ reference: rows, current, method }).approximation!.low).toBe(0);
        expect(valueOf(sidesDrift({ reference: current, current, method }))).toBe(0);
      }
    }
    expect(valueOf(sidesDrift({ reference: merged, current: merged, method: "ks" }))).toBe(1);
  });

  test("through JSON and back gives the same drift", () => {
    const [a, b] = ["r", "c"].map((seed) =>
      columnSketch(columnOf(numbers("tied", { rows: 20_000, seed })), { capacity: 64 }),
    );
    const before = sidesDrift({ reference: sketched(a!), current: sketched(b!) });
    expect(before.approximation).not.toBeNull();
    expect(sidesDrift({ reference: sketched(again(a!)), current: sketched(again(b!)) })).toEqual(before);
  });

  test("is decided at the default capacity where a stable or a moved column is plain", () => {
    const reference = sketchOf(numbers("normal", { rows: 100_000, seed: "r" }));
    const verdict = (shift: number): unknown => {
      const { verdict: found, decided } = sidesDrift({
        reference,
        current: sketchOf(numbers("normal", { rows: 100_000, seed: "c", shift })),
      });
      return [found, decided];
    };
    expect(verdict(0)).toEqual(["stable", true]);
    expect(verdict(0.12)).toEqual(["drift", true]);
  });

  test("is not decided when the threshold lies within the bounds", () => {
    const [reference, current] = ["r", "c"].map((seed) => sketchOf(numbers("normal", { rows: 20_000, seed }), 32));
    const { low, high } = sidesDrift({ reference: reference!, current: current! }).approximation!;
    const decided = (threshold: number): boolean =>
      sidesDrift({ reference: reference!, current: current!, threshold }).decided;
    expect([decided((low + high) / 2), decided(2 * high), decided(low / 2)]).toEqual([false, true, true]);
  });

  test("of few distinct numbers is exact, whatever the rows", () => {
    const flags = (seed: string, share: number, rows: number): Float64Array => {
      const random = seededRandom(seed);
      return Float64Array.from({ length: rows }, () => (random.next() < share ? 1 : 0));
    };
    for (const rows of [900, 6000]) {
      const [reference, current] = [flags("r", 0.3, rows), flags("c", 0.33, rows)];
      const exact = sidesDrift({ reference: rowsOf(reference), current: rowsOf(current) });
      expect(exact.method).toBe(rows > 1000 ? "jensenshannon" : "z");
      for (const way of waysOf(reference, current, 16)) expectSame(sidesDrift(way), exact);
    }
  });
});

describe("a test of sketched categories", () => {
  const words = (seed: string, kinds: number, rows: number): Column => {
    const random = seededRandom(seed);
    const codes = Int32Array.from({ length: rows }, () =>
      random.next() < 0.02 ? -1 : Math.floor(kinds * random.next() ** 3),
    );
    return { storage: "dictionary", codes, categories: Array.from({ length: kinds }, (_, code) => `word ${code}`) };
  };
  const rows = (column: Column): DriftSide => ({ kind: "rows", column });

  test.each(["jensenshannon", "psi", "chisquare", "z", "g_test", "kl_div"] as const)(
    "is exact by %s while all are counted",
    (method) => {
      const [reference, current] = [words("r", 12, 3000), words("c", 13, 2500)];
      const exact = sidesDrift({ reference: rows(reference), current: rows(current), method });
      for (const side of [rows, (column: Column) => sketched(columnSketch(column))]) {
        expectSame(
          sidesDrift({ reference: sketched(again(columnSketch(reference))), current: side(current), method }),
          exact,
        );
      }
    },
  );

  test("has bounds by Jensen-Shannon and no number by others when there are more than it counts", () => {
    const [reference, current] = [words("r", 400, 8000), words("c", 500, 8000)];
    const exact = sidesDrift({ reference: rows(reference), current: rows(current) });
    for (const capacity of [10, 50, 390]) {
      const sketches = [reference, current].map((column) => sketched(columnSketch(column, { capacity })));
      for (const now of [sketches[1]!, rows(current)]) {
        expectBounded(sidesDrift({ reference: sketches[0]!, current: now }), exact);
        const other = sidesDrift({ reference: sketches[0]!, current: now, method: "chisquare" });
        expect(other).toMatchObject({ result: degenerate("needs-rows"), verdict: "degenerate", decided: false });
      }
    }
  });
});

describe("bad input", () => {
  const given: Readonly<Record<string, readonly number[]>> = {
    empty: [],
    missing: [NaN, NaN],
    infinite: [Infinity, -Infinity],
    constant: [7, 7, 7],
    "another constant": [8, 8],
    "partly infinite": [1, Infinity, NaN, 2, 3],
  };
  const columns = Object.entries(given).map(([name, list]) => ({ name, column: columnOf(Float64Array.from(list)) }));
  const texts: Column = { storage: "dictionary", codes: Int32Array.of(0, 1, 1, -1), categories: ["7", "b"] };
  const all = [...columns, { name: "texts", column: texts }];
  const pairs = all.flatMap((r) => all.map((c) => ({ r: r.name, c: c.name, reference: r.column, current: c.column })));

  test.each(pairs)("has the same name when sketched: $r against $c", ({ reference, current }) => {
    const exact = sidesDrift({
      reference: { kind: "rows", column: reference },
      current: { kind: "rows", column: current },
    });
    const [r, c] = [sketched(columnSketch(reference)), sketched(columnSketch(current))];
    expectSame(sidesDrift({ reference: r, current: c }), exact);
    expectSame(sidesDrift({ reference: r, current: { kind: "rows", column: current } }), exact);
    expectSame(sidesDrift({ reference: { kind: "rows", column: reference }, current: c }), exact);
  });

  test("that runs out of float64 is named", () => {
    const huge = Float64Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? 1 : -1) * 1e308 * (1 - at / 4000));
    const exact = sidesDrift({ reference: rowsOf(huge), current: rowsOf(huge) });
    for (const way of waysOf(huge, huge, 32)) expect(sidesDrift(way).result.kind).toBe(exact.result.kind);
    expect(exact.result).toEqual(degenerate("not-finite"));
  });

  test("is named where numbers that were not kept stand against texts, or a test reads another kind", () => {
    const many = sketchOf(numbers("normal", { rows: 500, seed: "many" }), 16);
    const side: DriftSide = { kind: "rows", column: texts };
    expect(sidesDrift({ reference: many, current: side })).toMatchObject({
      result: degenerate("needs-rows"),
      decided: false,
    });
    for (const reference of [side, sketched(columnSketch(texts))]) {
      expect(sidesDrift({ reference, current: side, method: "ks" })).toMatchObject({
        result: degenerate("wrong-kind"),
      });
    }
    expect(sidesDrift({ reference: many, current: many, method: "t_test" }).result).toEqual(degenerate("needs-rows"));
  });
});
