/** Importing a dataset: bytes or a generator in, an immutable version out. */
import type { Clock } from "../../clock";
import { sourceHasher, type SourceDigest } from "../../digest";
import { AppError, throwIfAborted } from "../../errors";
import type { ProjectId } from "../../ids";
import type { Attribution } from "../../journal";
import type { OnProgress } from "../../progress";
import { BUILTIN, GENERATED, type KnownDataset } from "../builtin";
import { readCsv } from "../read/csv";
import { chunksOfBytes } from "../read/csv-bytes";
import {
  DEFAULT_CSV_OPTIONS,
  type BuiltinDataset,
  type CsvOptions,
  type DatasetSource,
  type DatasetVersion,
} from "../version/dataset";
import { generateLoanDefault, LOAN_DEFAULT_SCHEMA } from "../generate/loan-default";
import { saveVersion, type DataStores } from "../version/save-version";
import type { Schema } from "../schema";
import type { Table } from "../table";

export interface ImportDeps {
  readonly stores: DataStores;
  readonly clock: Clock;
  /** The bytes of a data set that ships with Ciclo. */
  readonly fetchBuiltin: (name: BuiltinDataset) => Promise<Uint8Array>;
}

export interface ImportRequest {
  readonly projectId: ProjectId;
  readonly datasetName: string;
  readonly source: DatasetSource;
  readonly csv: CsvOptions;
  readonly message: string;
  readonly by: Attribution;
}

export interface TaskOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

interface LoadedRows {
  readonly table: Table;
  readonly schema: Schema;
  readonly source: SourceDigest | null;
  readonly known: KnownDataset | null;
}

/**
 * Reads the source, keeps its bytes, and saves the next version of the dataset.
 * Throws the errors of {@link readCsv}, `notebook.missing-input` when nothing is chosen, and those of the stores.
 */
export async function importDataset(
  deps: ImportDeps,
  request: ImportRequest,
  options: TaskOptions = {},
): Promise<DatasetVersion> {
  const { projectId, datasetName, source, message, by } = request;
  const rows = await loadRows(deps, request, options);
  throwIfAborted(options.signal);
  return saveVersion(
    { ...deps, ...options },
    {
      projectId,
      datasetName,
      message,
      by,
      table: rows.table,
      schema: rows.schema,
      source: rows.source,
      parents: "previous",
      origin: { kind: "import", source },
      image: rows.known?.image ?? null,
      suggestedTarget: rows.known?.target ?? null,
      groups: null,
    },
  );
}

async function loadRows(deps: ImportDeps, request: ImportRequest, options: TaskOptions): Promise<LoadedRows> {
  const { source, csv } = request;
  options.onProgress?.({ phase: "reading" });
  switch (source.kind) {
    case "builtin": {
      const known = BUILTIN[source.name];
      const bytes = await deps.fetchBuiltin(source.name);
      await deps.stores.blobs.put(bytes);
      const builtinCsv = { ...DEFAULT_CSV_OPTIONS, typeOverrides: { ...known.typeOverrides, ...csv.typeOverrides } };
      return { ...(await parse(bytes, builtinCsv, options)), known };
    }
    case "file":
      return { ...(await parse(await deps.stores.blobs.get(source.sourceSha256), csv, options)), known: null };
    case "generator":
      return {
        table: generateLoanDefault({ seed: source.seed, rows: source.rows }),
        schema: LOAN_DEFAULT_SCHEMA,
        source: null,
        known: GENERATED[source.name],
      };
    case "none":
      throw new AppError("notebook.missing-input", { details: { slot: "source" } });
  }
}

async function parse(bytes: Uint8Array, csv: CsvOptions, options: TaskOptions): Promise<Omit<LoadedRows, "known">> {
  const hasher = await sourceHasher();
  for await (const chunk of chunksOfBytes(bytes)) hasher.update(chunk);
  const { table, schema } = await readCsv(() => chunksOfBytes(bytes), csv, options);
  return { table, schema, source: hasher.digest() };
}
