/** What the cells of a notebook have left behind: their results, and the values that later cells use. */
import type { CellId } from "../../ids";
import type { CellResult, Handle } from "../result/cell-result";
import type { GraphEdge } from "./graph";
import { hasValue } from "./staleness";

type Exports = Readonly<Record<string, unknown>>;

export interface CellValues {
  readonly results: Readonly<Record<string, CellResult>>;
  /** Handles by cell id. */
  readonly handles: Readonly<Record<string, Handle>>;
  /** Takes a result at once; settles when it is stored. */
  keep(result: CellResult): Promise<void>;
  /** Takes a result that is stored. */
  take(result: CellResult): void;
  /** Exports of a code cell; they live as long as the page. */
  keepExports(id: CellId, exports: Exports): void;
  /** Those of the results, stored by another tab, that are newer than what is here. */
  newer(stored: readonly CellResult[]): readonly CellResult[];
  /** Whether a cell has a value at hand, fresh or stale. */
  isAvailable(id: CellId): boolean;
  /** The value that flows along an edge. */
  valueOf(edge: GraphEdge): unknown;
}

/** The values that stored results stand for. `store` writes a new result. */
export function createCellValues(
  stored: readonly CellResult[],
  store: (result: CellResult) => Promise<void>,
): CellValues {
  let results = byCell(stored);
  const exported = new Map<CellId, Exports>();
  return {
    get results() {
      return results;
    },
    get handles() {
      return handlesOf(results);
    },
    keep(result) {
      results = { ...results, [result.cellId]: result };
      return store(result);
    },
    take: (result) => void (results = { ...results, [result.cellId]: result }),
    keepExports: (id, exports) => void exported.set(id, exports),
    newer: (stored) => stored.filter((result) => isNewer(result, results[result.cellId])),
    isAvailable(id) {
      const result = results[id];
      return hasValue(result) && (result.handle !== null || exported.has(id));
    },
    valueOf: ({ from, name }) => handlesOf(results)[from] ?? exported.get(from)?.[name],
  };
}

function byCell(results: readonly CellResult[]): Readonly<Record<string, CellResult>> {
  return Object.fromEntries(results.map((result) => [result.cellId, result]));
}

/** A cell that runs in another tab is "interrupted" there until it ends: it has no result yet, and any end of it is newer. */
function isNewer(result: CellResult, known: CellResult | undefined): boolean {
  if (result.outcome === "interrupted") return false;
  if (known === undefined || result.finishedAtMs > known.finishedAtMs) return true;
  return known.outcome === "interrupted" && result.finishedAtMs === known.finishedAtMs;
}

function handlesOf(results: Readonly<Record<string, CellResult>>): Readonly<Record<string, Handle>> {
  const entries = Object.values(results).flatMap((result): [string, Handle][] =>
    hasValue(result) && result.handle ? [[result.cellId, result.handle]] : [],
  );
  return Object.fromEntries(entries);
}
