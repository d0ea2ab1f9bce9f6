/** Services without a browser: stores in memory and workers that follow a script. For tests only. */
import { manualClock } from "../clock";
import type { Dataset, DatasetVersion } from "../data/version/dataset";
import type { Split } from "../data/split/split";
import { canonicalJson, sha256Bytes, sha256Json } from "../digest";
import { AppError } from "../errors";
import type { ErrorCode } from "../errors";
import { evaluationChecks } from "../evaluation/checks";
import type { Evaluation, Scores } from "../evaluation/evaluation";
import { asId, newId } from "../ids";
import type { DatasetId, DatasetVersionId, EvaluationId, ProjectId, RecipeId, Sha256, SplitId } from "../ids";
import type { JournalEntry } from "../journal";
import { compareData, storeSketches } from "../monitoring/compare-data";
import type { Alert, Monitor, MonitorWindow } from "../monitoring/monitor";
import type { PipelineRun, PipelineVersion } from "../pipeline/pipeline";
import type { CellResult } from "../notebook/result/cell-result";
import type { NotebookDocument } from "../notebook/document/document";
import { mergeDocuments } from "../notebook/document/merge";
import type { DataTasks, ServingTasks, TrainingTasks } from "../notebook/services/services";
import type { Services, Stores } from "../pipeline/services";
import type { Trigger } from "../notebook/services/trigger";
import type { ModelPackage } from "../packaging/package";
import type { Recipe } from "../preprocess/recipe";
import type { DummyComparison } from "../evaluation/comparison/beats-dummy";
import { standingDetails } from "../registry/history";
import type { ModelVersion, RegisteredModel } from "../registry/registered-model";
import type { Endpoint } from "../serving/endpoint";
import type { Run } from "../tracking/run";
import type { ClaimLocks } from "../tracking/lock";
import type { TrainRequest } from "../tracking/train-request";

/** What the fake workers do. Change it between calls. */
export interface Script {
  /** Kinds of work that fail, with the code. */
  fail: Partial<Record<"import" | "split" | "fit" | "train" | "package" | "evaluate", ErrorCode>>;
  /** Scores of a package on rows: by default 0.9 for every model. */
  score: (request: { packageDigest: string; gateSet: boolean }) => number;
  /** What the paired test of a package and its rival says; null: not tested. */
  comparison: DummyComparison | null;
  /** Awaited before a training ends: how a test holds a run in flight. */
  beforeTrainEnds: (signal: AbortSignal | undefined) => Promise<void>;
  /** Names of the verbs that were called, in order. */
  readonly calls: string[];
  /** The trainings that were asked for, in order. */
  readonly trainings: TrainRequest[];
}

export interface FakeServices extends Services {
  readonly clock: ReturnType<typeof manualClock>;
  readonly script: Script;
  readonly projectId: ProjectId;
  /** The journal, oldest first. */
  readonly entries: readonly JournalEntry[];
}

/** Fresh services with nothing stored. */
export function fakeServices(locks: ClaimLocks | null = null): FakeServices {
  const clock = manualClock(1_000);
  const projectId = asId<ProjectId>("project");
  const entries: JournalEntry[] = [];
  const script: Script = {
    fail: {},
    score: () => 0.9,
    comparison: null,
    beforeTrainEnds: async () => {},
    calls: [],
    trainings: [],
  };
  const stores = memoryStores(projectId, clock, entries);
  return {
    clock,
    projectId,
    script,
    entries,
    locks,
    stores,
    data: fakeData(stores, script, projectId),
    training: fakeTraining(stores, script, clock),
    serving: fakeServing(stores, script, projectId),
  };
}

function found<Value>(value: Value | undefined, code: ErrorCode): Value {
  if (value === undefined) throw new AppError(code);
  return value;
}

function memoryStores(projectId: ProjectId, clock: ReturnType<typeof manualClock>, entries: JournalEntry[]): Stores {
  const journal: Stores["journal"] = {
    append: async (entry) => void entries.push({ ...entry, id: newId(), atMs: clock.nowMs() }),
    list: async (_, options) =>
      entries
        .filter((entry) => options?.subject === undefined || entry.subjects.includes(options.subject))
        .reverse()
        .slice(0, options?.limit),
  };
  return {
    journal,
    ...dataStores(),
    ...modelStores(journal, clock),
    ...liveStores(journal, clock),
    notebooks: notebookStore(projectId),
  };
}

