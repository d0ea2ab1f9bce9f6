import { describe, expect, it } from "vitest";
import { asId } from "../ids";
import type { DatasetOrigin, DatasetVersion } from "./version/dataset";
import { suggestGoal } from "./infer-goal";
import { profileTable } from "./profile/profile-table";
import type { Schema } from "./schema";
import type { CellValue } from "./table";
import { schemaOf, tableOf } from "./testing/tables";

const FILE: DatasetOrigin = { kind: "import", source: { kind: "file", fileName: "a.csv", sourceSha256: asId("0") } };

function version(schema: Schema, values: Readonly<Record<string, readonly CellValue[]>>): DatasetVersion {
  const table = tableOf(schema, values);
  return {
    id: asId("v"),
    projectId: asId("p"),
    datasetId: asId("d"),
    name: "mine",
    version: 1,
    contentSha256: asId("c"),
    sourceSha256: null,
    sourceMd5: null,
    parents: [],
    message: "",
    origin: FILE,
    schema,
    rowCount: table.rowCount,
    columns: [],
    groups: null,
    image: null,
    suggestedTarget: null,
    profile: profileTable(table, schema),
    createdAtMs: 0,
    createdBy: null,
  };
}

const index = Array.from({ length: 100 }, (_, row) => row);

describe("suggestGoal", () => {
  it("predicts the last usable column, half-way between the majority and perfection", () => {
    const schema = schemaOf({ x: "number", kind: "category", note: "text" });
    const goal = suggestGoal(
      version(schema, { x: index, kind: index.map((row) => (row % 5 ? "a" : "b")), note: index.map(String) }),
    );
    expect(goal).toEqual({
      target: "kind",
      task: "binary",
      metric: "accuracy",
      minimum: 0.9,
      sensitive: [],
      costs: { falsePositive: 1, falseNegative: 1 },
    });
  });

  it("takes a number for a regression, and 0 1 2 without gaps for classes", () => {
    const schema = schemaOf({ x: "category", y: "number" });
    const x = index.map((row) => (row % 2 ? "a" : "b"));
    expect(suggestGoal(version(schema, { x, y: index }))).toMatchObject({
      task: "regression",
      metric: "rmse",
      minimum: 26.1,
    });
    expect(suggestGoal(version(schema, { x, y: index.map((row) => row % 3) })).task).toBe("multiclass");
    expect(suggestGoal(version(schema, { x, y: index.map((row) => (row % 2) * 7) })).task).toBe("binary");
    expect(suggestGoal(version(schema, { x, y: index.map((row) => (row % 3) * 7) })).task).toBe("regression");
  });

  it("knows what ships: digits ask for 0.9, loans protect gender", () => {
    const schema = schemaOf({ gender: "category", label: "category" });
    const values = { gender: index.map((row) => `g${row % 2}`), label: index.map((row) => String(row % 10)) };
    const digits = {
      ...version(schema, values),
      origin: { kind: "import", source: { kind: "builtin", name: "digits" } },
    } as const;
    expect(suggestGoal({ ...digits, suggestedTarget: "label" })).toMatchObject({ task: "multiclass", minimum: 0.9 });
    const loans = version(schemaOf({ gender: "category", default: "category" }), {
      gender: values.gender,
      default: index.map((row) => (row % 4 ? "no" : "yes")),
    });
    const source = { kind: "generator", name: "loan-default", seed: 1, rows: 100 } as const;
    expect(suggestGoal({ ...loans, origin: { kind: "import", source } })).toMatchObject({
      metric: "auc",
      sensitive: ["gender"],
    });
  });
});
