"use client";

/** Rows of a version in pages of 200, asked for once when they come into view. */
import { useCallback, useRef, useState } from "react";
import type { Row } from "@/lib/data/table";
import { toWire, type WireError } from "@/lib/errors";
import type { DatasetVersionId } from "@/lib/ids";
import { useServices } from "../services";

const PAGE_ROWS = 200;

export interface IndexedRow {
  readonly index: number;
  readonly row: Row;
}

export interface RowPages {
  /** The row at a position; undefined until its page is here. */
  readonly rowAt: (position: number) => IndexedRow | undefined;
  /** Asks for the pages of these positions, both included. */
  readonly show: (first: number, last: number) => void;
  readonly error: WireError | null;
  /** Forgets the failure, so that the next `show` asks again. */
  readonly retry: () => void;
}

/** Pages of one version; give the component that uses it the version's id as its key. */
export function useRowPages(datasetVersionId: DatasetVersionId): RowPages {
  const { data } = useServices();
  const [pages, setPages] = useState<ReadonlyMap<number, readonly IndexedRow[]>>(new Map());
  const [error, setError] = useState<WireError | null>(null);
  const asked = useRef(new Set<number>());

  const load = useCallback(
    async (page: number) => {
      asked.current.add(page);
      try {
        const rows = await data.rows({ datasetVersionId, offset: page * PAGE_ROWS, limit: PAGE_ROWS });
        setPages((known) => new Map(known).set(page, rows));
      } catch (thrown) {
        asked.current.delete(page);
        setError(toWire(thrown));
      }
    },
    [data, datasetVersionId],
  );
  const show = useCallback(
    (first: number, last: number) => {
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) {
        if (!asked.current.has(page)) void load(page);
      }
    },
    [load],
  );
  const rowAt = useCallback(
    (position: number) => pages.get(Math.floor(position / PAGE_ROWS))?.[position % PAGE_ROWS],
    [pages],
  );
  return { rowAt, show, error, retry: () => setError(null) };
}