function dataStores(): Pick<Stores, "blobs" | "datasets" | "recipes"> {
  const blobs = new Map<string, Uint8Array>();
  const datasets: Dataset[] = [];
  const versions: DatasetVersion[] = [];
  const splits = new Map<string, Split>();
  const recipes = new Map<string, Recipe>();
  return {
    blobs: {
      put: async (bytes) => {
        const digest = await sha256Bytes(bytes);
        blobs.set(digest, bytes);
        return digest;
      },
      get: async (digest) => found(blobs.get(digest), "storage.corrupt"),
    },
    datasets: {
      createDataset: async (input) => {
        const dataset = { ...input, id: newId<DatasetId>(), createdAtMs: 0 };
        datasets.push(dataset);
        return dataset;
      },
      findDataset: async (_, name) => datasets.find((dataset) => dataset.name === name) ?? null,
      addVersion: async (version) => {
        const known = versions.find(
          (other) =>
            other.datasetId === version.datasetId &&
            other.contentSha256 === version.contentSha256 &&
            canonicalJson(other.parents) === canonicalJson(version.parents),
        );
        if (known) return known;
        const number = versions.filter((other) => other.datasetId === version.datasetId).length + 1;
        const added = { ...version, version: number };
        versions.push(added);
        return added;
      },
      getVersion: async (id) =>
        found(
          versions.find((version) => version.id === id),
          "data.version-not-found",
        ),
      latestVersion: async (id) => versions.filter((version) => version.datasetId === id).at(-1) ?? null,
      listVersions: async () => versions,
      keepSketches: async (id, sketches) => {
        const place = versions.findIndex((version) => version.id === id);
        if (place >= 0) versions[place] = { ...versions[place]!, sketches };
      },
      saveSplit: async (split) => void splits.set(split.id, split),
      getSplit: async (id) => found(splits.get(id), "unexpected"),
    },
    recipes: {
      saveRecipe: async (recipe) => void recipes.set(recipe.id, recipe),
      getRecipe: async (id) => found(recipes.get(id), "unexpected"),
    },
  };
}

function modelStores(
  journal: Stores["journal"],
  clock: ReturnType<typeof manualClock>,
): Pick<Stores, "tracking" | "packages" | "evaluations" | "registry"> {
  const runs = new Map<string, Run>();
  const packages = new Map<string, ModelPackage>();
  const evaluations = new Map<string, Evaluation>();
  const models = new Map<string, RegisteredModel>();
  const versions: ModelVersion[] = [];
  return {
    tracking: {
      ensureExperiment: async (project, name) => ({ id: asId("1"), projectId: project, name, createdAtMs: 0 }),
      createRun: async (run) => void runs.set(run.id, run),
      logMetrics: async () => {},
      updateRun: async (id, patch) => void runs.set(id, { ...found(runs.get(id), "run.not-found"), ...patch }),
      addArtifact: async () => {},
      finishRun: async (id, end) => void runs.set(id, { ...found(runs.get(id), "run.not-found"), ...end }),
      getRun: async (id) => found(runs.get(id), "run.not-found"),
      listRuns: async () => [...runs.values()],
      metricHistory: async () => [],
      listExperiments: async () => [],
    },
    packages: {
      savePackage: async (built) => void packages.set(built.digest, built),
      getPackage: async (digest) => found(packages.get(digest), "package.not-found"),
      listPackages: async () => [...packages.values()],
    },
    evaluations: {
      saveEvaluation: async (evaluation) => void evaluations.set(evaluation.id, evaluation),
      getEvaluation: async (id) => found(evaluations.get(id), "unexpected"),
      listEvaluations: async () => [...evaluations.values()],
    },
    registry: {
      registerVersion: async (input) => {
        const own = versions.filter((version) => version.modelName === input.modelName);
        const known = own.find((version) => version.packageDigest === input.packageDigest);
        if (known) return known;
        const { projectId, modelName: name } = input;
        const empty = { projectId, name, aliases: {}, tags: {}, createdAtMs: clock.nowMs() };
        if (!models.has(name)) models.set(name, empty);
        const version = { ...input, version: String(own.length + 1), createdAtMs: clock.nowMs() };
        versions.push(version);
        return version;
      },
      setAlias: async ({ projectId, modelName, alias, version, reason, standing }, by) => {
        const model = found(models.get(modelName), "registry.model-not-found");
        const from = model.aliases[alias] ?? null;
        const others = Object.fromEntries(Object.entries(model.aliases).filter(([name]) => name !== alias));
        models.set(modelName, { ...model, aliases: version === null ? others : { ...others, [alias]: version } });
        const details = { modelName, alias, from, to: version, reason, ...(standing && standingDetails(standing)) };
        await journal.append({ projectId, command: "alias.set", subjects: [modelName], details, ...by });
      },
      getModel: async (_, name) => found(models.get(name), "registry.model-not-found"),
      findModel: async (_, name) => models.get(name) ?? null,
      getModelVersion: async (_, name, number) =>
        found(
          versions.find((version) => version.modelName === name && version.version === number),
          "registry.model-not-found",
        ),
      listModels: async () => [...models.values()],
      listModelVersions: async (_, name) =>
        versions.filter((version) => name === undefined || version.modelName === name),
    },
  };
}

