import { describe, expect, test } from "vitest";
import type { Column, Table } from "../data/table";
import { asId } from "../ids";
import { seededRandom, type Random } from "../random";
import { judgeRule } from "./alert";
import { columnDrift } from "./drift/column-drift";
import { datasetDrift, tableDrift } from "./drift/dataset-drift";
import { predictionDrift } from "./drift/prediction-drift";
import { DEFAULT_RULE, REFERENCE_ROWS, SERIES, type MonitorWindow } from "./monitor";

const FEATURES = 20;
const WINDOW = 500;
const DAY = 24;
/** Where a standard normal number is cut into classes; the last one is rare. */
const CLASS_CUTS = [-0.8, -0.3, 0, 0.5, 1, 1.5, 2.6];

interface Rows {
  readonly features: Table;
  readonly answers: Column;
}

/** Rows of 15 numbers and 5 columns of eight categories, every one moved by `shift`, and the classes that a model answers. */
function rowsOf(random: Random, rowCount: number, shift = 0): Rows {
  const columns = new Map<string, Column>();
  const sums = new Float64Array(rowCount);
  for (let feature = 0; feature < FEATURES; feature++) {
    const values = Float64Array.from({ length: rowCount }, () => random.normal() + shift);
    values.forEach((value, row) => (sums[row]! += value / Math.sqrt(FEATURES)));
    columns.set(`f${feature}`, feature < 15 ? { storage: "numeric", values } : classes(values));
  }
  return { features: { rowCount, columns }, answers: classes(sums) };
}

function classes(values: Float64Array): Column {
  const codes = Int32Array.from(values, (value) => CLASS_CUTS.filter((cut) => value > cut).length);
  return { storage: "dictionary", codes, categories: [...CLASS_CUTS, Infinity].map(String) };
}

function windowOf(index: number, reference: Rows, current: Rows): MonitorWindow {
  const columns = tableDrift(reference.features, current.features);
  const prediction = predictionDrift({ column: "label", reference: reference.answers, current: current.answers });
  const none = Object.fromEntries(SERIES.map((name) => [name, null])) as MonitorWindow["series"];
  return {
    monitorId: asId("m"),
    endpointId: asId("e"),
    index,
    fromMinute: index * 60 + 1,
    toMinute: (index + 1) * 60 + 1,
    rows: WINDOW,
    series: {
      ...none,
      "drift.share": datasetDrift(columns).share,
      "drift.prediction": prediction.verdict === "drift" ? 1 : 0,
    },
    columns,
    prediction,
    labelledRows: 0,
    byVersion: [],
  };
}

describe("the default rule", () => {
  test("raises no alarm on six stable days, each against a reference of its own", () => {
    const alarms: string[] = [];
    for (let day = 0; day < 6; day++) {
      const random = seededRandom(`stable/${day}`);
      const reference = rowsOf(random, REFERENCE_ROWS);
      const windows: MonitorWindow[] = [];
      for (let index = 0; index < DAY; index++) {
        windows.push(windowOf(index, reference, rowsOf(random, WINDOW)));
        if (judgeRule(DEFAULT_RULE, windows).verdict === "alert") alarms.push(`day ${day}, window ${index}`);
      }
    }
    expect(alarms).toEqual([]);
  });

  test("finds a shift of a quarter deviation in every column in the third window", () => {
    const random = seededRandom("shifted");
    const reference = rowsOf(random, REFERENCE_ROWS);
    const windows = [0, 1, 2].map((index) => windowOf(index, reference, rowsOf(random, WINDOW, 0.25)));
    expect(judgeRule(DEFAULT_RULE, windows.slice(0, 2)).verdict).toBe("not-enough-data");
    expect(judgeRule(DEFAULT_RULE, windows)).toMatchObject({
      verdict: "alert",
      evidence: { condition: { series: "drift.share" } },
    });
  });
});

describe("the drift of predictions", () => {
  const column = (counts: readonly number[]): Column => ({
    storage: "dictionary",
    codes: Int32Array.from(counts.flatMap((count, code) => Array.from({ length: count }, () => code))),
    categories: counts.map((_, code) => `class ${code}`),
  });

  test("is not found because one answer is of a class that the reference happens to lack", () => {
    const answers = { column: "label", reference: column([600, 400, 0]), current: column([300, 199, 1]) };
    expect(columnDrift(answers)).toMatchObject({ test: "chi2", verdict: "stable" });
    expect(predictionDrift(answers)).toMatchObject({ test: "chi2", verdict: "stable", threshold: 0.001 });
  });

  test("is found where the shares of the classes moved, and by the same significance among numbers", () => {
    const answers = { column: "label", reference: column([600, 400]), current: column([250, 250]) };
    expect(predictionDrift(answers)).toMatchObject({ test: "chi2", verdict: "drift" });
    const random = seededRandom("numbers");
    const numbers = (length: number, shift: number): Column => ({
      storage: "numeric",
      values: Float64Array.from({ length }, () => random.normal() + shift),
    });
    const price = { column: "price", reference: numbers(1_000, 0), current: numbers(500, 0.4) };
    expect(predictionDrift(price)).toMatchObject({ test: "ks", verdict: "drift", threshold: 0.001 });
  });

  test("lacks data below twenty answers and is degenerate where there is one class", () => {
    const few = predictionDrift({ column: "label", reference: column([60, 40]), current: column([10, 9]) });
    expect(few.notMeasured).toEqual({ kind: "not-enough-data", needed: 20, got: 19 });
    const one = predictionDrift({ column: "label", reference: column([100, 0]), current: column([50, 0]) });
    expect(one).toMatchObject({ verdict: "degenerate", notMeasured: { reason: "constant" } });
  });
});
