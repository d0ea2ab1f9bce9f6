/** Port of the workspace as a whole: one zip holds it all; how much room it takes; whether the browser keeps it. */

export interface StorageUse {
  /** Null where the browser does not say (an insecure context). */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly persisted: boolean | null;
  /** Bytes by what they are for, largest first. */
  readonly byKind: readonly {
    readonly kind: "datasets" | "models" | "traffic" | "notebooks" | "runs";
    readonly bytes: number;
  }[];
}

export interface Workspace {
  /** Everything that is stored, as one zip. */
  backup(): Promise<Uint8Array>;
  /** Replaces everything by a backup; a zip that is not one is `backup.invalid` and changes nothing. */
  restore(zip: Uint8Array): Promise<void>;
  use(): Promise<StorageUse>;
  /** Asks the browser to keep the storage; false when it refuses or cannot. */
  persist(): Promise<boolean>;
  /** Removes bytes that nothing points to, and traffic logs older than the last windows. */
  freeSpace(): Promise<{ readonly freedBytes: number }>;
}
