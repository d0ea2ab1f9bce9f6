/** Port of the trash: what was removed lies there whole, and comes back by one word. */
import type { WireError } from "../../errors";
import type { DeletionId, NotebookId, ProjectId } from "../../ids";
import type { Attribution } from "../../journal";
import type { LocalizedText } from "../document/document";

export const DELETABLE_KINDS = [
  "notebook",
  "dataset",
  "dataset-version",
  "run",
  "package",
  "model",
  "model-version",
  "endpoint",
  "pipeline-run",
] as const;
export type DeletableKind = (typeof DELETABLE_KINDS)[number];

/** Something that a person may remove. The id of a package is its digest, of a model its name, of a version of a model `model/version`. */
export interface Deletable {
  readonly kind: DeletableKind;
  readonly id: string;
}

/** What goes along because it stands on what is removed; `cells` are notebooks whose cells lose their result, `champion` models that lose theirs. */
export const TAKEN_KINDS = ["runs", "packages", "evaluations", "versions", "cells", "champion"] as const;
export type TakenKind = (typeof TAKEN_KINDS)[number];

export interface Taken {
  readonly kind: TakenKind;
  readonly names: readonly LocalizedText[];
}

/** What removing would do, before it is done. */
export interface DeletionPlan {
  readonly takes: readonly Taken[];
  /** Why it cannot go now, with the name of what holds it: something live stands on it. */
  readonly refusal: WireError | null;
}

/** One deletion that can be undone. */
export interface Deletion {
  readonly id: DeletionId;
  readonly projectId: ProjectId;
  /** What was asked for; several things of one kind go together. */
  readonly things: readonly Deletable[];
  /** Name of the first of them. */
  readonly name: LocalizedText;
  readonly removedAtMs: number;
}

export interface RemoveOptions {
  readonly by: Attribution;
  /** The notebook that takes the place of the one that is removed: it makes room again when that one comes back. */
  readonly replacedBy?: NotebookId | undefined;
}

/** Deletions are forgotten after this long. */
export const TRASH_KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

export interface Trash {
  plan(projectId: ProjectId, things: readonly Deletable[]): Promise<DeletionPlan>;
  /**
   * Moves the things, and what stands on them, into the trash in one transaction. What something live stands on is refused:
   * `trash.in-service`, `trash.monitored`, `trash.training`, `trash.retraining`.
   */
  remove(projectId: ProjectId, things: readonly Deletable[], options: RemoveOptions): Promise<Deletion>;
  /**
   * Puts everything of a deletion back as it was, and of later deletions what it stands on. What has been stored anew since stays. Returns the
   * deletions that came back; empty when the trash no longer holds it. `trash.name-taken` when another endpoint has the name now.
   */
  bringBack(id: DeletionId, by: Attribution): Promise<readonly Deletion[]>;
  /** The newest deletion, or null. */
  last(projectId: ProjectId): Promise<Deletion | null>;
  /** Forgets the deletions from before that time; their bytes go with the next sweep. Returns how many. */
  forget(beforeMs: number): Promise<number>;
}