function liveStores(
  journal: Stores["journal"],
  clock: ReturnType<typeof manualClock>,
): Pick<Stores, "endpoints" | "monitors" | "triggers" | "pipelines"> {
  return {
    endpoints: endpointStore(journal),
    monitors: monitorStore(),
    triggers: triggerStore(),
    pipelines: pipelineStore(journal, clock),
  };
}

function endpointStore(journal: Stores["journal"]): Stores["endpoints"] {
  const endpoints = new Map<string, Endpoint>();
  const get = (id: string): Endpoint => found(endpoints.get(id), "endpoint.not-found");
  const change = (id: string, patch: Partial<Endpoint>): Endpoint => {
    const next = { ...get(id), ...patch };
    endpoints.set(id, next);
    return next;
  };
  return {
    createEndpoint: async (endpoint) => void endpoints.set(endpoint.id, endpoint),
    getEndpoint: async (id) => get(id),
    findEndpoint: async (_, name) => [...endpoints.values()].find((endpoint) => endpoint.name === name) ?? null,
    listEndpoints: async () => [...endpoints.values()],
    setRoutes: async (id, { routes, rollout }, by) => {
      const before = get(id);
      const { minute } = before.world;
      const { projectId } = before;
      await journal.append({ projectId, command: "endpoint.route", subjects: [id], details: {}, ...by });
      return change(id, { routes, rollout, previousRoutes: before.routes, routedAtMinute: minute });
    },
    setPipeline: async (id, pipelineVersionId) => void change(id, { pipelineVersionId }),
    updateWorld: async (id, patch) => change(id, { world: { ...get(id).world, ...patch } }),
    resetWorld: async (id, scenario) => change(id, { world: { ...get(id).world, scenario, minute: 0 } }),
    batches: async () => [],
  };
}

function monitorStore(): Stores["monitors"] {
  const monitors = new Map<string, Monitor>();
  const windows: MonitorWindow[] = [];
  const alerts = new Map<string, Alert>();
  return {
    saveMonitor: async (monitor) => void monitors.set(monitor.id, monitor),
    findMonitor: async (endpointId) =>
      [...monitors.values()].find((monitor) => monitor.endpointId === endpointId) ?? null,
    getMonitor: async (id) => found(monitors.get(id), "unexpected"),
    listMonitors: async () => [...monitors.values()],
    passMinutes: async (step) => {
      windows.push(...step.windows);
      if (step.alert) alerts.set(step.alert.id, step.alert);
      return true;
    },
    windows: async (id, limit) => windows.filter((window) => window.monitorId === id).slice(-limit),
    updateAlert: async (id, patch) => void alerts.set(id, { ...found(alerts.get(id), "unexpected"), ...patch }),
    listAlerts: async (_, endpointId) =>
      [...alerts.values()].filter((alert) => endpointId === undefined || alert.endpointId === endpointId),
  };
}

