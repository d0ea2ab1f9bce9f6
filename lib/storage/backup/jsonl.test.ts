import fc from "fast-check";
import { expect, test } from "vitest";
import { fromJsonl, toJsonl } from "./jsonl";

test("records come back as they were, with numbers that JSON cannot write (seed 7)", () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "binary" }),
      fc.double().filter((number) => !Object.is(number, -0)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("value"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).value;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), (records) => {
      expect(fromJsonl(toJsonl(records))).toEqual(records);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("a column that is named as the mark is left alone", () => {
  const records = [{ $number: 5 }, { $number: "NaN", other: 1 }, { $number: "seven" }, { loss: NaN, least: -Infinity }];
  expect(fromJsonl(toJsonl(records))).toEqual(records);
});

test("a line that is not JSON and bytes that are not UTF-8 are refused", () => {
  expect(() => fromJsonl(new TextEncoder().encode("{}\n{"))).toThrow(SyntaxError);
  expect(() => fromJsonl(new Uint8Array([0xff, 0xfe]))).toThrow(TypeError);
});
