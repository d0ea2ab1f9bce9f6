/** Versions by dataset, in the order of each dataset's newest version. */
import type { DatasetVersion } from "@/lib/data/version/dataset";

export interface VersionGroup {
  readonly name: string;
  /** Newest first. */
  readonly versions: readonly DatasetVersion[];
}

/** Groups versions by their dataset. */
export function groupVersions(versions: readonly DatasetVersion[]): readonly VersionGroup[] {
  const groups = new Map<string, DatasetVersion[]>();
  for (const version of versions) groups.set(version.datasetId, [...(groups.get(version.datasetId) ?? []), version]);
  return [...groups.values()]
    .map((group) => group.toSorted((a, b) => b.version - a.version))
    .map((group) => ({ name: group[0]?.name ?? "", versions: group }));
}
