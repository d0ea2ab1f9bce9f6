/** What a world serves from: its traffic source, the served package, and the reference of its monitor. Loaded once, kept until it changes. */
import type { ImageLayout } from "../../data/version/dataset";
import type { MetricName } from "../../data/goal";
import type { Table } from "../../data/table";
import type { ModelPackage } from "../../packaging/package";
import type { ColumnPlan } from "../../preprocess/recipe";
import type { Endpoint, TrafficSource } from "../../serving/endpoint";
import { featureStats, type FeatureStats } from "../../serving/feature-stats";
import { inputTable } from "../../serving/input-table";
import type { TrafficContext } from "../../serving/traffic";
import type { Monitor } from "../monitor";
import {
  featureRows,
  predictionColumn,
  recordFeatures,
  referenceRecords,
  retrainedSpan,
  sampleRows,
  type ReferenceData,
} from "../reference";
import type { WorldPorts } from "./world-ports";

interface SourceData {
  readonly source: TrafficSource;
  readonly table: Table;
  readonly testRows: Uint32Array;
  readonly trainRows: Uint32Array;
  readonly image: ImageLayout | null;
}

/** Everything of an endpoint's stable route that a minute or a window reads. */
export interface WorldContext {
  readonly source: TrafficSource;
  readonly modelPackage: ModelPackage;
  readonly metric: MetricName;
  readonly plans: readonly ColumnPlan[];
  readonly traffic: TrafficContext;
  readonly stats: FeatureStats;
}

export interface WorldLoader {
  /** Null when the endpoint has no route. */
  context(endpoint: Endpoint): Promise<WorldContext | null>;
  /** Null when the stable package cannot be run. */
  reference(endpoint: Endpoint, monitor: Monitor): Promise<ReferenceData | null>;
}

/** A loader for one endpoint. It remembers the last source, package and reference. */
export function createWorldLoader(ports: WorldPorts): WorldLoader {
  const sourceData = remember((source: TrafficSource) => loadSource(ports, source));
  const served = remember(async ({ digest }: { digest: ModelPackage["digest"] }) => {
    const modelPackage = await ports.stores.packages.getPackage(digest);
    const [metric, plans] = await Promise.all([ports.metricOf(modelPackage), ports.plansOf(modelPackage)]);
    return { modelPackage, metric, plans };
  });
  const stats = new WeakMap<SourceData, FeatureStats>();
  const reference = remember((key: ReferenceKey) => loadReference(ports, key));

  const context = async (endpoint: Endpoint): Promise<WorldContext | null> => {
    const stable = endpoint.routes[0];
    if (stable === undefined) return null;
    const { modelPackage, metric, plans } = await served({ digest: stable.packageDigest });
    const { datasetVersionId, splitId } = endpoint.world.source ?? modelPackage;
    const data = await sourceData({ datasetVersionId, splitId });
    const known = stats.get(data) ?? featureStats(data.table, data.trainRows);
    stats.set(data, known);
    return {
      source: data.source,
      modelPackage,
      metric,
      plans,
      stats: known,
      traffic: trafficContext(endpoint, modelPackage, data, known),
    };
  };

  return {
    context,
    async reference(endpoint, monitor) {
      const stable = endpoint.routes[0];
      if (stable === undefined) return null;
      const { routedAtMinute, world } = endpoint;
      const { requestsPerMinute } = world;
      const key = { id: endpoint.id, digest: stable.packageDigest, routedAtMinute, requestsPerMinute, monitor };
      return reference(key).catch(() => null);
    },
  };
}

function trafficContext(
  endpoint: Endpoint,
  modelPackage: ModelPackage,
  data: SourceData,
  stats: FeatureStats,
): TrafficContext {
  const { target, task } = modelPackage.signature;
  const { scenario, requestsPerMinute, labelDelayMinutes } = endpoint.world;
  return {
    scenario,
    requestsPerMinute,
    labelDelayMinutes,
    stats,
    target,
    task,
    image: data.image,
    // Every column: a canary may read other features than the stable route.
    features: [...data.table.columns.keys()].filter((name) => name !== target),
    table: data.table,
    testRows: data.testRows,
  };
}

async function loadSource(ports: WorldPorts, source: TrafficSource): Promise<SourceData> {
  const [version, table, testRows, trainRows] = await Promise.all([
    ports.stores.datasets.getVersion(source.datasetVersionId),
    ports.loadTable(source.datasetVersionId),
    ports.loadPart(source.splitId, "test"),
    ports.loadPart(source.splitId, "train"),
  ]);
  return { source, table, testRows, trainRows, image: version.image };
}

interface ReferenceKey {
  readonly id: Endpoint["id"];
  readonly digest: ModelPackage["digest"];
  readonly routedAtMinute: number;
  readonly requestsPerMinute: number;
  readonly monitor: Monitor;
}

async function loadReference(ports: WorldPorts, key: ReferenceKey): Promise<ReferenceData> {
  const session = await ports.open(key.digest);
  const features = (await trafficFeatures(ports, key)) ?? (await trainingFeatures(ports, key));
  const predictions = await session.predict(features);
  return { features, predictions: predictionColumn(predictions, features.rowCount) };
}

/** The traffic that a retrained package was retrained for; null for any other package, or when the log is too short. */
async function trafficFeatures(ports: WorldPorts, key: ReferenceKey): Promise<Table | null> {
  const modelPackage = await ports.stores.packages.getPackage(key.digest);
  const version = await ports.stores.datasets.getVersion(modelPackage.datasetVersionId);
  if (version.origin.kind !== "retraining") return null;
  const { from, to } = retrainedSpan(key);
  const batches = await ports.stores.endpoints.batches(key.id, from, to);
  const records = referenceRecords(batches.flatMap((batch) => batch.records));
  return records && recordFeatures(records, modelPackage.signature);
}

async function trainingFeatures(ports: WorldPorts, { digest, monitor }: ReferenceKey): Promise<Table> {
  const { datasetVersionId, splitId, seed, rows } = monitor.reference;
  const [modelPackage, table, trainRows] = await Promise.all([
    ports.stores.packages.getPackage(digest),
    ports.loadTable(datasetVersionId),
    ports.loadPart(splitId, "train"),
  ]);
  const { signature } = modelPackage;
  const sample = featureRows(
    table,
    sampleRows(trainRows, rows, seed),
    signature.inputs.map(({ name }) => name),
  );
  return sample.columns.size === signature.inputs.length ? sample : inputTable([], signature);
}

/** Keeps the result for the last key, compared by its JSON. A failure is not kept. */
function remember<Key, Value>(load: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  let last: { readonly text: string; readonly value: Promise<Value> } | null = null;
  return (key) => {
    const text = JSON.stringify(key);
    if (last?.text === text) return last.value;
    const value = load(key);
    const entry = { text, value };
    last = entry;
    value.catch(() => {
      if (last === entry) last = null;
    });
    return value;
  };
}
