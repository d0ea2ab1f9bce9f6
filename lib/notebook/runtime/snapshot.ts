/** The notebook as the page shows it at one moment. */
import type { WireError } from "../../errors";
import type { CellId } from "../../ids";
import type { CellState, NewerData } from "../result/cell-result";
import { cellStates } from "./cell-states";
import type { CellValues } from "../graph/cell-values";
import type { NotebookDocument } from "../document/document";
import type { Graph, GraphEdge } from "../graph/graph";
import type { History } from "../document/history";
import type { LiveCells } from "./live-cells";
import type { NotebookSaver } from "./notebook-saver";
import type { Schedule } from "../graph/schedule";
import type { Assessment } from "../graph/staleness";

export interface NotebookSnapshot {
  readonly document: NotebookDocument;
  readonly states: Readonly<Record<string, CellState>>;
  readonly diagnostics: Graph["diagnostics"];
  readonly order: readonly CellId[];
  readonly edges: readonly GraphEdge[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly running: boolean;
  /** The document, as it is shown, is at rest. */
  readonly saved: boolean;
  /** The last save that failed, until one succeeds. */
  readonly saveError: WireError | null;
}

export interface SnapshotInput {
  readonly history: History<NotebookDocument>;
  readonly graph: Graph;
  readonly assessed: ReadonlyMap<CellId, Assessment>;
  readonly schedule: Schedule;
  readonly values: CellValues;
  readonly live: LiveCells;
  readonly elsewhere: ReadonlySet<CellId>;
  readonly saver: NotebookSaver;
  readonly newerData: Readonly<Record<string, NewerData>>;
}

/** The snapshot of now. A state that did not change is the same object as in `previous`. */
export function takeSnapshot(input: SnapshotInput, previous: NotebookSnapshot["states"]): NotebookSnapshot {
  const { history, graph, assessed, schedule, values, live, elsewhere, saver, newerData } = input;
  const document = history.present;
  const { results } = values;
  const { views, trainings } = live;
  return {
    document,
    states: cellStates(
      { document, results, assessed, schedule, live: views, elsewhere, trainings, newerData },
      previous,
    ),
    diagnostics: graph.diagnostics,
    order: graph.order,
    edges: graph.edges,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    running: schedule.running !== null,
    saved: saver.saved,
    saveError: saver.error,
  };
}
