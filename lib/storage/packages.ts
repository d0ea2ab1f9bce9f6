/** Packages on IndexedDB; their files are blobs. */
import type { Clock } from "../clock";
import type { Attribution } from "../journal";
import type { ModelPackage, PackageStore } from "../packaging/package";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { present } from "./database/missing";

/** The package port. */
export function packageStore(database: CicloDatabase, clock: Clock): PackageStore {
  return {
    savePackage: (modelPackage, by) => guarded(() => savePackage(database, clock, { modelPackage, by })),
    getPackage: (digest) =>
      guarded(async () => present(await database.packages.get(digest), "package.not-found", { digest })),
    listPackages: (projectId) => guarded(() => database.packages.where("projectId").equals(projectId).toArray()),
  };
}

function savePackage(
  database: CicloDatabase,
  clock: Clock,
  { modelPackage, by }: { modelPackage: ModelPackage; by: Attribution },
) {
  return database.transaction("rw", database.packages, database.journal, async () => {
    if (await database.packages.get(modelPackage.digest)) return;
    await database.packages.add(modelPackage);
    await record(database, clock, {
      projectId: modelPackage.projectId,
      command: "package.create",
      subjects: [modelPackage.digest, modelPackage.runId],
      details: { sizeBytes: modelPackage.sizeBytes, maxDifference: modelPackage.parity.maxDifference },
      by,
    });
  });
}
