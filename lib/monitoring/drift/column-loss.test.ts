import { expect, test } from "vitest";
import { numericColumn } from "../../data/table";
import { seededRandom } from "../../random";
import { wentMissing } from "./column-loss";

const WINDOWS = 4_000;
const random = seededRandom("column-loss");

function columnOf(rows: number, missing: number) {
  return numericColumn(Array.from({ length: rows }, () => (random.next() < missing ? null : 1)));
}

test.each([20, 50, 200])(
  "a column that always lacked a third of its values has lost none: windows of %i rows (seed column-loss)",
  (rows) => {
    const reference = columnOf(1_000, 1 / 3);
    const flagged = Array.from({ length: WINDOWS }, () => wentMissing(reference, columnOf(rows, 1 / 3))).filter(
      Boolean,
    );
    expect(flagged.length / WINDOWS).toBeLessThan(0.003);
  },
);

test.each([
  [20, 0, 0.7],
  [50, 1 / 3, 0.9],
  [1_000, 1 / 3, 0.5],
])("of %i rows that lacked %f before and lack %f now, the loss is seen", (rows, before, now) => {
  expect(wentMissing(columnOf(1_000, before), columnOf(rows, now))).toBe(true);
});

test("a loss that is sure and small is no drift by itself", () => {
  expect(wentMissing(columnOf(20_000, 0), columnOf(20_000, 0.05))).toBe(false);
});
