/** The composition root of the browser: the only file that makes stores and worker clients. */
import type { AppServices } from "@/components/services";
import { onOutdated, openDatabase } from "@/lib/storage/database/database";
import { createWorldKeeper } from "@/lib/monitoring/world/world-keeper";
import { storesOn } from "@/lib/storage/stores";
import { createWorkspace } from "@/lib/storage/backup/workspace";
import { createTrash } from "@/lib/storage/trash/trash";
import { TRASH_KEPT_MS } from "@/lib/notebook/services/trash";
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
  const trash = createTrash(database, wallClock);
  await trash.forget(wallClock.nowMs() - TRASH_KEPT_MS);
  const serving = createServingClient((error) => void worlds.died(error));
  const worlds = createWorldKeeper({
    endpoints: stores.endpoints,
    projectId,
    reconcile: (id) => serving.reconcile(id),
  });
  void worlds.start();
  const workspace = createWorkspace(database, { clock: wallClock, keeper: navigator.storage });
  // Nobody waits for it: what a restore has left behind is in nobody's way.
  workspace.tidy().catch(() => undefined);
  return {
    clock: wallClock,
    locks,
    stores,
    projectId,
    data: createDataClient(),
    training: connectTraining(),
    serving,
    trash,
    workspace,
    onOutdated: (callback) => onOutdated(database, callback),
  };
}
