import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { asId } from "../ids";
import type { PackageSignature } from "../packaging/package";
import type { PredictionRecord } from "../serving/endpoint";
import { judgeRule } from "./alert";
import type { AlertRule, MonitorWindow } from "./monitor";
import { scoreRecords } from "./score-records";
import { buildWindow } from "./window";
import { fewestLabels, withLabels } from "./window-labels";
import { windowSpan } from "./window-span";

interface Chunk {
  readonly rows: number;
  readonly labelled: number;
  readonly accuracy: number;
  readonly auc: number | null;
}

const CASE = "../testing/cases/26-leftover-chunk-and-missing-labels";
const text = (name: string) => readFileSync(new URL(`${CASE}.${name}`, import.meta.url), "utf8");
const { chunks_of_10: chunks } = JSON.parse(text("expected.json")) as { readonly chunks_of_10: readonly Chunk[] };

const signature = { task: "binary", target: "real", classes: ["0", "1"], inputs: [] } as unknown as PackageSignature;
const WINDOW_ROWS = 10;
const NEVER = 1_000;

/** One request a minute; a row without a label gets one in minute `lateMinute`, where it is given. */
function recordsOf(lateMinute?: number): readonly PredictionRecord[] {
  const lines = text("csv").trim().split(/\r?\n/).slice(1);
  return lines.map((line, row) => {
    const [, real = "", probability = ""] = line.split(",");
    const positive = Number(probability);
    return {
      sequence: row,
      minute: row + 1,
      inputs: {},
      sourceRow: row,
      prediction: positive >= 0.5 ? "1" : "0",
      confidence: Math.max(positive, 1 - positive),
      modelVersion: "1",
      latencyMs: 1,
      error: null,
      label: real === "" ? (lateMinute === undefined ? null : "1") : real,
      labelMinute: real === "" ? (lateMinute ?? row + 1) : row + 1,
      violations: [],
    };
  });
}

function optionsOf(metric: "accuracy" | "auc", records: readonly PredictionRecord[], knownMinute: number) {
  return {
    batches: records.map((record) => ({ endpointId: asId<never>("e"), minute: record.minute, records: [record] })),
    knownMinute,
    windowRows: WINDOW_ROWS,
    score: (some: readonly PredictionRecord[]) => scoreRecords(some, { signature, metric }),
  };
}

function windowsOf(metric: "accuracy" | "auc", records = recordsOf()): readonly MonitorWindow[] {
  return [0, 1, 2, 3].map((index) =>
    buildWindow({
      ...optionsOf(metric, records, 31),
      monitor: { id: asId("m"), windowRows: WINDOW_ROWS },
      endpoint: {
        id: asId("e"),
        routes: [{ packageDigest: asId("d"), modelVersion: "1", percent: 100 }],
        routedAtMinute: 0,
      },
      span: windowSpan(index, WINDOW_ROWS),
      signature,
      reference: null,
      plans: [],
    }),
  );
}

const primary = (window: MonitorWindow | undefined) => window?.series["performance.primary"] ?? null;
const accuracyBelow = (threshold: number, m = 1): AlertRule => ({
  anyOf: [{ series: "performance.primary", operator: "<", threshold }],
  m,
  n: m,
});

it("case 26: windows of ten leave unlabelled rows out and count them; the row left over is kept as incomplete", () => {
  const windows = windowsOf("accuracy");
  expect(windows.map(({ rows, labelledRows }) => [rows, labelledRows])).toEqual(
    chunks.map(({ rows, labelled }) => [rows, labelled]),
  );
  const without = windows.reduce((sum, { rows, labelledRows }) => sum + rows - labelledRows, 0);
  expect(without).toBe(4);
  expect(windows.map(({ incomplete = false }) => incomplete)).toEqual([false, false, false, true]);
  for (const metric of ["accuracy", "auc"] as const) {
    const measured = windowsOf(metric).slice(0, 3).map(primary);
    expect(measured).toEqual(chunks.slice(0, 3).map((chunk) => expect.closeTo(chunk[metric] ?? NaN, 6)));
  }
  expect(primary(windows[3])).toBeNull();
});

