/** What the tabs of one notebook owe each other: a cell runs in one of them, the others show it, and tidy up behind one that is gone. */
import type { CellId, NotebookId, ProjectId } from "../../ids";
import { reapCell } from "../../tracking/liveness";
import type { CellResult } from "../result/cell-result";
import type { NotebookServices } from "../services/services";
import { createCellClaims, type CellClaims } from "./cell-claims";
import { createElsewhere } from "./elsewhere";

export interface OtherTabs {
  readonly claims: CellClaims;
  /** Cells that another tab runs. */
  readonly running: ReadonlySet<CellId>;
  /** Looks after cells that are stored as under way; without results, at all that are stored. Settles when it is known who lives. */
  look(stored?: readonly CellResult[]): Promise<void>;
  close(): void;
}

/** Nothing is known of other tabs yet. `take` shows here what is stored of a cell. */
export function createOtherTabs(options: {
  readonly services: NotebookServices;
  readonly projectId: ProjectId;
  readonly notebookId: NotebookId;
  readonly isLive: (id: CellId) => boolean;
  readonly take: (result: CellResult) => void;
  readonly onChange: () => void;
}): OtherTabs {
  const { services, projectId, notebookId, ...here } = options;
  const { locks, clock, stores } = services;
  const closing = new AbortController();
  const read = () => stores.notebooks.results(notebookId);
  const onOrphan = (cellId: CellId): void => {
    if (locks === null) return;
    const ports = { tracking: stores.tracking, locks, clock, signal: closing.signal };
    // What cannot be tidied up now is at the next start.
    reapCell({ ...ports, projectId, cellId }).catch(() => undefined);
  };
  const elsewhere = createElsewhere({ notebookId, locks, signal: closing.signal, read, onOrphan, ...here });
  return {
    claims: createCellClaims(notebookId, locks),
    running: elsewhere.ids,
    look: async (stored) => elsewhere.look(stored ?? (await read())),
    close: () => closing.abort(),
  };
}
