/** Bad columns, and the test that an entry point names them: a result of its own kind or an AppError, never NaN or Infinity in silence. */
import { describe, expect, it } from "vitest";
import { AppError } from "../../errors";
import { seededRandom } from "../../random";

/** One column of numbers, as a truth, a score, a prediction or a feature; the other column is `OTHER`. */
export const BAD: Readonly<Record<string, readonly number[]>> = {
  empty: [],
  constant: [0, 0, 0, 0],
  "all missing": [NaN, NaN, NaN, NaN],
  "one missing": [0, 1, NaN, 1],
  infinite: [0, Infinity, 1, -Infinity],
  huge: [1e308, -1e308, 1e308, -1e308],
  tiny: [5e-324, -5e-324, 5e-324, 0],
  "one class": [1, 1, 1, 1],
  "a class never seen": [0, 1, 7, 1],
  "no class index": [0, 1, -1, 0.5],
  "too small": [1],
  "a value of each kind": [0, 1, 0, 1],
};
export const OTHER = [1, 0, 1, 0];

/** What may be infinite by its meaning: the threshold at which no row, or every row, is positive. */
const UNBOUNDED = new Set(["thresholds", "threshold", "threshold0", "threshold1", "youdenThreshold"]);
export const RANDOM = () => seededRandom("bad input");

/** The members of a result that are no finite numbers, by their path. */
function unnamed(value: unknown, path = ""): readonly string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, member]) =>
    UNBOUNDED.has(name) ? [] : unnamed(member, `${path}.${name}`),
  );
}

async function expectNamed(about: string, work: () => unknown): Promise<void> {
  let result: unknown;
  try {
    result = await work();
  } catch (error) {
    expect(error, `${about}: ${String(error)}`).toBeInstanceOf(AppError);
    return;
  }
  expect(result, about).not.toBeUndefined();
  expect(unnamed(result), about).toEqual([]);
}

type EntryPoints<Input> = Readonly<Record<string, (input: Input) => unknown>>;

/** Every entry point with every bad column on either side. Strict ones measure nothing of no rows, nor of missing values alone. */
export function conformance<Input>(
  about: string,
  entries: EntryPoints<Input>,
  inputOf: (bad: readonly number[], other: readonly number[]) => Input,
  { strict = true } = {},
): void {
  describe(about, () => {
    it.each(Object.entries(entries))("%s names bad input", async (_, entry) => {
      for (const [name, bad] of Object.entries(BAD)) {
        const other = OTHER.slice(0, bad.length);
        for (const [first, second] of [
          [bad, other],
          [other, bad],
          [bad, bad],
          [bad, [...other, 1]],
        ] as const) {
          await expectNamed(`${name} as [${first.join()}] and [${second.join()}]`, () => entry(inputOf(first, second)));
        }
      }
      if (!strict) return;
      const nothing = BAD["all missing"]!;
      const results = await Promise.all([inputOf([], []), inputOf(nothing, nothing)].map((input) => entry(input)));
      const kinds = results.flat().map((result) => (result as { readonly kind?: string }).kind);
      expect(kinds).not.toContain("measured");
    });
  });
}
