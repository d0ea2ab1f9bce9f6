/** What deploying leaves behind for those who run the notebook again: a frozen copy. `lib/pipeline` runs it. */
import type { NotebookId, PipelineVersionId, ProjectId, Sha256 } from "../../ids";
import type { Attribution } from "../../journal";
import type { NotebookDocument } from "../document/document";

export interface PublishedNotebook {
  readonly id: PipelineVersionId;
  readonly projectId: ProjectId;
  readonly notebookId: NotebookId;
  readonly document: NotebookDocument;
  /** SHA-256 of the canonical JSON of the document; publishing the same document again returns the version that exists. */
  readonly digest: Sha256;
  /** Handle ids of the notebook when it was published, by cell id: what an override replaces. */
  readonly handles: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
}

export interface PipelinePublishing {
  publish(published: PublishedNotebook, by: Attribution): Promise<{ readonly id: PipelineVersionId }>;
}
