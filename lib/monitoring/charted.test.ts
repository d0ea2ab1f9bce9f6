import { expect, it } from "vitest";
import { asId } from "../ids";
import { aMonitor, aWindow } from "../storage/testing/samples";
import { chartedPoints, COLUMN_FIGURES } from "./charted";
import { goneColumn } from "./drift/column-drift";
import type { ColumnDrift } from "./monitor";

const age: ColumnDrift = {
  column: "age",
  test: "ks",
  score: 0.01,
  threshold: 0.05,
  operator: "<",
  verdict: "drift",
  psi: 0.3,
  missing: { reference: 0.1, current: 0.4 },
};
const city: ColumnDrift = { ...age, column: "city", test: "chi2", unseen: { values: ["Lima"], share: 0.2 } };
const window = {
  ...aWindow(aMonitor(asId("e")), 3),
  columns: [age, city, goneColumn("fee")],
  prediction: { ...age, score: 0.5 },
};
const figures = (column: string | null) =>
  COLUMN_FIGURES.map((figure) => {
    const [point] = chartedPoints([window], { kind: "column", column, figure });
    return [point?.value, point?.limit];
  });

it("of a column: its test with its limit, its PSI, what is missing beside what was, and unknown categories", () => {
  expect(figures("age")).toEqual([
    [0.01, 0.05],
    [0.3, null],
    [0.4, 0.1],
    [0, null],
  ]);
  expect(figures("city")[3]).toEqual([0.2, null]);
});

it("a column that is gone is missing whole; the prediction is a column; one that nobody knows has no figure", () => {
  expect(figures("fee")).toEqual([
    [null, 0.05],
    [null, null],
    [1, null],
    [null, null],
  ]);
  expect(figures(null)[0]).toEqual([0.5, 0.05]);
  expect(figures("other")).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [null, null],
  ]);
});
