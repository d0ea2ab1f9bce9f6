/** Taking a notebook back to what a run was trained with: data, split, recipe, goal and training, from the run's snapshot. */
import type { CellId } from "../../ids";
import type { Run } from "../../tracking/run";
import { canonicalJson } from "../../digest";
import { isStageCell } from "./document";
import type { NotebookDocument, StageCell } from "./document";
import type { Edit } from "./edits";
import { readNotebookFile } from "./notebook-file";

export interface Restoration {
  readonly trainCellId: CellId;
  /** What must change first, the data before what is made of them; empty when the notebook stands as it did. */
  readonly edits: readonly (Extract<Edit, { kind: "params" }> & { readonly cell: StageCell })[];
}

/** A train cell then and now. */
interface Pair {
  readonly before: StageCell;
  readonly now: StageCell;
}

/**
 * What a notebook must change to be the one that a run was trained in. The data cell is pinned to the version that the run read, the
 * train cell to the engine that was chosen then. `heldId` tells which dataset version a cell holds. Null when the run was not
 * started by a cell, or the notebook no longer has the cells that it needs.
 */
export function restoreRun(
  document: NotebookDocument,
  { run, notebookJson }: { readonly run: Run; readonly notebookJson: string },
  heldId: (id: CellId) => string | null,
): Restoration | null {
  const then = readNotebookFile(notebookJson);
  const train = trainPair(then, document, run);
  const pairs = train ? upstream(train, then, document) : null;
  if (!train || !pairs) return null;
  const edits = pairs.flatMap(({ before, now }) => {
    const params = paramsOf(before, run);
    if (isAlready(now, params, { run, heldId })) return [];
    return [{ kind: "params" as const, cellId: now.id, params, cell: now }];
  });
  return { trainCellId: train.now.id, edits };
}

/** The train cell of a run in its snapshot, and the one that stands for it now. */
export function trainPair(then: NotebookDocument, document: NotebookDocument, run: Run): Pair | null {
  const before = then.cells.find((cell) => cell.id === run.cellId);
  const trains = document.cells.filter((cell) => cell.kind === "train");
  const now = trains.find((cell) => cell.id === run.cellId) ?? trains[0];
  return before?.kind === "train" && now?.kind === "train" ? { before, now } : null;
}

/** The pair and everything before it, inputs first, each once; null where the notebook of now lacks a cell. */
function upstream(pair: Pair, then: NotebookDocument, document: NotebookDocument): readonly Pair[] | null {
  const found = new Map<CellId, Pair>();
  const walk = ({ before, now }: Pair): boolean => {
    for (const [slot, name] of Object.entries(before.inputs)) {
      const input = { before: named(then, name), now: named(document, now.inputs[slot]) };
      if (!input.before || input.before.kind !== input.now?.kind) return false;
      if (!found.has(input.now.id) && !walk({ before: input.before, now: input.now })) return false;
    }
    found.set(now.id, { before, now });
    return true;
  };
  return walk(pair) ? [...found.values()] : null;
}

function named(document: NotebookDocument, name: string | undefined): StageCell | undefined {
  return document.cells.filter(isStageCell).find((cell) => cell.name === name);
}

function paramsOf(before: StageCell, run: Run): Readonly<Record<string, unknown>> {
  if (before.kind === "train") return { ...before.params, backend: run.backend?.chosen ?? before.params.backend };
  const [input] = run.inputs;
  return before.kind === "dataset" && input
    ? { ...before.params, datasetName: input.name, version: input.version }
    : { ...before.params };
}

/** Whether a cell needs no edit; one that takes what its source gives needs none while that is the run's version. */
function isAlready(
  now: StageCell,
  params: Readonly<Record<string, unknown>>,
  { run, heldId }: { readonly run: Run; readonly heldId: (id: CellId) => string | null },
): boolean {
  const holds = now.kind === "dataset" && heldId(now.id) === run.inputs[0]?.datasetVersionId;
  const wanted = holds && now.params.version === "source" ? { ...params, version: "source" } : params;
  return canonicalJson(wanted) === canonicalJson(now.params);
}