function triggerStore(): Stores["triggers"] {
  const triggers = new Map<string, Trigger>();
  return {
    saveTrigger: async (trigger) => void triggers.set(trigger.id, trigger),
    noteError: async (id, error) => void triggers.set(id, { ...triggers.get(id)!, error }),
    findTrigger: async (endpointId) =>
      [...triggers.values()].find((trigger) => trigger.endpointId === endpointId) ?? null,
    getTrigger: async (id) => found(triggers.get(id), "unexpected"),
    listTriggers: async () => [...triggers.values()],
  };
}

function pipelineStore(journal: Stores["journal"], clock: ReturnType<typeof manualClock>): Stores["pipelines"] {
  const versions: PipelineVersion[] = [];
  const runs = new Map<string, PipelineRun>();
  const patchRun = (id: string, patch: Partial<PipelineRun>): PipelineRun => {
    const run = { ...found(runs.get(id), "unexpected"), ...patch };
    runs.set(id, run);
    return run;
  };
  return {
    publish: async (version) => {
      const own = versions.filter((other) => other.notebookId === version.notebookId);
      const known = own.find((other) => other.digest === version.digest);
      if (known) return known;
      const published = { ...version, version: own.length + 1, createdAtMs: clock.nowMs() };
      versions.push(published);
      return published;
    },
    getPipelineVersion: async (id) =>
      found(
        versions.find((version) => version.id === id),
        "pipeline.not-published",
      ),
    latestPipelineVersion: async (id) => versions.filter((version) => version.notebookId === id).at(-1) ?? null,
    startRun: async (run, by) => {
      runs.set(run.id, run);
      const { projectId, id } = run;
      await journal.append({ projectId, command: "pipeline-run.start", subjects: [id], details: {}, ...by });
    },
    updateRun: async (id, patch) => patchRun(id, patch),
    finishRun: async (id, patch, by) => {
      const run = patchRun(id, patch);
      const { projectId, outcome } = run;
      const details = { outcome };
      await journal.append({ projectId, command: "pipeline-run.finish", subjects: [id], details, ...by });
      return run;
    },
    getRun: async (id) => found(runs.get(id), "unexpected"),
    listRuns: async () => [...runs.values()].reverse(),
  };
}

function notebookStore(projectId: ProjectId): Stores["notebooks"] {
  const documents = new Map<string, NotebookDocument>();
  const results = new Map<string, Map<string, CellResult>>();
  return {
    ensureProject: async () => ({ id: projectId, name: "project", createdAtMs: 0 }),
    createNotebook: async (_, document) => void documents.set(document.id, document),
    saveNotebook: async (mine, base) => {
      const document = mergeDocuments({ base, stored: documents.get(mine.id) ?? base, mine });
      documents.set(document.id, document);
      return document;
    },
    getNotebook: async (id) => found(documents.get(id), "notebook.not-found"),
    projectOf: async () => projectId,
    listNotebooks: async () => [],
    saveResult: async (id, result) => {
      const own = results.get(id) ?? new Map<string, CellResult>();
      results.set(id, own.set(result.cellId, result));
    },
    removeResult: async (id, cellId) => void results.get(id)?.delete(cellId),
    results: async (id) => [...(results.get(id)?.values() ?? [])],
  };
}

