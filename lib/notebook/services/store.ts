/** Ports of projects, notebooks and their results at rest. */
import type { Attribution } from "../../journal";
import type { CellId, NotebookId, ProjectId } from "../../ids";
import type { CellResult } from "../result/cell-result";
import type { LocalizedText, NotebookDocument } from "../document/document";

export interface Project {
  readonly id: ProjectId;
  readonly name: string;
  readonly createdAtMs: number;
}

export interface NotebookSummary {
  readonly id: NotebookId;
  readonly projectId: ProjectId;
  readonly title: LocalizedText;
  readonly cellCount: number;
  /** The file or data set that its first dataset cell reads; null before one is chosen. */
  readonly dataName: string | null;
  readonly updatedAtMs: number;
}

export interface NotebookStore {
  /** The project of this browser, created at the first start. */
  ensureProject(): Promise<Project>;
  createNotebook(projectId: ProjectId, document: NotebookDocument, by: Attribution): Promise<void>;
  /**
   * Saves the document beside what other tabs have stored since `base` (see `mergeDocuments`), in one transaction, and gives what is
   * stored then: the document itself where there was nothing else. Other tabs see it through a live query.
   */
  saveNotebook(document: NotebookDocument, base: NotebookDocument): Promise<NotebookDocument>;
  /** The document, or `notebook.not-found`. */
  getNotebook(id: NotebookId): Promise<NotebookDocument>;
  /** The project a notebook belongs to. */
  projectOf(id: NotebookId): Promise<ProjectId>;
  listNotebooks(projectId: ProjectId): Promise<readonly NotebookSummary[]>;
  saveResult(notebookId: NotebookId, result: CellResult): Promise<void>;
  removeResult(notebookId: NotebookId, cellId: CellId): Promise<void>;
  results(notebookId: NotebookId): Promise<readonly CellResult[]>;
}
