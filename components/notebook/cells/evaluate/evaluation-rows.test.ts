import { expect, it } from "vitest";
import { rowsOfCell } from "./evaluation-rows";

it("finds the rows of a confusion-matrix cell", () => {
  const stored = {
    rows: Uint32Array.of(7, 300, 12),
    actual: Float32Array.of(1, 1, 0),
    predicted: Float32Array.of(0, 1, 0),
  };
  expect(rowsOfCell(stored, { actual: 1, predicted: 0 })).toEqual([7]);
  expect(rowsOfCell(stored, { actual: 1, predicted: 1 })).toEqual([300]);
  expect(rowsOfCell(stored, { actual: 0, predicted: 1 })).toEqual([]);
});
