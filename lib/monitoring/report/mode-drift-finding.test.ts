import { describe, expect, it } from "vitest";
import { dictionaryColumn, type Column } from "../../data/table";
import { seededRandom } from "../../random";
import { columnSketch } from "../drift/approximate/column-sketch";
import { sidesDrift } from "../drift/approximate/sides-drift";
import { columnDrift } from "../drift/column-drift";
import { datasetDrift } from "../drift/dataset-drift";
import type { DriftSide } from "../drift/drift-side";
import { AGREE_WITH, driftInMode, MODE_METHODS, type AgreeWith } from "../drift/modes/modes";
import { findingOfDatasetDrift, findingOfDrift } from "./drift-finding";
import { driftReport, findingOfModeDrift } from "./mode-drift-finding";

function normals(rows: number, shift = 0): Column {
  const random = seededRandom(`report ${shift}`);
  return { storage: "numeric", values: Float64Array.from({ length: rows }, () => random.normal() + shift) };
}

function findingIn(agreeWith: AgreeWith, method: string, pair: { reference: Column; current: Column }) {
  const drift = driftInMode({ agreeWith, method, ...pair, random: seededRandom("report") });
  return findingOfModeDrift("age", drift ?? expect.fail(`${agreeWith} cannot read it`));
}

const rowsOf = (column: Column): DriftSide => ({ kind: "rows", column });
const sketchOf = (column: Column, capacity: number): DriftSide => ({
  kind: "sketch",
  sketch: columnSketch(column, { capacity }),
});
const moved = { reference: normals(300), current: normals(300, 3) };

describe("the finding of a column in any tool's mode", () => {
  it("states what must hold, names the method and explains it by its score", () => {
    const t = findingIn("evidently", "t_test", moved);
    expect(t).toMatchObject({ what: "drift.evidently.t_test", operator: ">=", threshold: 0.05, verdict: "fail" });
    expect(t).toMatchObject({ explanation: "score.p-value", details: { method: "t_test" } });
    const distance = findingIn("nannyml", "wasserstein", moved);
    expect(distance).toMatchObject({ explanation: "score.distance", verdict: "fail", operator: "<=" });
    expect(distance.details).toEqual({ method: "Wasserstein distance" });
  });

  it("has the monitor's sentence only where the test is the monitor's, not where another tool calls a distance KS", () => {
    expect(findingIn("evidently", "ks", moved).explanation).toBe("drift.ks");
    expect(findingIn("deepchecks", "ks", moved).explanation).toBe("score.distance");
  });

  it("is skipped without a threshold, its value kept", () => {
    const finding = findingIn("tfdv", "jensen_shannon_divergence", moved);
    expect(finding).toMatchObject({ verdict: "skipped", threshold: null });
    expect(finding.value).toBeGreaterThan(0.5);
  });

  it("exists for every method that reads the columns, and survives JSON", () => {
    const texts = dictionaryColumn(Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? "a" : "b")));
    for (const agreeWith of AGREE_WITH) {
      for (const [method, { kinds }] of Object.entries(MODE_METHODS[agreeWith])) {
        const column = kinds.includes("numeric") ? normals(60) : texts;
        const finding = findingIn(agreeWith, method, { reference: column, current: column });
        expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
        expect(finding.value === null, `${agreeWith} ${method}`).toBe(finding.notMeasured !== undefined);
      }
    }
  });
});

describe("the finding of a comparison with a sketch", () => {
  it("carries the bounds of the value and whether they decide", () => {
    const drift = sidesDrift({ reference: sketchOf(moved.reference, 32), current: rowsOf(moved.current) });
    const { interval, value, verdict } = findingOfModeDrift("age", drift);
    if (interval?.kind !== "sketch") return expect.fail("bounds expected");
    expect(verdict).toBe("fail");
    expect(interval).toMatchObject({ confidence: 0.99, decided: true });
    expect(interval.low).toBeLessThanOrEqual(value ?? NaN);
    expect(interval.high).toBeGreaterThanOrEqual(value ?? NaN);
  });

  it("names what no sketch can tell, and what the method cannot read", () => {
    const unread = sidesDrift({
      reference: sketchOf(moved.reference, 32),
      current: rowsOf(moved.current),
      method: "t_test",
    });
    const needsRows = { kind: "degenerate", reason: "needs-rows" };
    expect(findingOfModeDrift("age", unread)).toMatchObject({ verdict: "degenerate", notMeasured: needsRows });
    const texts = rowsOf(dictionaryColumn(["a", "b", "a"]));
    const wrong = findingOfModeDrift("age", sidesDrift({ reference: texts, current: texts, method: "ks" }));
    expect(wrong.notMeasured).toEqual({ kind: "degenerate", reason: "wrong-kind" });
  });
});

describe("the law of a Kolmogorov–Smirnov p-value", () => {
  it("is exact for few values and asymptotic above 10,000, in the monitor's finding too", () => {
    expect(findingIn("evidently", "ks", moved).law).toBe("exact");
    const many = { reference: normals(10_001), current: normals(300) };
    expect(findingIn("evidently", "ks", many).law).toBe("asymptotic");
    const test = { agreeWith: "evidently", method: "ks" } as const;
    expect(findingOfDrift(columnDrift({ column: "age", ...many, test })).law).toBe("asymptotic");
  });

  it("is absent where there is none to choose", () => {
    expect(findingIn("evidently", "wasserstein", moved)).not.toHaveProperty("law");
  });
});

describe("the report of a comparison", () => {
  const columns = [
    { column: "age", ...sidesDrift({ reference: rowsOf(moved.reference), current: rowsOf(moved.current) }) },
    { column: "fee", ...sidesDrift({ reference: rowsOf(moved.reference), current: rowsOf(moved.reference) }) },
  ];

  it("has the data set first, then its columns", () => {
    const { findings, id, createdAtMs } = driftReport({ columns, dataset: datasetDrift(columns) }, "a/b", 7);
    expect({ id, createdAtMs }).toEqual({ id: "a/b", createdAtMs: 7 });
    expect(findings.map(({ where, verdict }) => [where.name, verdict])).toEqual([
      ["", "fail"],
      ["age", "fail"],
      ["fee", "pass"],
    ]);
    expect(findings[0]).toMatchObject({ what: "drift.share", value: 0.5, operator: "<", threshold: 0.5 });
  });

  it("says nothing of a data set in which no column could drift", () => {
    expect(findingOfDatasetDrift(datasetDrift([]))).toMatchObject({ value: null, verdict: "not-enough-data" });
    expect(findingOfDatasetDrift(datasetDrift(columns, 0.6), 0.6)).toMatchObject({ threshold: 0.6, verdict: "pass" });
  });
});
