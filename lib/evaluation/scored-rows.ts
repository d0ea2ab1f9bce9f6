/** The rows that an evaluation scores. */
import { readIndices, readTable } from "../data/version/read-table";
import { takeRows, type Table } from "../data/table";
import { AppError } from "../errors";
import type { ModelPackage } from "../packaging/package";
import { rowsWithTarget } from "./actual";
import type { RowSelection } from "./evaluation";
import type { EvaluationRequest, EvaluationStores } from "./evaluation-request";

export interface RowsRequest {
  readonly stores: EvaluationStores;
  readonly request: EvaluationRequest;
}

export interface ScoredRows {
  /** Their numbers in the dataset version. */
  readonly rows: Uint32Array;
  readonly table: Table;
}

/** Columns that the package reads, the target, and of the champion's and of the goal's sensitive ones those that the version has. */
async function columnsFor({ stores, request }: RowsRequest, modelPackage: ModelPackage): Promise<string[]> {
  const { schema } = await stores.datasets.getVersion(request.datasetVersionId);
  const present = new Set(schema.map((column) => column.name));
  const { championDigest, goal } = request;
  const champion = championDigest === null ? null : await stores.packages.getPackage(championDigest);
  const others = [...(champion?.signature.inputs ?? []).map((input) => input.name), ...goal.sensitive];
  const inputs = modelPackage.signature.inputs.map((input) => input.name);
  return [...new Set([...inputs, ...others.filter((name) => present.has(name)), goal.target])];
}

/** The selected rows that have a target; none is `evaluation.empty`. */
export async function readScoredRows(options: RowsRequest, modelPackage: ModelPackage): Promise<ScoredRows> {
  const { stores, request } = options;
  const columns = await columnsFor(options, modelPackage);
  const all = await readTable({ stores, versionId: request.datasetVersionId, columns });
  const selected = await selectedRows(stores, request.selection, all.rowCount);
  const table = takeRows(all, selected);
  const kept = rowsWithTarget(table, request.goal.target);
  if (kept.length === 0) throw new AppError("evaluation.empty");
  return { rows: Uint32Array.from(kept, (position) => selected[position]!), table: takeRows(table, kept) };
}

async function selectedRows(stores: EvaluationStores, selection: RowSelection, rowCount: number): Promise<Uint32Array> {
  if (selection.kind === "all") return Uint32Array.from({ length: rowCount }, (_, row) => row);
  const split = await stores.datasets.getSplit(selection.splitId);
  return readIndices(stores.blobs, split.parts[selection.part]);
}
