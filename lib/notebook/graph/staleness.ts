/** Whether a cell's result still stands, and if not, why. */
import type { CellId } from "../../ids";
import type { CellResult, StaleReason } from "../result/cell-result";
import type { Cell, NotebookDocument } from "../document/document";
import { compareFingerprints, fingerprintOf, shortDigest } from "../document/fingerprint";
import type { Graph } from "./graph";

/** What is known of a cell's result against the notebook as it is now. */
export interface Assessment {
  /** The fingerprint a run would have now; null while an input has no value. */
  readonly fingerprint: string | null;
  /** The result stands: same parameters, same inputs, and everything before it stands too. */
  readonly fresh: boolean;
  /** Why a result that exists no longer stands. */
  readonly stale: StaleReason | null;
}

export interface StalenessInput {
  readonly document: NotebookDocument;
  readonly graph: Graph;
  readonly results: Readonly<Record<string, CellResult>>;
}

/** Assesses every cell that can run, in the order of the graph. */
export function assessCells(input: StalenessInput): ReadonlyMap<CellId, Assessment> {
  const cells = new Map(input.document.cells.map((cell) => [cell.id, cell]));
  const assessed = new Map<CellId, Assessment>();
  for (const id of input.graph.order) {
    const cell = cells.get(id);
    if (cell) assessed.set(id, assess(cell, input, assessed));
  }
  return assessed;
}

/** Whether a result is a value that later cells can use. */
export function hasValue(result: CellResult | undefined): result is CellResult {
  return result?.outcome === "done" || result?.outcome === "cached";
}

/** The digest that a result gives to the cells after it; null without a value. */
export function outputDigest(result: CellResult | undefined): string | null {
  if (!hasValue(result)) return null;
  return result.handle?.digest ?? shortDigest(result.fingerprint);
}

function assess(cell: Cell, input: StalenessInput, assessed: ReadonlyMap<CellId, Assessment>): Assessment {
  const edges = input.graph.edges.filter((edge) => edge.to === cell.id);
  const digests = new Map<string, string>();
  for (const edge of edges) {
    const digest = outputDigest(input.results[edge.from]);
    if (digest !== null) digests.set(edge.slot ?? edge.name, digest);
  }
  const complete = edges.every((edge) => digests.has(edge.slot ?? edge.name));
  const current = fingerprintOf(cell, Object.fromEntries(digests), input.document.edges[cell.id]);
  const fingerprint = complete ? current : null;
  const result = input.results[cell.id];
  if (!hasValue(result)) return { fingerprint, fresh: false, stale: null };

  const difference = compareFingerprints(result.fingerprint, current);
  const changed = edges.find((edge) => difference.inputs.includes(edge.slot ?? edge.name));
  const unsound = edges.find((edge) => assessed.get(edge.from)?.fresh !== true);
  const stale: StaleReason | null = difference.subject
    ? { kind: "params-changed" }
    : changed && digests.has(changed.slot ?? changed.name)
      ? { kind: "input-changed", cellName: changed.name }
      : unsound
        ? { kind: "input-stale", cellName: unsound.name }
        : difference.inputs.length > 0
          ? { kind: "params-changed" }
          : null;
  return { fingerprint, fresh: stale === null, stale };
}
