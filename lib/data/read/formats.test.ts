import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate } from "./date-format";
import { histogramOf } from "../profile/histogram";
import { parseNumber } from "./number-format";

describe("parseNumber", () => {
  it.each([
    ["1.5", ".", 1.5],
    ["1,5", ",", 1.5],
    [".5", ".", 0.5],
    ["-3.", ".", -3],
    ["+1e-3", ".", 0.001],
    ["1,5e2", ",", 150],
    ["1,234,567.5", ".", 1_234_567.5],
    ["1.234.567,5", ",", 1_234_567.5],
    ["1,23", ".", NaN],
    ["1.5", ",", NaN],
    ["12,34,567", ".", NaN],
    ["0x10", ".", NaN],
    ["", ".", NaN],
    ["1 2", ".", NaN],
    ["1e400", ".", NaN],
  ] as const)("reads %j with a decimal %j as %d", (text, decimal, value) => {
    expect(parseNumber(text, decimal)).toBe(value);
  });

  it("reads back every finite number in both conventions", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value), ".") + 0).toBe(value + 0);
        expect(parseNumber(String(value).replace(".", ","), ",") + 0).toBe(value + 0);
      }),
      { seed: 2 },
    );
  });
});

describe("parseDate", () => {
  it.each([
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    ["2024/2/9", Date.UTC(2024, 1, 9)],
    ["29.02.2024", Date.UTC(2024, 1, 29)],
    ["9/2/2024 07:05", Date.UTC(2024, 1, 9, 7, 5)],
    ["2024-01-01T00:00:00.250Z", Date.UTC(2024, 0, 1, 0, 0, 0, 250)],
    ["2024-01-01 00:00:00-05:00", Date.UTC(2024, 0, 1, 5)],
    ["2024-01-01T00:00+0530", Date.UTC(2023, 11, 31, 18, 30)],
    ["2023-02-29", NaN],
    ["31/04/2024", NaN],
    ["2024-01-01 25:00", NaN],
    ["01-02/2024", NaN],
    ["20240101", NaN],
  ])("reads %j", (text, instant) => {
    expect(parseDate(text)).toBe(instant);
  });

  it("reads back every day, written day first or year first", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (moment) => {
          const [year = "", month = "", day = ""] = moment.toISOString().slice(0, 10).split("-");
          const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
          expect(parseDate(`${year}-${month}-${day}`)).toBe(midnight);
          expect(parseDate(`${day}/${month}/${year}`)).toBe(midnight);
          expect(parseDate(`${month}/${day}/${year}`, "month-first")).toBe(midnight);
        },
      ),
      { seed: 4 },
    );
  });
});

it("draws one bin where the range cannot be divided", () => {
  expect(histogramOf(Float64Array.of(0.5, 0.5))).toEqual([{ from: 0.5, to: 0.5, count: 2 }]);
  expect(histogramOf(Float64Array.of(5e-324, 1e-323))).toHaveLength(1);
  expect(histogramOf(Float64Array.of(-1.5e308, 0.5, 1.5e308))).toHaveLength(1);
});
