import { expect, it } from "vitest";
import { rowsOfCell } from "./evaluation-rows";

it("finds the rows of a confusion-matrix cell in the stored arrays", () => {
  const bytes = new Uint8Array(36);
  const view = new DataView(bytes.buffer);
  [7, 300, 12].forEach((row, index) => view.setUint32(index * 4, row, true));
  [1, 1, 0].forEach((actual, index) => view.setFloat32(12 + index * 4, actual, true));
  [0, 1, 0].forEach((predicted, index) => view.setFloat32(24 + index * 4, predicted, true));
  expect(rowsOfCell(bytes, { actual: 1, predicted: 0 })).toEqual([7]);
  expect(rowsOfCell(bytes, { actual: 1, predicted: 1 })).toEqual([300]);
  expect(rowsOfCell(bytes, { actual: 0, predicted: 1 })).toEqual([]);
});
