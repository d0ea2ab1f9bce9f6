import { expect, test } from "vitest";
import { schemaOf } from "@/lib/data/testing/tables";
import { labelledRow } from "./labelled-row";

test("the name of a class becomes the number that the data hold, and stays a name where they hold names", () => {
  const row = { p0: 3, digit: "7" };
  expect(labelledRow(row, "digit", schemaOf({ p0: "number", digit: "number" }))).toEqual({ p0: 3, digit: 7 });
  expect(labelledRow(row, "digit", schemaOf({ p0: "number", digit: "category" }))).toBe(row);
});
