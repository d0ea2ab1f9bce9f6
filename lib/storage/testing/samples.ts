/** Builders of stored entities for tests: whole and small, with overrides. */
import { DEFAULT_SPLIT, type Split } from "../../data/split/split";
import type { DatasetVersion } from "../../data/version/dataset";
import type { Evaluation } from "../../evaluation/evaluation";
import { asId, newId, type Sha256 } from "../../ids";
import type { Alert, Monitor, MonitorWindow, SeriesName, WorldStep } from "../../monitoring/monitor";
import { DEFAULT_RULE, SERIES } from "../../monitoring/monitor";
import type { NotebookDocument } from "../../notebook/document/document";
import type { PipelineRun } from "../../pipeline/pipeline";
import type { Trigger } from "../../notebook/services/trigger";
import type { ModelPackage } from "../../packaging/package";
import { DEFAULT_RECIPE, type Recipe } from "../../preprocess/recipe";
import { DEFAULT_WORLD, type Endpoint, type PredictionBatch } from "../../serving/endpoint";
import { EMPTY_SCENARIO } from "../../serving/scenario";
import type { Run } from "../../tracking/run";
import { aRun as anyRun } from "../../tracking/testing/a-run";

/** A digest made of one repeated hex digit. */
export const digestOf = (digit: string): Sha256 => asId(digit.repeat(64));

export const PROJECT = asId<DatasetVersion["projectId"]>("a".repeat(32));

export function aVersion(changes: Partial<DatasetVersion> = {}): Omit<DatasetVersion, "version"> {
  return {
    id: newId(),
    projectId: PROJECT,
    datasetId: asId("d".repeat(32)),
    name: "digits",
    contentSha256: digestOf("1"),
    sourceSha256: null,
    sourceMd5: null,
    parents: [],
    message: "first",
    origin: { kind: "import", source: { kind: "builtin", name: "digits" } },
    schema: [{ name: "x", type: "number" }],
    rowCount: 2,
    columns: [{ name: "x", chunks: [] }],
    groups: null,
    image: null,
    suggestedTarget: null,
    profile: { columns: [], problems: [] },
    createdAtMs: 1,
    createdBy: null,
    ...changes,
  };
}

export function aSplit(
  { id, projectId }: Pick<DatasetVersion, "id" | "projectId">,
  changes: Partial<Split> = {},
): Split {
  return {
    id: newId(),
    projectId,
    datasetVersionId: id,
    params: DEFAULT_SPLIT,
    target: "digit",
    parts: { train: digestOf("a"), validation: digestOf("b"), test: digestOf("c") },
    balance: [{ part: "train", rows: 2, classes: [{ value: "0", count: 2 }] }],
    digest: digestOf("4"),
    createdAtMs: 1,
    ...changes,
  };
}

export function aRecipe({ id, projectId, datasetVersionId }: Split, changes: Partial<Recipe> = {}): Recipe {
  const target = { kind: "labels", column: "digit", classes: ["0", "1"] } as const;
  const features = [{ kind: "numeric", column: "x", fill: null, offset: 0, factor: 1 }] as const;
  const fitted = { formatVersion: 1, spec: DEFAULT_RECIPE, features, target, outputNames: ["x"] } as const;
  return {
    id: newId(),
    projectId,
    datasetVersionId,
    splitId: id,
    fitted,
    digest: digestOf("3"),
    createdAtMs: 1,
    ...changes,
  };
}

export function aRun(changes: Partial<Run> = {}): Run {
  return anyRun({ projectId: PROJECT, name: "quiet-fox", startTimeMs: 10, params: { epochs: "20" }, ...changes });
}

export function aPackage(changes: Partial<ModelPackage> = {}): ModelPackage {
  const runId = changes.runId ?? newId();
  return {
    digest: digestOf("2"),
    projectId: PROJECT,
    runId,
    recipeId: asId("e".repeat(32)),
    splitId: asId("f".repeat(32)),
    datasetVersionId: asId("9".repeat(32)),
    manifest: {
      format: "ciclo-package",
      formatVersion: 1,
      files: [],
      lineage: {
        runId,
        datasetSha256: digestOf("1"),
        datasetName: "digits",
        datasetVersion: 1,
        recipeSha256: digestOf("3"),
        splitSha256: digestOf("4"),
      },
    },
    signature: { task: "multiclass", inputMode: "matrix", inputs: [], target: "digit", classes: ["0", "1"] },
    image: null,
    parity: { rows: 10, maxDifference: 1e-6, tolerance: 1e-4, labelMismatches: 0, runtime: "test" },
    sizeBytes: 100,
    createdAtMs: 1,
    ...changes,
  };
}

