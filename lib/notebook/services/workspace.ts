/** Port of the workspace as a whole: one zip holds it all; how much room it takes; whether the browser keeps it. */
import type { Attribution } from "../../journal";
import type { OnProgress } from "../../progress";

export interface StorageUse {
  /** Null where the browser does not say (an insecure context). */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly persisted: boolean | null;
  /** Bytes by what they are for, largest first. */
  readonly byKind: readonly {
    readonly kind: "datasets" | "models" | "traffic" | "notebooks" | "runs" | "trash";
    readonly bytes: number;
  }[];
}

export interface CopyOptions {
  readonly onProgress?: OnProgress | undefined;
}

/** Something stored that no page could show: which record, and the first member that is wrong ("" for all of it). */
export interface ApartRecord {
  readonly table: string;
  readonly record: string;
  readonly member: string;
}

export interface StoredCounts {
  readonly notebooks: number;
  readonly datasetVersions: number;
  readonly runs: number;
  readonly modelVersions: number;
  readonly endpoints: number;
}

export interface WrittenCopy {
  readonly zip: Blob;
  /** What lies in the copy apart, because nothing could use it. */
  readonly apart: readonly ApartRecord[];
}

/** A copy that was read and found right; nothing is changed yet. */
export interface ReadCopy {
  readonly createdAtMs: number;
  readonly holds: StoredCounts;
  /** What is stored here now, and would go. */
  readonly replaces: StoredCounts;
  readonly apart: readonly ApartRecord[];
  /** Replaces everything, in one step that happens whole or not at all. */
  restore(options?: CopyOptions): Promise<void>;
}

export interface Workspace {
  /** Everything that is stored, as one zip that was read back; `backup.not-verified` when it could not be. */
  backup(options?: CopyOptions): Promise<WrittenCopy>;
  /** Reads a copy and checks all of it. One that is foreign, cut, damaged, newer or holds a bad record says so. Changes nothing. */
  read(zip: Blob, options?: CopyOptions): Promise<ReadCopy>;
  /** Reads a copy, then replaces everything by it. One that is refused changes nothing. */
  restore(zip: Blob, options?: CopyOptions): Promise<void>;
  /** Removes everything that is stored; the next visit is the first. */
  empty(): Promise<void>;
  use(): Promise<StorageUse>;
  /** Asks the browser to keep the storage; false when it refuses or cannot. */
  persist(): Promise<boolean>;
  /** Forgets what was deleted, and removes bytes that nothing points to and traffic logs older than the last windows. */
  freeSpace(): Promise<{ readonly freedBytes: number }>;
  /** Removes what a restore that was cut off has left behind: called at every start. */
  tidy(): Promise<void>;
  /** The records that were left out of what this page has read, as they are now: what was mended or removed is gone from the list. */
  apart(): Promise<readonly ApartRecord[]>;
  /** Calls back where records were left out, and at each further one; returns how to stop. */
  onApart(callback: () => void): () => void;
  /** The records of the list as a file. */
  copyOfApart(): Promise<Blob>;
  /** Removes the records of the list. */
  removeApart(by: Attribution): Promise<void>;
}