function fakeData(stores: Stores, script: Script, projectId: ProjectId): DataTasks {
  const made = async (input: {
    name: string;
    content: unknown;
    parents?: readonly DatasetVersionId[];
    origin: DatasetVersion["origin"];
  }): Promise<DatasetVersion> => {
    const { name, content, parents = [], origin } = input;
    const dataset =
      (await stores.datasets.findDataset(projectId, name)) ??
      (await stores.datasets.createDataset({ projectId, name }));
    const version = {
      id: newId<DatasetVersionId>(),
      projectId,
      datasetId: dataset.id,
      name,
      contentSha256: await sha256Json(content),
      sourceSha256: null,
      sourceMd5: null,
      parents,
      message: "",
      origin,
      schema: FAKE_SCHEMA,
      rowCount: 100,
      columns: [],
      groups: null,
      image: null,
      // Of a file that somebody brings, nobody knows the question.
      suggestedTarget: origin.kind === "import" && origin.source.kind === "file" ? null : "label",
      profile: FAKE_PROFILE,
      createdAtMs: 0,
      createdBy: null,
    };
    return stores.datasets.addVersion(version, { actor: "person", cause: null, virtualMinute: null });
  };
  return {
    ingestFile: async () => {
      throw new AppError("unexpected");
    },
    importDataset: async ({ datasetName, source }) => {
      act(script, "import");
      return made({ name: datasetName, content: source, origin: { kind: "import", source } });
    },
    split: async ({ datasetVersionId, goal, params }) => {
      act(script, "split");
      const digest = await sha256Json({ datasetVersionId, goal, params });
      const parts = { train: digest, validation: digest, test: digest };
      const id = newId<SplitId>();
      const { target } = goal;
      const split = { id, projectId, datasetVersionId, params, target, parts, balance: [], digest, createdAtMs: 0 };
      await stores.datasets.saveSplit(split);
      return split;
    },
    fitRecipe: async ({ splitId, goal, spec }) => {
      act(script, "fit");
      const { datasetVersionId } = await stores.datasets.getSplit(splitId);
      const target = { kind: "labels", column: goal.target, classes: ["0", "1"] } as const;
      const fitted = { formatVersion: 1, spec, features: [], target, outputNames: [] } as const;
      const digest = await sha256Json({ splitId, fitted });
      const recipe = { id: newId<RecipeId>(), projectId, datasetVersionId, splitId, fitted, digest, createdAtMs: 0 };
      await stores.recipes.saveRecipe(recipe);
      return recipe;
    },
    rows: async () => [],
    addRows: async ({ datasetVersionId }) => stores.datasets.getVersion(datasetVersionId),
    buildRetrainingVersion: async ({ endpointId, datasetVersionId, seed }) => {
      act(script, "retraining");
      const parent = await stores.datasets.getVersion(datasetVersionId);
      const origin = { kind: "retraining", endpointId, seed } as const;
      const parents = [datasetVersionId];
      const content = { datasetVersionId, seed };
      return {
        training: await made({ name: parent.name, content: { ...content, part: "training" }, parents, origin }),
        gate: await made({ name: `${parent.name} · gate`, content: { ...content, part: "gate" }, parents, origin }),
      };
    },
    compareData: (request, options) => compareData(stores, request, options),
    storeSketches: (request, options) => storeSketches(stores, request, options),
  };
}

const FAKE_SCHEMA: DatasetVersion["schema"] = [
  { name: "x", type: "number" },
  { name: "label", type: "category" },
];

const FAKE_PROFILE: DatasetVersion["profile"] = {
  columns: [
    {
      kind: "categorical",
      name: "label",
      missing: 0,
      distinct: 3,
      top: [
        { value: "0", count: 40 },
        { value: "1", count: 30 },
        { value: "2", count: 30 },
      ],
    },
  ],
  problems: [],
};

function fakeTraining(stores: Stores, script: Script, clock: ReturnType<typeof manualClock>): TrainingTasks {
  const choice = { chosen: "cpu", device: "fake", reason: "measured", measurements: [] } as const;
  return {
    probe: async () => choice,
    train: async (request, options) => {
      act(script, "train");
      script.trainings.push(request);
      const recipe = await stores.recipes.getRecipe(request.recipeId);
      const run: Run = {
        id: request.runId,
        projectId: request.projectId,
        experimentId: asId("1"),
        name: request.runName,
        status: "RUNNING",
        startTimeMs: clock.nowMs(),
        endTimeMs: null,
        params: {},
        metrics: {},
        tags: {},
        inputs: [],
        artifacts: [],
        seed: request.params.seed,
        backend: choice,
        notebookId: request.notebookId,
        cellId: request.cellId,
        pipelineRunId: request.pipelineRunId,
        recipeId: recipe.id,
        splitId: recipe.splitId,
        error: null,
      };
      await stores.tracking.createRun(run, request.by);
      options.onEvent?.({ kind: "backend", choice });
      for (let epoch = 1; epoch <= request.params.epochs; epoch++) options.onEvent?.(epochEvent(epoch));
      await script.beforeTrainEnds(options.signal);
      if (options.signal?.aborted) throw new AppError("cancelled");
      const end = { status: "FINISHED", endTimeMs: clock.nowMs(), error: null } as const;
      await stores.tracking.finishRun(run.id, end, request.by);
      return stores.tracking.getRun(run.id);
    },
  };
}

