/** Reading golden cases and comparing with them, for the tests of this folder. */
import { expect } from "vitest";
import type { Measured, MeasuredValue } from "../../../statistics/measured";
import { inputOf, isClose, numbersOf, type ReferenceCase } from "../../../testing/reference";
import { countPair, type Category, type CountPair } from "../count-pair";
import { countValues } from "../values";

/** An input of numbers. */
export function sampleOf(entry: ReferenceCase, name: string): Float64Array {
  return Float64Array.from(numbersOf(entry, name));
}

/** Two inputs as tallies of texts. */
export function countsOf(entry: ReferenceCase, reference: string, current: string): CountPair {
  const tally = (name: string): Map<Category, number> =>
    countValues({ kind: "categorical", values: (inputOf(entry, name) as unknown[]).map(String) });
  return countPair(tally(reference), tally(current));
}

/** The fields of a measurement that must have worked. */
export function valueOf<T>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") return expect.fail(`not measured: ${JSON.stringify(result)}`);
  return result;
}

/** Every number within the tolerance, lists and groups too; anything else exactly. No field may be missing on either side. */
export function expectLike(got: unknown, want: unknown, tol: number, path = ""): void {
  if (typeof want === "number" || want === "Infinity") {
    const number = Number(want);
    const close = got === number || isClose(got as number, number, tol);
    expect(close, `${path}: ${String(got)} against ${number}`).toBe(true);
  } else if (want !== null && typeof want === "object") {
    expect(Object.keys(got as object).sort(), path).toEqual(Object.keys(want).sort());
    for (const [key, value] of Object.entries(want)) {
      expectLike((got as Readonly<Record<string, unknown>>)[key], value, tol, `${path}/${key}`);
    }
  } else expect(got, path).toEqual(want);
}
