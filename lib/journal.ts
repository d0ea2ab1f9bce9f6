/**
 * The journal: one append-only log of who changed what, and why. History, lineage and champion changes are read from it;
 * nothing else records who and when. Stores write the entry in the same transaction as the change.
 */
import type { JournalId, ProjectId } from "./ids";

export type Actor = "person" | "trigger" | "teacher";

/** Why something was done: the alert, pipeline run or cell behind it, by kind and id. */
export interface Cause {
  readonly kind: "cell" | "alert" | "pipeline-run" | "trigger" | "scenario" | "start-up";
  readonly id: string;
}

/** Who does something and why: handed to every store verb that changes a fact. */
export interface Attribution {
  readonly actor: Actor;
  readonly cause: Cause | null;
  /** Virtual time of the world the change happened in, in minutes; null outside a world. */
  readonly virtualMinute: number | null;
  /** Why, in the person's own words. */
  readonly note?: string;
}

export const BY_PERSON: Attribution = { actor: "person", cause: null, virtualMinute: null };

/** The same attribution with a person's reason; a blank one is none. */
export function withNote(by: Attribution, note: string | undefined): Attribution {
  const text = note?.trim() ?? "";
  return text === "" ? by : { ...by, note: text };
}

export const JOURNAL_COMMANDS = [
  "project.create",
  "notebook.create",
  "notebook.import",
  "notebook.delete",
  "notebook.restore",
  "cell.run",
  "dataset.version",
  "run.start",
  "run.finish",
  "package.create",
  "evaluation.create",
  "model.register",
  "alias.set",
  "endpoint.create",
  "endpoint.route",
  "endpoint.delete",
  "scenario.inject",
  "monitor.set",
  "alert.fire",
  "trigger.set",
  "pipeline.publish",
  "pipeline-run.start",
  "pipeline-run.finish",
  "gate.verdict",
  "backup.restore",
  "trash.remove",
  "trash.bring-back",
  "record.remove",
] as const;

export type JournalCommand = (typeof JOURNAL_COMMANDS)[number];

export interface JournalEntry {
  readonly id: JournalId;
  readonly projectId: ProjectId;
  readonly atMs: number;
  readonly actor: Actor;
  readonly command: JournalCommand;
  /** Ids or digests of what was changed, the main subject first. */
  readonly subjects: readonly string[];
  readonly cause: Cause | null;
  readonly virtualMinute: number | null;
  /** Small JSON that the history shows: alias, from, to, reason code. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** Why, in the person's own words; absent where nobody gave a reason. */
  readonly note?: string;
}

/** Port of the journal: stores append inside their own transactions; everybody reads. */
export interface JournalStore {
  append(entry: Omit<JournalEntry, "id" | "atMs">): Promise<void>;
  /** Entries of a project, newest first; of one subject when given. */
  list(
    projectId: ProjectId,
    options?: { readonly subject?: string; readonly limit?: number },
  ): Promise<readonly JournalEntry[]>;
}
