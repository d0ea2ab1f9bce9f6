/** Looking up versions of a dataset by what a cell says about them. */
import type { DatasetVersion } from "../../data/version/dataset";
import type { DatasetStore } from "../../data/version/store";
import { asAppError } from "../../errors";
import { asId } from "../../ids";
import type { CellId, ProjectId } from "../../ids";
import type { Handle, NewerData } from "./cell-result";
import type { Cell } from "../document/document";

/** The version with that name and number; null when there is none. */
export async function versionByNumber(
  datasets: DatasetStore,
  projectId: ProjectId,
  wanted: { readonly name: string; readonly version: number },
): Promise<DatasetVersion | null> {
  const versions = await datasets.listVersions(projectId);
  return versions.find((version) => version.name === wanted.name && version.version === wanted.version) ?? null;
}

/** The newest version that descends from `base`, or `base` itself: versions from another source do not count. */
export async function newestFrom(datasets: DatasetStore, base: DatasetVersion): Promise<DatasetVersion> {
  const all = await datasets.listVersions(base.projectId);
  const family = new Set<string>([base.id]);
  const versions = all
    .filter((version) => version.datasetId === base.datasetId && version.version > base.version)
    .sort((a, b) => a.version - b.version);
  let newest = base;
  for (const version of versions) {
    if (!version.parents.some((parent) => family.has(parent))) continue;
    family.add(version.id);
    newest = version;
  }
  return newest;
}

/** The newest version that grew from the one a dataset cell holds; null when it holds the newest. */
async function newerThan(datasets: DatasetStore, handle: Handle | null): Promise<NewerData | null> {
  if (handle?.kind !== "dataset") return null;
  try {
    const held = await datasets.getVersion(asId(handle.id));
    const { version, rowCount } = await newestFrom(datasets, held);
    return version > held.version ? { version, rowCount, heldRowCount: held.rowCount } : null;
  } catch (error) {
    // A version that is gone has nothing newer.
    if (asAppError(error).code === "data.version-not-found") return null;
    throw error;
  }
}

/** Dataset cells, to what has grown from the version they hold. */
export async function newerVersions(
  datasets: DatasetStore,
  cells: readonly Cell[],
  held: (id: CellId) => Handle | null,
): Promise<Readonly<Record<string, NewerData>>> {
  const newer: Record<string, NewerData> = {};
  for (const cell of cells) {
    const found = cell.kind === "dataset" ? await newerThan(datasets, held(cell.id)) : null;
    if (found !== null) newer[cell.id] = found;
  }
  return newer;
}
