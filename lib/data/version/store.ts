/** Ports of data at rest. `lib/storage` implements them on IndexedDB. */
import type { DatasetId, DatasetVersionId, ProjectId, Sha256, SplitId } from "../../ids";
import type { Dataset, DatasetVersion } from "./dataset";
import type { Attribution } from "../../journal";
import type { Split } from "../split/split";

/** Content-addressed bytes, shared between everything that stores them. */
export interface BlobStore {
  /** Stores bytes under their SHA-256 and returns it; storing the same bytes twice keeps one copy. */
  put(bytes: Uint8Array): Promise<Sha256>;
  /** The bytes, or `storage.corrupt` when they are gone. */
  get(digest: Sha256): Promise<Uint8Array>;
}

export interface DatasetStore {
  createDataset(input: { projectId: ProjectId; name: string }): Promise<Dataset>;
  findDataset(projectId: ProjectId, name: string): Promise<Dataset | null>;
  /** Appends a version; its number is counted here. The same content and parents return the version that exists. */
  addVersion(version: Omit<DatasetVersion, "version">, by: Attribution): Promise<DatasetVersion>;
  /** The version, or `data.version-not-found`. */
  getVersion(id: DatasetVersionId): Promise<DatasetVersion>;
  latestVersion(datasetId: DatasetId): Promise<DatasetVersion | null>;
  listVersions(projectId: ProjectId): Promise<readonly DatasetVersion[]>;
  /** Names the blob of a version's sketches, so that it stays as long as the version. */
  keepSketches(id: DatasetVersionId, digest: Sha256): Promise<void>;
  saveSplit(split: Split): Promise<void>;
  getSplit(id: SplitId): Promise<Split>;
}
