/** The graph of a notebook: who needs whom, in which order, and what is wrong with a cell. Faults are values, never exceptions. */
import { toWire } from "../../errors";
import type { ErrorCode, ErrorDetails } from "../../errors";
import type { CellId } from "../../ids";
import { SLOTS, isStageCell } from "../document/document";
import type { Cell, CodeCell, NotebookDocument, StageCell } from "../document/document";

/** Names of a code cell: top-level declarations out, free names in. */
export interface CodeNames {
  readonly defines: readonly string[];
  readonly references: readonly string[];
}

/** Scope analysis of a code cell's source; throws `code.syntax`. */
export type AnalyseCode = (source: string) => CodeNames;

export interface GraphEdge {
  readonly from: CellId;
  readonly to: CellId;
  /** The name that carries the value. */
  readonly name: string;
  /** The slot it fills; null into a code cell. */
  readonly slot: string | null;
}

export interface Diagnostic {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

export interface Graph {
  /** Cells that can run, each after what it needs; ties in document order. Cells in or behind a cycle are missing. */
  readonly order: readonly CellId[];
  readonly edges: readonly GraphEdge[];
  /** What is wrong with each cell that has something wrong. A cell with a diagnostic does not run. */
  readonly diagnostics: Readonly<Record<string, readonly Diagnostic[]>>;
}

/** Builds the graph. Free names of code that no cell defines are globals, not faults. */
export function buildGraph(document: NotebookDocument, analyse: AnalyseCode = NO_CODE): Graph {
  const faults = new Map<CellId, Diagnostic[]>();
  const report = (id: CellId, code: ErrorCode, details: ErrorDetails): void => {
    faults.set(id, [...(faults.get(id) ?? []), { code, details }]);
  };
  const names = namesOfCode(document.cells, analyse, report);
  const definers = definersOf(document.cells, names, report);
  const edges = document.cells.flatMap((cell) => {
    if (cell.kind === "code") return codeEdges(cell, names.get(cell.id), definers);
    if (isStageCell(cell)) return stageEdges(cell, definers, report);
    if (cell.kind === "unknown") report(cell.id, "notebook.unknown-cell-kind", { kind: cell.unknownKind });
    return [];
  });
  const runnable = document.cells.filter((cell) => cell.kind === "code" || isStageCell(cell));
  const order = topologicalOrder(runnable, edges);
  for (const cell of cyclic(runnable, order, edges)) report(cell.id, "notebook.cycle", { cell: nameOf(cell) });
  return { order, edges, diagnostics: Object.fromEntries(faults) };
}

/** Every cell that `id` needs, directly or not. */
export function ancestorsOf(graph: Graph, id: CellId): ReadonlySet<CellId> {
  return reach(id, (at) => graph.edges.filter((edge) => edge.to === at).map((edge) => edge.from));
}

/** Every cell that needs `id`, directly or not. */
export function descendantsOf(graph: Graph, id: CellId): ReadonlySet<CellId> {
  return reach(id, (at) => graph.edges.filter((edge) => edge.from === at).map((edge) => edge.to));
}

const NO_CODE: AnalyseCode = () => ({ defines: [], references: [] });

type Report = (id: CellId, code: ErrorCode, details: ErrorDetails) => void;

function namesOfCode(cells: readonly Cell[], analyse: AnalyseCode, report: Report): ReadonlyMap<CellId, CodeNames> {
  const names = new Map<CellId, CodeNames>();
  for (const cell of cells) {
    if (cell.kind !== "code") continue;
    try {
      names.set(cell.id, analyse(cell.source));
    } catch (error) {
      const wire = toWire(error);
      report(cell.id, wire.code === "unexpected" ? "code.syntax" : wire.code, wire.details);
    }
  }
  return names;
}

/** Name to the one cell that defines it; a name with two definers gets a fault on both, and carries nothing. */
function definersOf(
  cells: readonly Cell[],
  names: ReadonlyMap<CellId, CodeNames>,
  report: Report,
): ReadonlyMap<string, Cell> {
  const all = new Map<string, Cell[]>();
  for (const cell of cells) {
    const defined = isStageCell(cell) ? [cell.name] : (names.get(cell.id)?.defines ?? []);
    for (const name of defined) all.set(name, [...(all.get(name) ?? []), cell]);
  }
  const definers = new Map<string, Cell>();
  for (const [name, found] of all) {
    const [only] = found;
    if (found.length === 1 && only) definers.set(name, only);
    else for (const cell of found) report(cell.id, "notebook.duplicate-name", { name });
  }
  return definers;
}

function stageEdges(cell: StageCell, definers: ReadonlyMap<string, Cell>, report: Report): GraphEdge[] {
  reportMissingParams(cell, report);
  const edges: GraphEdge[] = [];
  for (const [slot, kind] of Object.entries(SLOTS[cell.kind])) {
    const name = cell.inputs[slot];
    const source = name === undefined ? undefined : definers.get(name);
    if (name === undefined) report(cell.id, "notebook.missing-input", { cell: cell.name, slot });
    else if (source?.kind !== kind) report(cell.id, "notebook.unknown-reference", { cell: cell.name, name, slot });
    if (name !== undefined && source) edges.push({ from: source.id, to: cell.id, name, slot });
  }
  return edges;
}

/** A dataset that is not chosen and a goal without a target cannot run: both wait for the person's choice. */
function reportMissingParams(cell: StageCell, report: Report): void {
  if (cell.kind === "dataset" && cell.params.source.kind === "none") {
    report(cell.id, "notebook.missing-input", { cell: cell.name, slot: "source" });
  }
  if (cell.kind === "goal" && cell.params.target === "") {
    report(cell.id, "notebook.missing-input", { cell: cell.name, slot: "target" });
  }
}

function codeEdges(
  cell: CodeCell,
  names: CodeNames | undefined,
  definers: ReadonlyMap<string, Cell>,
): readonly GraphEdge[] {
  return (names?.references ?? []).flatMap((name) => {
    const source = definers.get(name);
    return source && source.id !== cell.id ? [{ from: source.id, to: cell.id, name, slot: null }] : [];
  });
}

/** Kahn's algorithm; of the cells that are ready, the first of the document comes first. */
function topologicalOrder(cells: readonly Cell[], edges: readonly GraphEdge[]): readonly CellId[] {
  const order: CellId[] = [];
  const done = new Set<CellId>();
  const left = [...cells];
  for (;;) {
    const at = left.findIndex((cell) => edges.every((edge) => edge.to !== cell.id || done.has(edge.from)));
    const [ready] = at < 0 ? [] : left.splice(at, 1);
    if (!ready) return order;
    done.add(ready.id);
    order.push(ready.id);
  }
}

/** Of the cells without a place in the order, those that need themselves; the others only stand behind a cycle. */
function cyclic(cells: readonly Cell[], order: readonly CellId[], edges: readonly GraphEdge[]): readonly Cell[] {
  const placed = new Set(order);
  return cells.filter(
    (cell) => !placed.has(cell.id) && ancestorsOf({ order, edges, diagnostics: {} }, cell.id).has(cell.id),
  );
}

function reach(start: CellId, next: (id: CellId) => readonly CellId[]): ReadonlySet<CellId> {
  const found = new Set<CellId>();
  const pending = [...next(start)];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...next(id));
  }
  return found;
}

function nameOf(cell: Cell): string {
  return "name" in cell ? cell.name : cell.id.slice(0, 6);
}
