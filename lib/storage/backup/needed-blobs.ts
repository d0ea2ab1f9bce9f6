/** The bytes without which a record is of no use: a dataset without its columns or a package without its files could never be read again. */
import type { DatasetVersion } from "../../data/version/dataset";
import type { Sha256 } from "../../ids";
import type { ModelPackage } from "../../packaging/package";
import type { StoredRecord } from "../database/migrations";
import type { RecordTable } from "../records/check-record";

/** Digests that a record, whose members are right, cannot do without. */
export function neededBlobs(table: RecordTable, record: StoredRecord): readonly Sha256[] {
  if (table === "datasetVersions") return chunksOf(record as unknown as DatasetVersion);
  if (table === "packages") return filesOf(record as unknown as ModelPackage);
  return [];
}

const chunksOf = ({ columns }: DatasetVersion) => columns.flatMap(({ chunks }) => chunks);
const filesOf = ({ manifest }: ModelPackage) => manifest.files.map(({ sha256 }) => sha256);
