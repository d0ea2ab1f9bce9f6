/** Pages of rows for the screen. */
import type { DatasetVersionId } from "../../ids";
import { readTable } from "../version/read-table";
import type { DataStores } from "../version/save-version";
import { rowAt, type Row, type Table } from "../table";

const MAX_PAGE_ROWS = 200;

export interface PageRequest {
  readonly datasetVersionId: DatasetVersionId;
  readonly offset?: number;
  readonly limit?: number;
  /** Row numbers; wins over offset and limit. Numbers outside the table are left out. */
  readonly indices?: readonly number[];
}

export type Page = readonly { readonly index: number; readonly row: Row }[];

/** A reader of pages, at most 200 rows each. It keeps the last table: versions never change, and a grid asks again and again. */
export function pageReader(stores: DataStores): (request: PageRequest) => Promise<Page> {
  let held: { readonly id: DatasetVersionId; readonly table: Promise<Table> } | null = null;
  const tableOf = (id: DatasetVersionId): Promise<Table> => {
    if (held?.id === id) return held.table;
    const table = readTable({ stores, versionId: id });
    held = { id, table };
    table.catch(() => (held = null));
    return table;
  };
  return async ({ datasetVersionId, offset = 0, limit = MAX_PAGE_ROWS, indices }) => {
    const table = await tableOf(datasetVersionId);
    const wanted = indices ?? Array.from({ length: Math.min(limit, MAX_PAGE_ROWS) }, (_, step) => offset + step);
    return wanted
      .filter((index) => Number.isInteger(index) && index >= 0 && index < table.rowCount)
      .slice(0, MAX_PAGE_ROWS)
      .map((index) => ({ index, row: rowAt(table, index) }));
  };
}
