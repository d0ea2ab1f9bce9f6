/** What the page shows of each cell, derived from results, staleness, the schedule and what runs. */
import type { CellId } from "../../ids";
import type { Progress } from "../../progress";
import type { CellResult, CellState, CellStatus, NewerData, TrainingView, WaitReason } from "../result/cell-result";
import type { DisplayItem } from "../code/display";
import type { NotebookDocument } from "../document/document";
import type { Schedule } from "../graph/schedule";
import type { Assessment } from "../graph/staleness";

/** A cell that runs now. */
export interface LiveCell {
  readonly startedAtMs: number;
  readonly progress: Progress | null;
  readonly display: readonly DisplayItem[];
  readonly training: TrainingView | null;
}

export interface StatesInput {
  readonly document: NotebookDocument;
  readonly results: Readonly<Record<string, CellResult>>;
  readonly assessed: ReadonlyMap<CellId, Assessment>;
  readonly schedule: Schedule;
  readonly live: ReadonlyMap<CellId, LiveCell>;
  /** Cells that another tab runs. */
  readonly elsewhere: ReadonlySet<CellId>;
  /** The last training of each train cell, kept after it ends. */
  readonly trainings: ReadonlyMap<CellId, TrainingView>;
  readonly newerData: Readonly<Record<string, NewerData>>;
}

/** States by cell id. A state that did not change is the same object as in `previous`. */
export function cellStates(
  input: StatesInput,
  previous: Readonly<Record<string, CellState>>,
): Readonly<Record<string, CellState>> {
  return Object.fromEntries(
    input.document.cells.map((cell) => {
      const next = stateOf(cell.id, input);
      const before = previous[cell.id];
      return [cell.id, before && isSame(before, next) ? before : next];
    }),
  );
}

function stateOf(id: CellId, input: StatesInput): CellState {
  const result = input.results[id] ?? null;
  const live = input.live.get(id) ?? null;
  const stale = input.assessed.get(id)?.stale ?? null;
  const wait = input.schedule.waits[id] ?? null;
  const runsIn = runsInOf(id, input);
  return {
    status: runsIn === null ? statusOf({ id, input, result, isStale: stale !== null, wait }) : "running",
    runsIn,
    result,
    stale,
    wait,
    progress: live?.progress ?? null,
    startedAtMs: live?.startedAtMs ?? null,
    newerData: input.newerData[id] ?? null,
    display: live?.display ?? EMPTY,
    training: live?.training ?? input.trainings.get(id) ?? null,
  };
}

function runsInOf(id: CellId, { schedule, elsewhere }: StatesInput): CellState["runsIn"] {
  if (schedule.running === id) return "here";
  return elsewhere.has(id) ? "elsewhere" : null;
}

const EMPTY: readonly DisplayItem[] = [];

function statusOf(cell: {
  readonly id: CellId;
  readonly input: StatesInput;
  readonly result: CellResult | null;
  readonly isStale: boolean;
  readonly wait: WaitReason | null;
}): CellStatus {
  const { id, input, result, isStale, wait } = cell;
  if (wait !== null && wait.kind !== "blocked") return "waiting";
  if (input.schedule.queue.includes(id)) return "queued";
  if (result === null) return "idle";
  if (result.outcome === "done" || result.outcome === "cached") return isStale ? "stale" : result.outcome;
  return result.outcome;
}

function isSame(a: CellState, b: CellState): boolean {
  return (
    a.status === b.status &&
    a.runsIn === b.runsIn &&
    a.result === b.result &&
    JSON.stringify(a.stale) === JSON.stringify(b.stale) &&
    JSON.stringify(a.wait) === JSON.stringify(b.wait) &&
    JSON.stringify(a.newerData) === JSON.stringify(b.newerData) &&
    a.progress === b.progress &&
    a.startedAtMs === b.startedAtMs &&
    a.display === b.display &&
    a.training === b.training
  );
}
