/** Pure edits of a notebook: a document and an edit in, a new document out. Locked cells refuse to change. */
import { AppError } from "../../errors";
import type { CellId } from "../../ids";
import { freeName, stageNames } from "./defaults";
import { isStageCell } from "./document";
import type { Cell, EdgeMode, ExpectedCheck, LocalizedText, NotebookDocument, StageCell } from "./document";
import { IDENTIFIER } from "./notebook-schema";
import { renameCell } from "./rename";

export type Edit =
  | { readonly kind: "title"; readonly title: LocalizedText }
  | { readonly kind: "insert"; readonly cell: Cell; readonly index: number }
  | { readonly kind: "remove"; readonly cellId: CellId }
  | { readonly kind: "move"; readonly cellId: CellId; readonly index: number }
  | { readonly kind: "duplicate"; readonly cellId: CellId; readonly newId: CellId }
  /** Merges members into a stage cell's parameters. */
  | { readonly kind: "params"; readonly cellId: CellId; readonly params: Readonly<Record<string, unknown>> }
  | { readonly kind: "rename"; readonly cellId: CellId; readonly name: string }
  /** Null takes the mode away: automatic within Run all. */
  | { readonly kind: "edge"; readonly cellId: CellId; readonly mode: EdgeMode | null }
  | { readonly kind: "text"; readonly cellId: CellId; readonly text: LocalizedText }
  | { readonly kind: "source"; readonly cellId: CellId; readonly source: string }
  | { readonly kind: "connect"; readonly cellId: CellId; readonly slot: string; readonly name: string | null }
  | { readonly kind: "flags"; readonly cellId: CellId; readonly locked?: boolean; readonly hidden?: boolean }
  | { readonly kind: "expects"; readonly cellId: CellId; readonly expects: readonly ExpectedCheck[] };

/** Kinds that a locked cell allows: they do not change what it says or does. */
const ALLOWED_ON_LOCKED: ReadonlySet<Edit["kind"]> = new Set(["move", "duplicate", "flags"]);

/**
 * The edited document. Throws `notebook.locked-cell`, `notebook.duplicate-name`, or `notebook.invalid` when the cell is
 * not there, is not of a fitting kind, or the name is not an identifier.
 */
export function applyEdit(document: NotebookDocument, edit: Edit): NotebookDocument {
  if (edit.kind === "title") return { ...document, title: edit.title };
  if (edit.kind === "insert") return withCells(document, inserted(document.cells, edit.index, edit.cell));
  const cell = cellOf(document, edit.cellId);
  if (cell.locked && !ALLOWED_ON_LOCKED.has(edit.kind)) {
    throw new AppError("notebook.locked-cell", { details: { cell: nameOf(cell) } });
  }
  return applyToCell(document, cell, edit);
}

/** Edits with the same key that follow each other quickly are one step of undo; null never joins. */
export function coalesceKey(edit: Edit): string | null {
  switch (edit.kind) {
    case "title":
      return "title";
    case "text":
    case "source":
      return `${edit.kind}:${edit.cellId}`;
    case "params":
      return `params:${edit.cellId}:${Object.keys(edit.params).sort().join(",")}`;
    default:
      return null;
  }
}

/** What a cell is called where a person reads it: its name, or the first digits of its id. */
export function nameOf(cell: Cell): string {
  return "name" in cell ? cell.name : cell.id.slice(0, 6);
}

type CellEdit = Exclude<Edit, { kind: "title" | "insert" }>;

function applyToCell(document: NotebookDocument, cell: Cell, edit: CellEdit): NotebookDocument {
  switch (edit.kind) {
    case "remove":
      return withoutCell(document, cell.id);
    case "move":
      return withCells(document, inserted(without(document.cells, cell.id), edit.index, cell));
    case "duplicate":
      return withCells(document, duplicated(document.cells, cell, edit.newId));
    case "params":
      return replaced(document, { ...stage(cell), params: { ...stage(cell).params, ...edit.params } } as StageCell);
    case "rename":
      return renamed(document, stage(cell), edit.name);
    case "edge":
      return { ...document, edges: withEdge(document.edges, cell.id, edit.mode) };
    case "text":
      if (cell.kind !== "text") throw misfit("text");
      return replaced(document, { ...cell, text: edit.text });
    case "source":
      if (cell.kind !== "code") throw misfit("source");
      return replaced(document, { ...cell, source: edit.source });
    case "connect":
      return replaced(document, { ...stage(cell), inputs: withInput(stage(cell).inputs, edit) });
    case "flags":
      return replaced(document, {
        ...cell,
        locked: edit.locked ?? cell.locked,
        hidden: edit.hidden ?? cell.hidden,
      });
    case "expects":
      return replaced(document, { ...cell, expects: edit.expects });
  }
}

function renamed(document: NotebookDocument, cell: StageCell, name: string): NotebookDocument {
  if (name === cell.name) return document;
  if (!IDENTIFIER.test(name)) throw new AppError("notebook.invalid", { details: { path: "name" } });
  if (stageNames(document.cells).has(name)) throw new AppError("notebook.duplicate-name", { details: { name } });
  return renameCell(document, cell, name);
}

function duplicated(cells: readonly Cell[], cell: Cell, id: CellId): readonly Cell[] {
  const copy = { ...cell, id, locked: false } as Cell;
  const fresh = isStageCell(copy) ? { ...copy, name: freeName(copy.name, stageNames(cells)) } : copy;
  return inserted(cells, cells.indexOf(cell) + 1, fresh);
}

function withoutCell(document: NotebookDocument, id: CellId): NotebookDocument {
  return { ...document, cells: without(document.cells, id), edges: withEdge(document.edges, id, null) };
}

function withEdge(edges: NotebookDocument["edges"], id: CellId, mode: EdgeMode | null): NotebookDocument["edges"] {
  const others = Object.fromEntries(Object.entries(edges).filter(([key]) => key !== id));
  return mode === null ? others : { ...others, [id]: mode };
}

function withInput(inputs: StageCell["inputs"], edit: { slot: string; name: string | null }): StageCell["inputs"] {
  const others = Object.fromEntries(Object.entries(inputs).filter(([slot]) => slot !== edit.slot));
  return edit.name === null ? others : { ...others, [edit.slot]: edit.name };
}

function cellOf(document: NotebookDocument, id: CellId): Cell {
  const cell = document.cells.find((other) => other.id === id);
  if (!cell) throw new AppError("notebook.invalid", { details: { path: `cells.${id}` } });
  return cell;
}

function stage(cell: Cell): StageCell {
  if (!isStageCell(cell)) throw misfit("params");
  return cell;
}

function misfit(path: string): AppError {
  return new AppError("notebook.invalid", { details: { path } });
}

function without(cells: readonly Cell[], id: CellId): readonly Cell[] {
  return cells.filter((cell) => cell.id !== id);
}

function inserted(cells: readonly Cell[], index: number, cell: Cell): readonly Cell[] {
  const at = Math.max(0, Math.min(index, cells.length));
  return [...cells.slice(0, at), cell, ...cells.slice(at)];
}

function replaced(document: NotebookDocument, cell: Cell): NotebookDocument {
  return withCells(
    document,
    document.cells.map((other) => (other.id === cell.id ? cell : other)),
  );
}

function withCells(document: NotebookDocument, cells: readonly Cell[]): NotebookDocument {
  return { ...document, cells };
}
