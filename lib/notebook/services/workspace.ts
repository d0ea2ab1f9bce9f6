/** Port of the workspace as a whole: one zip holds it all; how much room it takes; whether the browser keeps it. */
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

export interface Workspace {
  /** Everything that is stored, as one zip that was read back; `backup.not-verified` when it could not be. */
  backup(options?: CopyOptions): Promise<Blob>;
  /** Replaces everything by a backup. One that is foreign, cut, damaged, newer or holds a bad record says so and changes nothing. */
  restore(zip: Blob, options?: CopyOptions): Promise<void>;
  /** Removes everything that is stored; the next visit is the first. */
  empty(): Promise<void>;
  use(): Promise<StorageUse>;
  /** Asks the browser to keep the storage; false when it refuses or cannot. */
  persist(): Promise<boolean>;
  /** Forgets what was deleted, and removes bytes that nothing points to and traffic logs older than the last windows. */
  freeSpace(): Promise<{ readonly freedBytes: number }>;
}
