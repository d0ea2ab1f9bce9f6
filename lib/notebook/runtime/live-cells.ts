/**
 * The cells that run now. Each run of a cell has a version: what a run sends after its cell was stopped, removed or started
 * again is of an old version and dropped.
 */
import type { CellId } from "../../ids";
import type { Claim } from "../../tracking/lock";
import type { TrainingView } from "../result/cell-result";
import type { LiveCell } from "./cell-states";
import type { DisplayItem } from "../code/display";
import type { Cell } from "../document/document";
import type { TrainAgain } from "../executors/context";
import { thinned } from "./training-view";
import type { TrainingFold } from "./training-view";

/** One run of a cell. */
export interface Live {
  readonly version: number;
  readonly abort: AbortController;
  readonly cell: Cell;
  readonly fingerprint: string;
  readonly startedAtMs: number;
  /** What a train cell is to do with an earlier run. */
  readonly again: TrainAgain | null;
  /** Keeps other tabs from running the cell; null until it is taken. */
  claim: Claim | null;
  progress: LiveCell["progress"];
  display: readonly DisplayItem[];
  fold: TrainingFold;
}

type LiveStart = Pick<Live, "cell" | "fingerprint" | "startedAtMs" | "again">;

export interface LiveCells {
  readonly ids: readonly CellId[];
  /** As the page draws them. */
  readonly views: ReadonlyMap<CellId, LiveCell>;
  /** The last training of each train cell, kept after it ends. */
  readonly trainings: ReadonlyMap<CellId, TrainingView>;
  has(id: CellId): boolean;
  begin(start: LiveStart): Live;
  isCurrent(live: Live): boolean;
  /** The cell has come to its end; its training stays to be looked at. */
  end(live: Live): void;
  /** Aborts what a cell does, and everything it still sends is dropped; the run that was, or null. */
  forget(id: CellId): Live | null;
  /** From now on no run is current. */
  close(): void;
}

/** Nothing runs. */
export function createLiveCells(): LiveCells {
  const lives = new Map<CellId, Live>();
  const versions = new Map<CellId, number>();
  const trainings = new Map<CellId, TrainingView>();
  let closed = false;
  const nextVersion = (id: CellId): number => {
    const version = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    return version;
  };
  return {
    get ids() {
      return [...lives.keys()];
    },
    get views() {
      return new Map([...lives].map(([id, live]) => [id, viewOf(live)]));
    },
    trainings,
    has: (id) => lives.has(id),
    begin(start) {
      const { id } = start.cell;
      const live = newLive(start, nextVersion(id));
      trainings.delete(id);
      lives.set(id, live);
      return live;
    },
    isCurrent: (live) => !closed && versions.get(live.cell.id) === live.version,
    end(live) {
      if (live.fold) trainings.set(live.cell.id, thinned(live.fold.view));
      lives.delete(live.cell.id);
    },
    forget(id) {
      const live = lives.get(id) ?? null;
      live?.abort.abort();
      lives.delete(id);
      nextVersion(id);
      return live;
    },
    close: () => void (closed = true),
  };
}

function newLive(start: LiveStart, version: number): Live {
  return { ...start, version, abort: new AbortController(), claim: null, progress: null, display: [], fold: null };
}

function viewOf({ startedAtMs, progress, display, fold }: Live): LiveCell {
  return { startedAtMs, progress, display, training: fold ? thinned(fold.view) : null };
}
