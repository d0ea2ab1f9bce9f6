/** The worlds' ports on the browser's stores. */
import { metricsFor, type MetricName } from "../../lib/data/goal";
import { readIndices, readTable } from "../../lib/data/version/read-table";
import type { EndpointId } from "../../lib/ids";
import { scoreRecords } from "../../lib/monitoring/score-records";
import type { WorldPorts } from "../../lib/monitoring/world/world-ports";
import type { PipelineRunStatus } from "../../lib/pipeline/pipeline";
import type { Stores } from "../../lib/pipeline/services";
import type { ModelPackage } from "../../lib/packaging/package";
import type { SessionCache } from "../../lib/serving/session-cache";

const ACTIVE: ReadonlySet<PipelineRunStatus> = new Set(["queued", "running", "waiting", "canary"]);

/** Stores, running packages and the machine's monotonic clock as the worlds see them. */
export function worldPorts(stores: Stores, sessions: SessionCache): WorldPorts {
  return {
    stores,
    loadTable: (versionId) => readTable({ stores, versionId }),
    loadPart: async (splitId, part) => readIndices(stores.blobs, (await stores.datasets.getSplit(splitId)).parts[part]),
    open: (digest) => sessions.open(digest),
    metricOf: (modelPackage) => metricOf(stores, modelPackage),
    plansOf: async ({ recipeId }) => (await stores.recipes.getRecipe(recipeId)).fitted.features,
    score: scoreRecords,
    isBusy: (endpointId) => isBusy(stores, endpointId),
    now: () => performance.now(),
  };
}

/** The metric that the package was evaluated by; the task's usual one when it was not. */
async function metricOf(stores: Stores, { projectId, digest, signature }: ModelPackage): Promise<MetricName> {
  const evaluations = await stores.evaluations.listEvaluations(projectId);
  const own = evaluations.find(({ packageDigest }) => packageDigest === digest);
  return own?.metric ?? metricsFor(signature.task)[0] ?? "accuracy";
}

async function isBusy(stores: Stores, endpointId: EndpointId): Promise<boolean> {
  const { projectId } = await stores.endpoints.getEndpoint(endpointId);
  const runs = await stores.pipelines.listRuns(projectId);
  return runs.some((run) => run.endpointId === endpointId && ACTIVE.has(run.status));
}
