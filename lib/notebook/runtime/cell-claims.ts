/** Taking cells to run: while a tab has one, no other tab can. */
import type { CellId, NotebookId } from "../../ids";
import type { Claim, ClaimLocks } from "../../tracking/lock";
import { cellLockName } from "./elsewhere";

export interface CellClaims {
  /** Null when another tab runs the cell. Who has got one releases it at the end. */
  take(id: CellId): Promise<Claim | null>;
}

/** None is taken. Without locks every cell can be. */
export function createCellClaims(notebookId: NotebookId, locks: ClaimLocks | null): CellClaims {
  // Runs of one cell in this tab follow each other: one that is stopped and run again must not meet itself.
  const turns = new Map<CellId, Promise<void>>();
  return {
    async take(id) {
      if (locks === null) return { release: async () => undefined };
      const before = turns.get(id);
      let end = (): void => undefined;
      turns.set(id, new Promise((resolve) => (end = resolve)));
      await before;
      const claim = await locks.claim(cellLockName(notebookId, id)).catch(() => null);
      if (claim === null) end();
      return claim && { release: () => claim.release().finally(end) };
    },
  };
}
