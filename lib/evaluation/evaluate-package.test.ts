import { beforeAll, describe, expect, it } from "vitest";
import type { Goal, MetricName, Task } from "../data/goal";
import { saveVersion } from "../data/version/save-version";
import { takeRows, type Column, type Table } from "../data/table";
import { asId, type RunId } from "../ids";
import { BY_PERSON } from "../journal";
import { buildPackage } from "../packaging/build-package";
import { loadNodeRuntime } from "../packaging/onnxruntime/node";
import { forwardPredictions } from "../packaging/testing/forward";
import type { PackageRuntime } from "../packaging/session";
import { finishedRun } from "../testing/finished-run";
import { actualOf } from "./actual";
import { evaluatePackage, type EvaluateOptions } from "./evaluate-package";
import { readEvaluationRows } from "./evaluation-rows";
import { outcomesAt, placeOf } from "./judgement/at-threshold";
import { scorePredictions } from "./score";

let runtime: PackageRuntime;
beforeAll(async () => {
  runtime = await loadNodeRuntime();
});

const goalOf = (task: Task, metric: MetricName, minimum: number): Goal => ({
  target: "target",
  task,
  metric,
  minimum,
  sensitive: [],
  costs: { falsePositive: 1, falseNegative: 1 },
});

async function packaged(task: Task) {
  const finished = await finishedRun(task);
  const { stores, run, clock } = finished;
  const modelPackage = await buildPackage({
    stores,
    runtime,
    runId: run.id,
    projectId: run.projectId,
    by: BY_PERSON,
    clock,
  });
  const evaluate = (goal: Goal, more: Partial<EvaluateOptions["request"]> = {}) =>
    evaluatePackage({
      stores,
      runtime,
      clock,
      request: {
        packageDigest: modelPackage.digest,
        datasetVersionId: finished.version.id,
        selection: { kind: "split", splitId: finished.split.id, part: "test" },
        goal,
        championDigest: null,
        by: BY_PERSON,
        ...more,
      },
    });
  return { ...finished, modelPackage, evaluate };
}

const TEST_ROWS = Uint32Array.from({ length: 20 }, (_, index) => 100 + index);
const statuses = (checks: readonly { key: string; status: string }[]) =>
  Object.fromEntries(checks.map(({ key, status }) => [key, status]));