export function anEvaluation(changes: Partial<Evaluation> = {}): Evaluation {
  return {
    id: newId(),
    projectId: PROJECT,
    packageDigest: digestOf("2"),
    runId: newId(),
    datasetVersionId: asId("9".repeat(32)),
    selection: { kind: "all" },
    task: "multiclass",
    metric: "accuracy",
    rowCount: 10,
    scores: { accuracy: 0.9 },
    baseline: { accuracy: 0.1 },
    champion: null,
    confusion: null,
    residuals: null,
    rowsDigest: digestOf("5"),
    checks: [],
    createdAtMs: 1,
    ...changes,
  };
}

export function anEndpoint(changes: Partial<Endpoint> = {}): Endpoint {
  return {
    id: newId(),
    projectId: PROJECT,
    name: "digits",
    environment: "production",
    modelName: "digits",
    rollout: { kind: "all-at-once" },
    routes: [{ packageDigest: digestOf("2"), modelVersion: "1", percent: 100 }],
    previousRoutes: [],
    routedAtMinute: 0,
    pipelineVersionId: null,
    world: { ...DEFAULT_WORLD, scenario: EMPTY_SCENARIO },
    createdAtMs: 1,
    ...changes,
  };
}

export function aBatch(endpointId: Endpoint["id"], minute: number): PredictionBatch {
  return { endpointId, minute, records: [] };
}

/** A step of a world that stands at its beginning. */
export function aStep(endpointId: Endpoint["id"], changes: Partial<WorldStep> = {}): WorldStep {
  return { endpointId, afterMinute: 0, batches: [], windows: [], relabelled: [], alert: null, ...changes };
}

export function aMonitor(endpointId: Endpoint["id"], changes: Partial<Monitor> = {}): Monitor {
  return {
    id: newId(),
    projectId: PROJECT,
    endpointId,
    windowRows: 200,
    reference: { datasetVersionId: asId("9".repeat(32)), splitId: asId("f".repeat(32)), seed: 7, rows: 100 },
    rule: DEFAULT_RULE,
    sinceMinute: 0,
    createdAtMs: 1,
    ...changes,
  };
}

export function aWindow(monitor: Monitor, index: number): MonitorWindow {
  const series = Object.fromEntries(SERIES.map((name) => [name, 0])) as Record<SeriesName, number>;
  return {
    monitorId: monitor.id,
    endpointId: monitor.endpointId,
    index,
    fromMinute: index * 20,
    toMinute: index * 20 + 20,
    rows: 200,
    series,
    columns: [],
    prediction: null,
    labelledRows: 0,
    byVersion: [],
  };
}

export function anAlert(monitor: Monitor, changes: Partial<Alert> = {}): Alert {
  return {
    id: newId(),
    projectId: PROJECT,
    monitorId: monitor.id,
    endpointId: monitor.endpointId,
    firedAtMinute: 100,
    windowIndex: 4,
    evidence: {
      condition: { series: "drift.share", operator: ">=", threshold: 0.5 },
      m: 3,
      n: 5,
      values: [0, 0.6, 0.7],
      windowIndices: [2, 3, 4],
      columns: [],
    },
    packageDigest: digestOf("2"),
    modelVersion: "1",
    status: "open",
    pipelineRunId: null,
    ...changes,
  };
}

export function aTrigger(monitor: Monitor): Trigger {
  return {
    id: newId(),
    projectId: PROJECT,
    notebookId: newId(),
    endpointId: monitor.endpointId,
    monitorId: monitor.id,
    mode: "on-alert",
    promotion: "automatic",
    gate: { valueThreshold: 0.8, changeThreshold: 0 },
    canary: { percent: 10, windows: 2 },
    createdAtMs: 1,
  };
}

export function aPipelineRun(changes: Partial<PipelineRun> = {}): PipelineRun {
  return {
    id: newId(),
    projectId: PROJECT,
    pipelineVersionId: newId(),
    endpointId: null,
    overrides: {},
    gateVersionId: null,
    trigger: "alert",
    alertId: null,
    actor: "trigger",
    status: "running",
    phase: "data",
    outcome: null,
    cellResults: {},
    gate: null,
    canary: null,
    challengerVersion: null,
    startedAtMs: 1,
    endedAtMs: null,
    error: null,
    ...changes,
  };
}

export function aNotebook(changes: Partial<NotebookDocument> = {}): NotebookDocument {
  return {
    format: "ciclo-notebook",
    formatVersion: 1,
    id: newId(),
    title: { es: "Dígitos", en: "Digits" },
    origin: null,
    cells: [],
    edges: {},
    ...changes,
  };
}
