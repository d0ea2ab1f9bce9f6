"use client";

/** The open notebook, handed to its cells: the document, the states, and what a person may do. */
import { createContext, useContext, type ReactNode } from "react";
import type { CellId, NotebookId, ProjectId, RunId } from "@/lib/ids";
import type { CellState } from "@/lib/notebook/result/cell-result";
import type { NotebookDocument } from "@/lib/notebook/document/document";
import type { Edit } from "@/lib/notebook/document/edits";
import type { Restoration } from "@/lib/notebook/document/restore-run";
import type { Automation } from "./guide/automation";

export interface NotebookView {
  readonly notebookId: NotebookId;
  readonly projectId: ProjectId;
  readonly document: NotebookDocument;
  /** By cell id; without the progress of what runs, which only its own cell draws. */
  readonly states: Readonly<Record<string, CellState>>;
  /** The cell that the one lit action belongs to. */
  readonly litCellId: CellId | null;
  readonly selectedId: CellId | null;
  readonly select: (id: CellId | null) => void;
  readonly edit: (edit: Edit) => void;
  /** Takes the last edit back. */
  readonly undo: () => void;
  readonly run: (id: CellId) => void;
  /** Goes on with the interrupted training of a run. */
  readonly resume: (id: CellId, runId: RunId) => void;
  /** Takes the notebook back to what a run was trained with, and trains it again. */
  readonly reproduce: (restoration: Restoration, runId: RunId) => void;
  readonly stop: (id: CellId) => void;
  readonly approve: (id: CellId) => void;
  /** Starts the published pipeline by hand; the alert is what it answers. */
  readonly retrain: (alertId?: string) => void;
  /** The pipeline runs of this tab. */
  readonly automation: Automation;
  /** Does something that can fail; the failure is shown above the cells. */
  readonly guarded: (work: () => unknown) => void;
  /** Someone has asked the package something. */
  readonly onTried: () => void;
  /** Scrolls to a cell and gives it the focus. */
  readonly goTo: (id: CellId) => void;
}

const NotebookContext = createContext<NotebookView | null>(null);

export function NotebookProvider({ view, children }: { readonly view: NotebookView; readonly children: ReactNode }) {
  return <NotebookContext value={view}>{children}</NotebookContext>;
}

/** The open notebook; only below a {@link NotebookProvider}. */
export function useNotebook(): NotebookView {
  const view = useContext(NotebookContext);
  if (!view) throw new Error("useNotebook needs a NotebookProvider above it");
  return view;
}
