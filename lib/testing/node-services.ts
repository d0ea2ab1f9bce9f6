/**
 * The real product in Node: every port on fake-indexeddb, our compiled engine with its kernels from the disk, packages on onnxruntime-node.
 * For tests that go the whole way from a file to an answer; the working folder is the repository.
 */
import "fake-indexeddb/auto";
import { readFile } from "node:fs/promises";
import { worldPorts } from "../../workers/serving/world-ports";
import { addRows } from "../data/tasks/add-rows";
import { buildRetrainingVersion } from "../data/tasks/build-retraining";
import { importDataset } from "../data/tasks/import-dataset";
import { ingestFile } from "../data/tasks/ingest-file";
import { pageReader } from "../data/tasks/page-rows";
import { splitDataset } from "../data/tasks/split-dataset";
import { AppError } from "../errors";
import { evaluatePackage } from "../evaluation/evaluate-package";
import type { EndpointId, Sha256 } from "../ids";
import { compareData, storeSketches } from "../monitoring/compare-data";
import { createWorldRunner } from "../monitoring/world/world-runner";
import type { DataTasks, ServingTasks, TrainingTasks } from "../notebook/services/services";
import { buildPackage } from "../packaging/build-package";
import { loadNodeRuntime } from "../packaging/onnxruntime/node";
import { openPackage } from "../packaging/open-package";
import { zipPackage } from "../packaging/zip-package";
import type { Services, Stores } from "../pipeline/services";
import { prepareRecipe } from "../preprocess/prepare-recipe";
import { predictRow } from "../serving/predict-row";
import { createSessionCache } from "../serving/session-cache";
import { freshStores } from "../storage/testing/fresh";
import { trainRun, type TrainPorts } from "../tracking/train-run";
import { compiledCandidates, reproducibleCandidate } from "../training/compiled/candidates";
import { loadKernelFromDisk, spawnNodeThread } from "../training/compiled/testing/node-kernels";
import { pickEngine, type Picker } from "../training/picker";
import { probeBackends } from "../training/probe";

export interface NodeServices extends Services {
  /** The database behind the stores. */
  readonly databaseName: string;
  readonly database: ReturnType<typeof freshStores>["database"];
  readonly clock: ReturnType<typeof freshStores>["clock"];
}

const now = (): number => performance.now();

/** Services on a database of their own, or on the one of that name. */
export function nodeServices(name?: string): NodeServices {
  const { stores, clock, database, databaseName } = freshStores(name);
  return {
    stores,
    locks: null,
    clock,
    database,
    databaseName,
    data: dataTasks(stores, clock),
    training: trainingTasks(stores, clock),
    serving: servingTasks(stores, clock),
  };
}

type Clock = NodeServices["clock"];

function dataTasks(stores: Stores, clock: Clock): DataTasks {
  const fetchBuiltin = async (name: string) => new Uint8Array(await readFile(`public/datasets/${name}.csv`));
  const deps = { stores, clock, fetchBuiltin };
  return {
    ingestFile: (file, fileName, options) => ingestFile(stores.blobs, { file, fileName }, options),
    importDataset: (request, options) => importDataset(deps, request, options),
    split: (request, options) => splitDataset(deps, request, options),
    fitRecipe: (request, options) => prepareRecipe(deps, request, options),
    rows: pageReader(stores),
    addRows: (request, options) => addRows(deps, request, options),
    buildRetrainingVersion: (request, options) => buildRetrainingVersion(deps, request, options),
    compareData: (request, options) => compareData(stores, request, options),
    storeSketches: (request, options) => storeSketches(stores, request, options),
  };
}

function trainingTasks(stores: Stores, clock: Clock): TrainingTasks {
  const setup = {
    loadKernel: loadKernelFromDisk,
    clock: { nowMs: now },
    threads: 1,
    spawnThread: spawnNodeThread,
    openWebgpu: async () => null,
  };
  const picker: Picker = {
    candidates: compiledCandidates(setup),
    reproducible: reproducibleCandidate(setup),
    clock: setup.clock,
  };
  const ports: TrainPorts = {
    stores,
    clock,
    locks: { hold: (_, work) => work() },
    chooseEngine: (request) => pickEngine(request, picker),
  };
  return {
    train: (request, { signal = new AbortController().signal, ...options }) =>
      trainRun(request, ports, { signal, ...options }),
    probe: () => probeBackends(picker),
  };
}

function servingTasks(stores: Stores, clock: Clock): ServingTasks {
  const runtime = loadNodeRuntime();
  const sessions = createSessionCache(
    async (digest) => (await openPackage({ stores, runtime: await runtime, digest })).session,
  );
  const runner = createWorldRunner({
    ports: worldPorts(stores, sessions),
    setTimer: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    onError: (_, error) => {
      throw error;
    },
  });
  const predict = async (digest: Sha256, row: Parameters<typeof predictRow>[0]["row"], modelVersion: string) =>
    predictRow({ session: await sessions.open(digest), ...(await behind(digest)), row, modelVersion, now });
  const behind = async (digest: Sha256) => {
    const { recipeId, manifest } = await stores.packages.getPackage(digest);
    return {
      plans: (await stores.recipes.getRecipe(recipeId)).fitted.features,
      decision: manifest.decision ?? null,
    };
  };
  const stableRoute = async (endpointId: EndpointId) => {
    const [stable] = (await stores.endpoints.getEndpoint(endpointId)).routes;
    if (!stable) throw new AppError("endpoint.not-found", { details: { endpoint: endpointId } });
    return stable;
  };
  return {
    buildPackage: async ({ runId, decision = null, by }, options) => {
      const { projectId } = await stores.tracking.getRun(runId);
      return buildPackage({ stores, runtime: await runtime, runId, projectId, decision, by, clock, ...options });
    },
    evaluate: async (request, options) =>
      evaluatePackage({ stores, runtime: await runtime, request, clock, ...options }),
    zip: (packageDigest) => zipPackage(stores, packageDigest),
    predictPackage: (digest, row) => predict(digest, row, ""),
    predictEndpoint: async (endpointId, row) => {
      const { packageDigest, modelVersion } = await stableRoute(endpointId);
      return predict(packageDigest, row, modelVersion);
    },
    reconcile: (projectId) => runner.reconcile(projectId),
    play: (endpointId, speed) => runner.play(endpointId, speed),
    pause: (endpointId) => runner.pause(endpointId),
    inject: (endpointId, injection, by) => runner.inject(endpointId, injection, by),
    restartWorld: (endpointId, scenario, by) => runner.restart(endpointId, scenario, by),
  };
}
