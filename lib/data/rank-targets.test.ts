import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { profileTable } from "./profile/profile-table";
import { rankTargets } from "./rank-targets";
import type { ColumnType } from "./schema";
import type { CellValue } from "./table";
import { schemaOf, tableOf } from "./testing/tables";
import type { DatasetVersion } from "./version/dataset";

const SEED = 20261201;
const rows = Array.from({ length: 100 }, (_, row) => row);

function version(
  types: Readonly<Record<string, ColumnType>>,
  values: Readonly<Record<string, readonly CellValue[]>>,
): DatasetVersion {
  const schema = schemaOf(types);
  const table = tableOf(schema, values);
  return { schema, rowCount: table.rowCount, profile: profileTable(table, schema) } as unknown as DatasetVersion;
}

const two = rows.map((row) => (row % 2 ? "yes" : "no"));
const amounts = rows.map((row) => ((row * 37) % 89) / 3);

describe("which column could be the question", () => {
  it("puts a column with a target's name first, then the last, two values, few values, numbers", () => {
    const types = { survived: "category", sex: "category", port: "category", fare: "number", deck: "number" } as const;
    const port = rows.map((row) => ["a", "b", "c"][row % 3]!);
    const ranked = rankTargets(version(types, { survived: two, sex: two, port, fare: amounts, deck: amounts }));
    expect(ranked.map(({ column, reason }) => [column, reason])).toEqual([
      ["survived", "named"],
      ["deck", "last"],
      ["sex", "two-values"],
      ["port", "few-values"],
      ["fare", "number"],
    ]);
    expect(ranked.every(({ caution }) => caution === null)).toBe(true);
  });

  it("warns of dates, identifiers, text, many classes, gaps and constants, and puts them last", () => {
    const types = {
      pickup: "date",
      id: "number",
      name: "category",
      zone: "category",
      note: "text",
      alone: "category",
      rare: "category",
      paid: "category",
      ok: "number",
    } as const;
    const ranked = rankTargets(
      version(types, {
        pickup: rows.map((row) => row * 86_400_000),
        id: rows,
        name: rows.map((row) => `n${row}`),
        zone: rows.map((row) => `z${row % 40}`),
        note: rows.map((row) => `t${row % 3}`),
        alone: rows.map(() => "same"),
        rare: rows.map((row) => (row < 70 ? null : row % 2 ? "a" : "b")),
        paid: two,
        ok: amounts,
      }),
    );
    expect(ranked.slice(0, 2).map(({ column }) => column)).toEqual(["ok", "paid"]);
    expect(Object.fromEntries(ranked.slice(2).map(({ column, caution }) => [column, caution]))).toEqual({
      pickup: "date",
      id: "identifier",
      name: "identifier",
      zone: "many-classes",
      note: "text",
      alone: "constant",
      rare: "mostly-missing",
    });
  });

  it("names every column exactly once, those without a caution first, whatever the data", () => {
    const value = fc.option(fc.integer({ min: 0, max: 5 }).map(String));
    const column = fc.array(value, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 6 }), (columns) => {
        const names = columns.map((_, place) => `c${place}`);
        const types = Object.fromEntries(names.map((name) => [name, "category" as const]));
        const ranked = rankTargets(version(types, Object.fromEntries(names.map((name, i) => [name, columns[i]!]))));
        expect(ranked.map((suggestion) => suggestion.column).toSorted()).toEqual(names.toSorted());
        const cautious = ranked.map(({ caution }) => caution !== null);
        expect(cautious).toEqual(cautious.toSorted((a, b) => Number(a) - Number(b)));
      }),
      { seed: SEED },
    );
  });
});
