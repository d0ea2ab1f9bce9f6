/** Stores in memory, for tests that need no database. */
import { sha256Bytes, sha256Json } from "../../digest";
import { AppError } from "../../errors";
import { newId, type DatasetId } from "../../ids";
import type { Dataset, DatasetVersion } from "../version/dataset";
import type { Split } from "../split/split";
import type { BlobStore, DatasetStore } from "../version/store";

/** A blob store on a map. */
export function memoryBlobs(): BlobStore & { readonly size: () => number } {
  const blobs = new Map<string, Uint8Array>();
  return {
    size: () => blobs.size,
    put: async (bytes) => {
      const digest = await sha256Bytes(bytes);
      blobs.set(digest, bytes.slice());
      return digest;
    },
    get: async (digest) => {
      const bytes = blobs.get(digest);
      if (!bytes) throw new AppError("storage.corrupt");
      return bytes.slice();
    },
  };
}

/** A dataset store on arrays, with the port's rules: numbers counted up, equal content and parents stored once. */
export function memoryDatasets(): DatasetStore {
  const datasets: Dataset[] = [];
  const versions: DatasetVersion[] = [];
  const splits = new Map<string, Split>();
  const of = (datasetId: DatasetId) => versions.filter((version) => version.datasetId === datasetId);
  return {
    createDataset: async (input) => {
      const dataset = { ...input, id: newId<DatasetId>(), createdAtMs: 0 };
      datasets.push(dataset);
      return dataset;
    },
    findDataset: async (projectId, name) =>
      datasets.find((dataset) => dataset.projectId === projectId && dataset.name === name) ?? null,
    addVersion: async (version) => {
      const identity = await sha256Json([version.contentSha256, version.parents]);
      for (const known of of(version.datasetId)) {
        if ((await sha256Json([known.contentSha256, known.parents])) === identity) return known;
      }
      const added = { ...version, version: of(version.datasetId).length + 1 };
      versions.push(added);
      return added;
    },
    getVersion: async (id) => {
      const version = versions.find((known) => known.id === id);
      if (!version) throw new AppError("data.version-not-found", { details: { id } });
      return version;
    },
    latestVersion: async (datasetId) => of(datasetId).at(-1) ?? null,
    listVersions: async (projectId) => versions.filter((version) => version.projectId === projectId),
    keepSketches: async (id, sketches) => {
      const place = versions.findIndex((known) => known.id === id);
      if (place >= 0) versions[place] = { ...versions[place]!, sketches };
    },
    saveSplit: async (split) => void splits.set(split.id, split),
    getSplit: async (id) => {
      const split = splits.get(id);
      if (!split) throw new AppError("storage.corrupt");
      return split;
    },
  };
}
