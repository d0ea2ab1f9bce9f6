/** The serving thread: packages and their ONNX graph, evaluation, endpoints and their worlds. It wires `lib/` and holds no logic. */
import { evaluatePackage } from "../../lib/evaluation/evaluate-package";
import type { EndpointId, Sha256 } from "../../lib/ids";
import { createWorldRunner } from "../../lib/monitoring/world/world-runner";
import type { CallOptions } from "../../lib/notebook/services/services";
import { buildPackage } from "../../lib/packaging/build-package";
import { loadWebRuntime } from "../../lib/packaging/onnxruntime/web";
import { openPackage } from "../../lib/packaging/open-package";
import type { PackageRuntime } from "../../lib/packaging/session";
import { zipPackage } from "../../lib/packaging/zip-package";
import { AppError } from "../../lib/errors";
import type { OnProgress } from "../../lib/progress";
import { predictRow } from "../../lib/serving/predict-row";
import { createSessionCache } from "../../lib/serving/session-cache";
import { openStores } from "../../lib/storage/stores";
import { exposeWorker } from "../expose";
import { createJobTable } from "../job";
import type { ServingApi } from "./serving.api";
import { thinProgress } from "../thin-progress";
import { wallClock } from "../wall-clock";
import { worldPorts } from "./world-ports";

const stores = openStores(wallClock);
const jobs = createJobTable();
const sessions = createSessionCache(
  async (digest) => (await openPackage({ stores, runtime: await runtime(), digest })).session,
);
const runner = createWorldRunner({
  ports: worldPorts(stores, sessions),
  setTimer: (callback, ms) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  ...(hasLocks() && { lock: holdLock }),
});

let loading: Promise<PackageRuntime> | null = null;

/** The runtime, loaded at the first use; a failure is tried again at the next. */
function runtime(): Promise<PackageRuntime> {
  const current = (loading ??= loadWebRuntime({ wasmPath: new URL("/ort/", self.location.origin).href }));
  current.catch(() => {
    if (loading === current) loading = null;
  });
  return current;
}

function hasLocks(): boolean {
  return (navigator.locks as LockManager | undefined) !== undefined;
}

/** Resolves with the release when the lock is granted. */
function holdLock(name: string, signal: AbortSignal): Promise<() => void> {
  return new Promise((granted, refused) => {
    navigator.locks
      .request(name, { signal }, () => new Promise<void>((release) => granted(() => release())))
      .catch(refused);
  });
}

/** Runs a task under its job's id, with thinned progress. */
function run<T>(jobId: string, onProgress: OnProgress, task: (options: CallOptions) => Promise<T>): Promise<T> {
  return jobs.run(jobId, (signal) => task({ signal, onProgress: thinProgress(onProgress) }));
}

const now = (): number => performance.now();

async function versionOf(digest: Sha256): Promise<string> {
  const { projectId } = await stores.packages.getPackage(digest);
  const versions = await stores.registry.listModelVersions(projectId);
  return versions.find(({ packageDigest }) => packageDigest === digest)?.version ?? "";
}

/** A package with the columns of its recipe: what an answer says of its question. */
async function opened(digest: Sha256) {
  const { recipeId, manifest } = await stores.packages.getPackage(digest);
  const [session, recipe] = await Promise.all([sessions.open(digest), stores.recipes.getRecipe(recipeId)]);
  return { session, plans: recipe.fitted.features, decision: manifest.decision ?? null };
}

async function stableRoute(endpointId: EndpointId) {
  const { routes } = await stores.endpoints.getEndpoint(endpointId);
  const stable = routes[0];
  if (!stable) throw new AppError("endpoint.not-found", { details: { endpoint: endpointId } });
  return stable;
}

const api: ServingApi = {
  cancel: (id) => jobs.cancel(id),
  buildPackage: ({ runId, decision = null, by }, jobId, onProgress) =>
    run(jobId, onProgress, async (options) => {
      const { projectId } = await stores.tracking.getRun(runId);
      const ports = { stores, runtime: await runtime(), clock: wallClock };
      return buildPackage({ ...ports, runId, projectId, decision, by, ...options });
    }),
  evaluate: (request, jobId, onProgress) =>
    run(jobId, onProgress, async (options) =>
      evaluatePackage({ stores, runtime: await runtime(), request, clock: wallClock, ...options }),
    ),
  zip: (packageDigest) => zipPackage(stores, packageDigest),
  predictPackage: async (packageDigest, row) => {
    const modelVersion = await versionOf(packageDigest);
    return predictRow({ ...(await opened(packageDigest)), row, modelVersion, now });
  },
  predictEndpoint: async (endpointId, row) => {
    const { packageDigest, modelVersion } = await stableRoute(endpointId);
    return predictRow({ ...(await opened(packageDigest)), row, modelVersion, now });
  },
  reconcile: (projectId) => runner.reconcile(projectId),
  play: (endpointId, speed) => runner.play(endpointId, speed),
  pause: (endpointId) => runner.pause(endpointId),
  inject: (endpointId, injection, by) => runner.inject(endpointId, injection, by),
  restartWorld: (endpointId, scenario, by) => runner.restart(endpointId, scenario, by),
};

exposeWorker(api);
