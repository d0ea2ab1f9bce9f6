/**
 * The honest second turn. The labelled traffic is divided by its source rows: a seeded 70 % joins the parent's training rows
 * as a new version, the other 30 % becomes the gate set, which neither the champion nor the challenger has seen.
 */
import type { Clock, VirtualMinute } from "../../clock";
import { AppError, throwIfAborted } from "../../errors";
import type { DatasetVersionId, EndpointId, SplitId } from "../../ids";
import type { Attribution } from "../../journal";
import { permutation, seededRandom } from "../../random";
import { concatTables } from "../concat-tables";
import type { DatasetVersion } from "../version/dataset";
import { readIndices, readVersion } from "../version/read-table";
import { saveVersion, type DataStores } from "../version/save-version";
import { storageMap } from "../schema";
import { rowAt, tableFromRows, takeRows, type CellValue, type Row, type Table } from "../table";
import type { TaskOptions } from "./import-dataset";

/** What retraining needs of a logged prediction. */
export interface TrafficRecord {
  readonly inputs: Row;
  /** Row of the dataset version that the request derives from. */
  readonly sourceRow: number;
  readonly label: CellValue;
  readonly labelMinute: VirtualMinute;
  readonly error: string | null;
}

/** Where the traffic of an endpoint is read. */
export interface TrafficSource {
  getEndpoint(id: EndpointId): Promise<{
    readonly world: { readonly minute: VirtualMinute };
    /** Minute of the last change of routes. */
    readonly routedAtMinute: VirtualMinute;
  }>;
  batches(
    id: EndpointId,
    from: VirtualMinute,
    to: VirtualMinute,
  ): Promise<readonly { readonly records: readonly TrafficRecord[] }[]>;
}

export interface RetrainingRequest {
  readonly endpointId: EndpointId;
  readonly datasetVersionId: DatasetVersionId;
  readonly splitId: SplitId;
  readonly goal: { readonly target: string };
  readonly seed: number;
  readonly by: Attribution;
}

export interface RetrainingVersions {
  readonly training: DatasetVersion;
  readonly gate: DatasetVersion;
}

/** The fewest labelled requests worth a second turn. */
export const MIN_LABELLED_ROWS = 20;
/** Share of the source rows whose traffic trains; the rest is the gate set. */
const TRAINING_SHARE = 0.7;

/** Builds both versions. Throws `data.too-few-rows` below 20 labelled requests, or when they derive from one source row. */
export async function buildRetrainingVersion(
  deps: { readonly stores: DataStores & { readonly endpoints: TrafficSource }; readonly clock: Clock },
  request: RetrainingRequest,
  options: TaskOptions = {},
): Promise<RetrainingVersions> {
  const { blobs, datasets, endpoints } = deps.stores;
  options.onProgress?.({ phase: "reading" });
  const records = await labelledTraffic(endpoints, request.endpointId);
  const parent = await datasets.getVersion(request.datasetVersionId);
  const table = await readVersion(blobs, parent);
  const split = await datasets.getSplit(request.splitId);
  const trainRows = await readIndices(blobs, split.parts.train);
  const parentGroups = parent.groups && (await readIndices(blobs, parent.groups));
  const groupOf = (row: number): number => parentGroups?.[row] ?? row;
  throwIfAborted(options.signal);

  const sides = divideBySource(records, groupOf, request.seed);
  const trafficTable = (side: readonly TrafficRecord[]): Table =>
    tableFromRows(
      side.map((record) => rowOf(record, table, request.goal.target)),
      storageMap(parent.schema),
    );
  const groupsOf = (side: readonly TrafficRecord[]): number[] => side.map((record) => groupOf(record.sourceRow));
  const save = (name: string, rows: Table, groups: Uint32Array): Promise<DatasetVersion> =>
    saveVersion({ ...deps, ...options }, { ...inherited(parent, request), datasetName: name, table: rows, groups });

  const training = await save(
    parent.name,
    concatTables(takeRows(table, trainRows), trafficTable(sides.training)),
    Uint32Array.from([...trainRows].map(groupOf).concat(groupsOf(sides.training))),
  );
  const gate = await save(gateName(parent.name), trafficTable(sides.gate), Uint32Array.from(groupsOf(sides.gate)));
  return { training, gate };
}

/** The dataset that holds the gate sets of a dataset. */
export function gateName(datasetName: string): string {
  return `${datasetName} · gate`;
}

/**
 * Requests that were answered and whose label has arrived by the world's clock, in the order of the log. Only those since the
 * routes last changed: the champion of a second turn was trained on traffic before that, and its source rows were other rows.
 */
async function labelledTraffic(endpoints: TrafficSource, id: EndpointId): Promise<readonly TrafficRecord[]> {
  const { world, routedAtMinute } = await endpoints.getEndpoint(id);
  const batches = await endpoints.batches(id, routedAtMinute + 1, world.minute + 1);
  const records = batches
    .flatMap((batch) => batch.records)
    .filter((record) => record.error === null && record.label !== null && record.labelMinute <= world.minute);
  if (records.length < MIN_LABELLED_ROWS) throw tooFew(records.length);
  return records;
}

/** Divides records so that all that derive from one source row are on one side. */
function divideBySource(
  records: readonly TrafficRecord[],
  groupOf: (row: number) => number,
  seed: number,
): { readonly training: readonly TrafficRecord[]; readonly gate: readonly TrafficRecord[] } {
  const sources = [...new Set(records.map((record) => groupOf(record.sourceRow)))].sort((a, b) => a - b);
  if (sources.length < 2) throw tooFew(records.length);
  const order = permutation(sources.length, seededRandom(`retraining/${seed}`));
  const count = Math.min(Math.max(Math.round(sources.length * TRAINING_SHARE), 1), sources.length - 1);
  const chosen = new Set([...order.subarray(0, count)].map((index) => sources[index]!));
  return {
    training: records.filter((record) => chosen.has(groupOf(record.sourceRow))),
    gate: records.filter((record) => !chosen.has(groupOf(record.sourceRow))),
  };
}

/** A request as a row of the dataset: its inputs as they came, the recorded label, the rest from its source row. */
function rowOf(record: TrafficRecord, table: Table, target: string): Row {
  const source = record.sourceRow < table.rowCount ? rowAt(table, record.sourceRow) : {};
  const numeric = table.columns.get(target)?.storage === "numeric";
  return { ...source, ...record.inputs, [target]: numeric ? Number(record.label) : record.label };
}

function inherited(parent: DatasetVersion, request: RetrainingRequest) {
  return {
    projectId: parent.projectId,
    schema: parent.schema,
    source: null,
    parents: [parent.id],
    message: "",
    origin: { kind: "retraining", endpointId: request.endpointId, seed: request.seed },
    image: parent.image,
    suggestedTarget: request.goal.target,
    by: request.by,
  } as const;
}

function tooFew(rows: number): AppError {
  return new AppError("data.too-few-rows", { details: { rows, needed: MIN_LABELLED_ROWS } });
}
