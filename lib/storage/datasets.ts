/** Datasets, versions and splits on IndexedDB. */
import type { Clock } from "../clock";
import type { DatasetVersion } from "../data/version/dataset";
import type { DatasetStore } from "../data/version/store";
import { newId, type DatasetId, type ProjectId } from "../ids";
import type { Attribution } from "../journal";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { highestGiven, lastNumber } from "./numbering";
import { intact, present } from "./database/missing";

/** The dataset port. */
export function datasetStore(database: CicloDatabase, clock: Clock): DatasetStore {
  return {
    createDataset: (input) => guarded(() => createDataset(database, clock, input)),
    findDataset: (projectId, name) =>
      guarded(
        async () => (await database.datasets.where("[projectId+name]").equals([projectId, name]).first()) ?? null,
      ),
    addVersion: (version, by) => guarded(() => addVersion(database, clock, { version, by })),
    getVersion: (id) =>
      guarded(async () => present(await database.datasetVersions.get(id), "data.version-not-found", { id })),
    latestVersion: (datasetId) => guarded(async () => (await versionsOf(database, datasetId).last()) ?? null),
    listVersions: (projectId) =>
      guarded(async () => {
        const versions = await database.datasetVersions.where("projectId").equals(projectId).toArray();
        return versions.sort((a, b) => b.createdAtMs - a.createdAtMs || b.version - a.version);
      }),
    keepSketches: (id, sketches) => guarded(async () => void (await database.datasetVersions.update(id, { sketches }))),
    saveSplit: (split) => guarded(async () => void (await database.splits.put(split))),
    getSplit: (id) => guarded(async () => intact(await database.splits.get(id), "splits", id)),
  };
}

// Two tabs that import the same file at the same time get the same dataset.
function createDataset(database: CicloDatabase, clock: Clock, input: { projectId: ProjectId; name: string }) {
  return database.transaction("rw", database.datasets, async () => {
    const known = await database.datasets.where("[projectId+name]").equals([input.projectId, input.name]).first();
    if (known) return known;
    const dataset = { ...input, id: newId<DatasetId>(), createdAtMs: clock.nowMs() };
    await database.datasets.add(dataset);
    return dataset;
  });
}

function addVersion(
  database: CicloDatabase,
  clock: Clock,
  { version, by }: { version: Omit<DatasetVersion, "version">; by: Attribution },
) {
  return database.transaction("rw", database.datasetVersions, database.journal, async () => {
    const versions = await versionsOf(database, version.datasetId).toArray();
    const same = versions.find((known) => sameContent(known, version));
    if (same) return same;
    const { projectId, datasetId } = version;
    const given = await highestGiven(database, { projectId, subject: datasetId, command: "dataset.version" });
    const last = await lastNumber(versionsOf(database, datasetId));
    const added: DatasetVersion = { ...version, version: Math.max(last, given) + 1 };
    await database.datasetVersions.add(added);
    await record(database, clock, {
      projectId: added.projectId,
      command: "dataset.version",
      subjects: [added.id, added.contentSha256, added.datasetId],
      details: { name: added.name, version: added.version, rows: added.rowCount, message: added.message },
      by,
    });
    return added;
  });
}

function sameContent(known: DatasetVersion, version: Omit<DatasetVersion, "version">): boolean {
  return (
    known.contentSha256 === version.contentSha256 &&
    known.parents.length === version.parents.length &&
    known.parents.every((parent, index) => parent === version.parents[index])
  );
}

function versionsOf(database: CicloDatabase, datasetId: DatasetId) {
  return database.datasetVersions.where("[datasetId+version]").between([datasetId, 0], [datasetId, Infinity]);
}
