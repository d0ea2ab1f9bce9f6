/** The composition root of the browser: the only file that makes stores and worker clients. */
import type { AppServices } from "@/components/services";
import { onOutdated, openDatabase } from "@/lib/storage/database/database";
import { storesOn } from "@/lib/storage/stores";
import { createWorkspace } from "@/lib/storage/backup/workspace";
import { reapInterrupted } from "@/lib/tracking/liveness";
import { createDataClient } from "@/workers/data/data.client";
import { createServingClient } from "@/workers/serving/serving.client";
import { connectTraining } from "@/workers/training/training.client";
import { wallClock } from "@/workers/wall-clock";
import { webLocks } from "@/workers/web-locks";

/** Opens the stores, marks the runs whose thread is gone, and starts the endpoints again. */
export async function createServices(): Promise<AppServices> {
  const database = openDatabase();
  const stores = storesOn(database, wallClock);
  const { id: projectId } = await stores.notebooks.ensureProject();
  const locks = webLocks();
  await reapInterrupted({ tracking: stores.tracking, locks, clock: wallClock, projectId });
  const serving = createServingClient();
  if ((await stores.endpoints.listEndpoints(projectId)).length > 0) void serving.reconcile(projectId);
  return {
    clock: wallClock,
    locks,
    stores,
    projectId,
    data: createDataClient(),
    training: connectTraining(),
    serving,
    workspace: createWorkspace(database, { clock: wallClock, keeper: navigator.storage }),
    onOutdated: (callback) => onOutdated(database, callback),
  };
}