describe("evaluatePackage", () => {
  it("scores the package as a plain forward pass would be scored, and the dummy on the same rows", async () => {
    const { evaluate, recipe, network, table } = await packaged("multiclass");
    const evaluation = await evaluate(goalOf("multiclass", "accuracy", 0.5));
    const test = takeRows(table, TEST_ROWS);
    const classes = recipe.target.kind === "labels" ? recipe.target.classes : [];
    const want = scorePredictions({
      task: "multiclass",
      predictions: forwardPredictions(recipe, network, test),
      actual: actualOf(test, "target", classes),
    });
    expect(evaluation.scores.accuracy).toBe(want.accuracy);
    expect(evaluation.scores.logLoss).toBeCloseTo(want.logLoss ?? NaN, 4);
    expect(evaluation.rowCount).toBe(20);
    expect(evaluation.baseline.accuracy).toBeLessThan(evaluation.scores.accuracy ?? 0);
    expect(evaluation.confusion?.counts.flat().reduce((a, b) => a + b, 0)).toBe(20);
    expect(statuses(evaluation.checks)).toEqual({ "minimum-metric": "pass", "beats-baseline": "pass" });
  });

  it("says how sure it is, and slices by the columns that the package reads", async () => {
    const { evaluate, stores, version } = await packaged("multiclass");
    const few = await evaluate(goalOf("multiclass", "accuracy", 0.5));
    expect(few.interval).toMatchObject({ method: "wilson", confidence: 0.95 });
    expect(few.baselineTest?.verdict, "20 rows prove little").toBe("no-difference");
    expect(few, "20 rows are too few to slice").not.toHaveProperty("slices");
    const all = await evaluate(goalOf("multiclass", "logLoss", 1), { selection: { kind: "all" } });
    expect(all.interval).toMatchObject({ method: "bootstrap" });
    expect(all.baselineTest?.verdict).toBe("better");
    expect(all.slices).toMatchObject({ metric: "accuracy", overall: all.scores.accuracy });
    expect(all.slices?.looked).toBeGreaterThan(0);
    expect(await stores.evaluations.getEvaluation(all.id)).toEqual(all);
    expect(all.datasetVersionId).toBe(version.id);
  });

  it("judges the answers by the sensitive columns that the rows have, and agrees with the confusion matrix at a half", async () => {
    const { evaluate } = await packaged("binary");
    const goal = { ...goalOf("binary", "accuracy", 0.5), sensitive: ["city", "not there"] };
    const { judgement, confusion, rowCount } = await evaluate(goal, { selection: { kind: "all" } });
    if (judgement?.kind !== "binary") throw new Error("not judged");
    expect(judgement.columns.map(({ column }) => column)).toEqual(["city"]);
    const grouped = judgement.columns[0]?.groups.map(({ positives, negatives }) => positives + negatives) ?? [];
    expect(grouped.reduce((sum, rows) => sum + rows, 0)).toBe(rowCount);
    const { trueNegatives, falsePositives, falseNegatives, truePositives } = outcomesAt(
      judgement.overall,
      placeOf(judgement, 0.5),
    );
    expect([
      [trueNegatives, falsePositives],
      [falseNegatives, truePositives],
    ]).toEqual(confusion?.counts);
  });

  it("keeps which row was answered what", async () => {
    const { evaluate, stores } = await packaged("binary");
    const evaluation = await evaluate(goalOf("binary", "accuracy", 0.5));
    const { rows, actual, predicted } = await readEvaluationRows(stores.blobs, evaluation);
    expect([...rows]).toEqual([...TEST_ROWS]);
    const correct = actual.filter((label, index) => label === predicted[index]).length;
    expect(correct / rows.length).toBe(evaluation.scores.accuracy);
    expect(await stores.evaluations.getEvaluation(evaluation.id)).toEqual(evaluation);
  });

  it("scores numbers with residuals and turns the minimum around for errors", async () => {
    const { evaluate } = await packaged("regression");
    const evaluation = await evaluate(goalOf("regression", "rmse", 0.01));
    expect(evaluation.residuals).toHaveLength(20);
    expect(evaluation.confusion).toBeNull();
    expect(evaluation.scores.r2).toBeGreaterThan(0.9);
    expect(statuses(evaluation.checks)).toEqual({ "minimum-metric": "fail", "beats-baseline": "pass" });
  });

  it("scores a champion on the same rows; an equal one is a warning", async () => {
    const { evaluate, stores, modelPackage, run, clock } = await packaged("binary");
    // Another package of the same network: only its README differs.
    const runId = asId<RunId>("d".repeat(32));
    await stores.tracking.createRun({ ...run, id: runId, name: "other" }, BY_PERSON);
    for (const artifact of (await stores.tracking.getRun(run.id)).artifacts) {
      await stores.tracking.addArtifact(runId, artifact);
    }
    const end = { status: "FINISHED", endTimeMs: 1_700_000_000_000, error: null } as const;
    await stores.tracking.finishRun(runId, end, BY_PERSON);
    const champion = await buildPackage({
      stores,
      runtime,
      runId,
      projectId: run.projectId,
      by: BY_PERSON,
      clock,
    });
    expect(champion.digest).not.toBe(modelPackage.digest);
    const registered = await stores.registry.registerVersion(
      {
        projectId: run.projectId,
        modelName: "churn",
        packageDigest: champion.digest,
        runId: champion.runId,
        evaluationId: null,
        tags: {},
      },
      BY_PERSON,
    );
    const evaluation = await evaluate(goalOf("binary", "accuracy", 0.5), { championDigest: champion.digest });
    expect(evaluation.champion).toMatchObject({ modelName: "churn", version: registered.version });
    expect(evaluation.champion?.scores).toEqual(evaluation.scores);
    expect(statuses(evaluation.checks)["beats-champion"]).toBe("warn");
  });

  it("evaluates a whole version, leaves out rows without a target, and refuses when none is left", async () => {
    const { evaluate, stores, clock, table, run } = await packaged("binary");
    const withMissing = async (name: string, missing: (row: number) => boolean) => {
      const part = takeRows(table, TEST_ROWS);
      const target = part.columns.get("target") as Extract<Column, { storage: "dictionary" }>;
      const codes = target.codes.map((code, row) => (missing(row) ? -1 : code));
      const columns = new Map([...part.columns, ["target", { ...target, codes }]] as [string, Column][]);
      return saveGate({ rowCount: part.rowCount, columns }, name);
    };
    const saveGate = (gate: Table, datasetName: string) =>
      saveVersion(
        { stores, clock },
        {
          projectId: run.projectId,
          datasetName,
          table: gate,
          schema: [
            { name: "age", type: "number" },
            { name: "income", type: "number" },
            { name: "city", type: "category" },
            { name: "target", type: "category" },
          ],
          source: null,
          parents: [],
          message: "gate",
          origin: { kind: "import", source: { kind: "none" } },
          image: null,
          suggestedTarget: null,
          groups: null,
          by: BY_PERSON,
        },
      );
    const goal = goalOf("binary", "accuracy", 0.5);
    const some = await withMissing("some", (row) => row < 5);
    const evaluation = await evaluate(goal, { datasetVersionId: some.id, selection: { kind: "all" } });
    expect(evaluation.rowCount).toBe(15);
    expect((await readEvaluationRows(stores.blobs, evaluation)).rows[0]).toBe(5);
    const none = await withMissing("none", () => true);
    await expect(evaluate(goal, { datasetVersionId: none.id, selection: { kind: "all" } })).rejects.toMatchObject({
      code: "evaluation.empty",
    });
  });
});