it("case 26: neither the row left over nor a chunk that is wrong by chance raises an alert", () => {
  const windows = windowsOf("accuracy");
  expect(judgeRule(accuracyBelow(0.9), windows).verdict).toBe("not-enough-data");
  expect(judgeRule(accuracyBelow(0.9), windows.slice(0, 2)).verdict).toBe("not-enough-data");
  expect(judgeRule(accuracyBelow(0.9, 3), windows.slice(0, 3)).verdict).not.toBe("alert");
  const scored = { ...windows[3]!, series: { ...windows[3]!.series, "performance.primary": 0 } };
  expect(judgeRule(accuracyBelow(0.9), [scored]).verdict).toBe("not-enough-data");
});

it("a small window that is wrong beyond chance does raise one", () => {
  const wrong = recordsOf().map((record) => ({ ...record, prediction: record.label === "1" ? "0" : "1" }));
  const [first] = windowsOf("accuracy", wrong);
  expect(primary(first)).toBe(0);
  expect(judgeRule(accuracyBelow(0.9), [first!]).verdict).toBe("alert");
});

it("case 26: a label that comes late has its window measured again", () => {
  const late = recordsOf(40);
  const before = windowsOf("accuracy", late);
  expect(before.slice(0, 3).map(primary)).toEqual(
    chunks.slice(0, 3).map(({ accuracy }) => expect.closeTo(accuracy, 6)),
  );
  expect(before.map(({ awaitedRows }) => awaitedRows)).toEqual([1, 2, 1, 0]);
  const after = before.map((window) => withLabels(window, optionsOf("accuracy", late, 40)));
  expect(after.map(({ labelledRows, awaitedRows }) => [labelledRows, awaitedRows])).toEqual([
    [10, 0],
    [10, 0],
    [10, 0],
    [1, 0],
  ]);
  const whole = windowsOf("accuracy", recordsOf(0));
  expect(after).toEqual(whole);
  expect(withLabels(before[1]!, optionsOf("accuracy", late, 39))).toEqual(before[1]);
});

it("fewer labels than half of a window say nothing; twenty are always enough", () => {
  expect([10, 11, 20, 30, 40, 200, 10_000].map(fewestLabels)).toEqual([5, 6, 10, 15, 20, 20, 20]);
  const unlabelled = recordsOf().map((record, row) => (row < 6 ? { ...record, labelMinute: NEVER } : record));
  expect(primary(windowsOf("accuracy", unlabelled)[0])).toBeNull();
});

it("a column that no request carries is gone from its window, and one that comes empty is missing", () => {
  const inputs = ["age", "city"].map((name) => ({ name, type: "string" as const }));
  const text = {
    storage: "dictionary",
    categories: ["a", "b"],
    codes: Int32Array.from({ length: 100 }, (_, row) => row % 2),
  };
  const features = { rowCount: 100, columns: new Map(inputs.map(({ name }) => [name, text])) } as never;
  const records = Array.from({ length: 40 }, (_, row) => ({
    ...recordsOf()[0]!,
    sequence: row,
    sourceRow: row,
    inputs: { age: null },
  }));
  const window = buildWindow({
    ...optionsOf("accuracy", records, 31),
    monitor: { id: asId("m"), windowRows: WINDOW_ROWS },
    endpoint: { id: asId("e"), routes: [], routedAtMinute: 0 },
    span: windowSpan(0, WINDOW_ROWS),
    signature: { ...signature, inputs },
    reference: { features, predictions: text } as never,
    plans: [],
  });
  expect(window.columns.map(({ column, because }) => [column, because])).toEqual([
    ["age", "missing"],
    ["city", "gone"],
  ]);
});
