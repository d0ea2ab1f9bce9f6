import { expect, test } from "vitest";
import { profileTable } from "./profile/profile-table";
import type { ColumnType } from "./schema";
import type { CellValue } from "./table";
import { targetDoubt } from "./target-doubt";
import { schemaOf, tableOf } from "./testing/tables";
import type { DatasetVersion } from "./version/dataset";

const numbers = Array.from({ length: 40 }, (_, row) => row);

function doubt(type: ColumnType, values: readonly CellValue[], task: "regression" | "multiclass") {
  const schema = schemaOf({ y: type });
  const profile = profileTable(tableOf(schema, { y: values }), schema);
  const version = { schema, profile, rowCount: values.length } as unknown as DatasetVersion;
  return targetDoubt(version, { target: "y", task });
}

test("a moment in time is doubted as a target", () => {
  expect(
    doubt(
      "date",
      numbers.map((row) => row * 86_400_000),
      "regression",
    ),
  ).toEqual({ kind: "date" });
});

test("names that are all different, and numbers that count the rows, are doubted as identifiers", () => {
  expect(
    doubt(
      "category",
      numbers.map((row) => `id-${row}`),
      "multiclass",
    ),
  ).toEqual({ kind: "identifier" });
  expect(
    doubt(
      "number",
      numbers.map((row) => 1000 + row),
      "regression",
    ),
  ).toEqual({ kind: "identifier" });
});

test("more than 30 classes are doubted, and as numbers they are not", () => {
  const zones = [...numbers, ...numbers];
  expect(
    doubt(
      "category",
      zones.map((zone) => `zone ${zone}`),
      "multiclass",
    ),
  ).toEqual({ kind: "many-classes", classes: 40 });
  expect(doubt("number", zones, "multiclass")).toEqual({ kind: "many-classes", classes: 40 });
  expect(doubt("number", zones, "regression")).toBeNull();
});

test("measurements that happen to differ, few classes and small tables are not doubted", () => {
  expect(
    doubt(
      "number",
      numbers.map((row) => row * 1.7),
      "regression",
    ),
  ).toBeNull();
  expect(
    doubt(
      "category",
      numbers.map((row) => `c${row % 3}`),
      "multiclass",
    ),
  ).toBeNull();
  expect(doubt("category", ["a", "b", "c"], "multiclass")).toBeNull();
});