function epochEvent(epoch: number) {
  const loss = 1 / epoch;
  return {
    kind: "epoch",
    epoch,
    trainLoss: loss,
    validationLoss: loss,
    trainScore: 1 - loss,
    validationScore: 1 - loss,
    best: true,
  } as const;
}

function fakeServing(stores: Stores, script: Script, projectId: ProjectId): ServingTasks {
  const scores = async (packageDigest: Sha256, gateSet: boolean): Promise<Scores> => ({
    accuracy: script.score({ packageDigest, gateSet }),
  });
  const notScripted = async (): Promise<never> => {
    throw new AppError("unexpected");
  };
  return {
    buildPackage: async ({ runId, by }) => {
      act(script, "package");
      const run = await stores.tracking.getRun(runId);
      const { datasetVersionId } = await stores.recipes.getRecipe(run.recipeId);
      const built = await fakePackage(run, datasetVersionId);
      await stores.packages.savePackage(built, by);
      return built;
    },
    evaluate: async ({ packageDigest, datasetVersionId, selection, goal, championDigest, by }) => {
      act(script, "evaluate");
      const gateSet = selection.kind === "all";
      const champion = championDigest === null ? null : await scores(championDigest, gateSet);
      const { runId } = await stores.packages.getPackage(packageDigest);
      const own = await scores(packageDigest, gateSet);
      const baseline = { accuracy: 0.4 };
      const evaluation: Evaluation = {
        id: newId<EvaluationId>(),
        projectId,
        packageDigest,
        runId,
        datasetVersionId,
        selection,
        task: goal.task,
        metric: goal.metric,
        rowCount: 60,
        scores: own,
        baseline,
        champion:
          champion && championDigest
            ? {
                modelName: "model",
                version: "1",
                packageDigest: championDigest,
                scores: champion,
                ...(script.comparison && { comparison: script.comparison }),
              }
            : null,
        confusion: null,
        residuals: null,
        rowsDigest: packageDigest,
        checks: evaluationChecks({ subject: packageDigest, goal, rowCount: 60, scores: own, baseline, champion }),
        createdAtMs: 0,
      };
      await stores.evaluations.saveEvaluation(evaluation, by);
      return evaluation;
    },
    reconcile: async () => void script.calls.push("reconcile"),
    zip: notScripted,
    predictPackage: notScripted,
    predictEndpoint: notScripted,
    play: async () => {},
    pause: async () => {},
    inject: notScripted,
    restartWorld: async () => {},
  };
}

async function fakePackage(run: Run, datasetVersionId: DatasetVersionId): Promise<ModelPackage> {
  const digest = await sha256Json({ package: run.id });
  const lineage = {
    runId: run.id,
    datasetSha256: digest,
    datasetName: "data",
    datasetVersion: 1,
    recipeSha256: digest,
    splitSha256: digest,
  };
  return {
    digest,
    projectId: run.projectId,
    runId: run.id,
    recipeId: run.recipeId,
    splitId: run.splitId,
    datasetVersionId,
    manifest: { format: "ciclo-package", formatVersion: 1, files: [], lineage },
    signature: { task: "multiclass", inputMode: "matrix", inputs: [], target: "label", classes: [] },
    image: null,
    parity: { rows: 1, maxDifference: 0, tolerance: 1e-4, labelMismatches: 0, runtime: "fake" },
    sizeBytes: 1,
    createdAtMs: 0,
  };
}

function act(script: Script, verb: string): void {
  script.calls.push(verb);
  const code = script.fail[verb as keyof Script["fail"]];
  if (code) throw new AppError(code);
}
