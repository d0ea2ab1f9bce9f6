/**
 * Cells that another tab runs. A cell under way is stored as interrupted, and the tab that runs it holds the cell's lock: while it
 * is held the cell runs there, and once it is free what is stored is the truth, be it a result or that the tab is gone.
 */
import type { CellId, NotebookId } from "../../ids";
import type { ClaimLocks } from "../../tracking/lock";
import type { CellResult } from "../result/cell-result";

/** The lock that the tab which runs a cell holds. */
export function cellLockName(notebookId: NotebookId, cellId: CellId): string {
  return `cell:${notebookId}/${cellId}`;
}

/** Cells that some tab runs now, of those that are stored as under way; none is known without locks. */
export async function runningCells(
  notebookId: NotebookId,
  stored: readonly CellResult[],
  locks: Pick<ClaimLocks, "isFree"> | null,
): Promise<ReadonlySet<CellId>> {
  const underWay = stored.filter(({ outcome }) => outcome === "interrupted").map(({ cellId }) => cellId);
  if (locks === null) return new Set();
  const free = await Promise.all(underWay.map((id) => locks.isFree(cellLockName(notebookId, id))));
  return new Set(underWay.filter((_, index) => !free[index]));
}

export interface Elsewhere {
  readonly ids: ReadonlySet<CellId>;
  /** Looks after the cells that are stored as under way; settles when it is known who lives. */
  look(stored: readonly CellResult[]): Promise<void>;
}

export interface ElsewhereOptions {
  readonly notebookId: NotebookId;
  /** Null where the browser has none: nothing is known of other tabs. */
  readonly locks: ClaimLocks | null;
  /** Aborts when nobody looks any more. */
  readonly signal: AbortSignal;
  readonly isLive: (id: CellId) => boolean;
  readonly read: () => Promise<readonly CellResult[]>;
  /** What is stored of a cell is to be shown here. */
  readonly take: (result: CellResult) => void;
  readonly onChange: () => void;
  /** The tab that ran a cell has ended before the cell. */
  readonly onOrphan: (id: CellId) => void;
}

/** Nothing is known yet. */
export function createElsewhere(options: ElsewhereOptions): Elsewhere {
  const { locks, isLive, signal } = options;
  const ids = new Set<CellId>();
  const watched = new Set<CellId>();

  const storedOf = async (id: CellId) => (await options.read()).find((result) => result.cellId === id) ?? null;

  /** True when another tab runs it. */
  const settle = async (id: CellId, known: ClaimLocks): Promise<boolean> => {
    const lives = !(await known.isFree(cellLockName(options.notebookId, id)));
    // Read behind the look at the lock: who has freed it has stored its end before.
    const result = await storedOf(id);
    if (signal.aborted || result === null || isLive(id)) return false;
    options.take(result);
    return lives && result.outcome === "interrupted";
  };

  const wait = async (id: CellId, known: ClaimLocks): Promise<void> => {
    do {
      await known.whenFree(cellLockName(options.notebookId, id), signal);
      if (signal.aborted) return;
    } while (await settle(id, known));
    ids.delete(id);
    watched.delete(id);
    options.onChange();
    if ((await storedOf(id))?.outcome === "interrupted") options.onOrphan(id);
  };

  const watch = async (id: CellId, known: ClaimLocks): Promise<void> => {
    watched.add(id);
    if (await settle(id, known)) {
      ids.add(id);
      void wait(id, known);
    } else watched.delete(id);
    options.onChange();
  };

  return {
    ids,
    async look(stored) {
      if (locks === null) return;
      const underWay = stored.filter(({ outcome, cellId }) => outcome === "interrupted" && !isLive(cellId));
      const unknown = underWay.filter(({ cellId }) => !watched.has(cellId));
      await Promise.all(unknown.map(({ cellId }) => watch(cellId, locks)));
    },
  };
}
