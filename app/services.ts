/** The composition root of the browser: the only file that makes stores and worker clients. */
import type { AppServices } from "@/components/services";
import { BY_PERSON } from "@/lib/journal";
import { openDatabase } from "@/lib/storage/database";
import { storesOn } from "@/lib/storage/stores";
import { createWorkspace } from "@/lib/storage/workspace";
import { reapInterrupted } from "@/lib/tracking/liveness";
import { createDataClient } from "@/workers/data.client";
import { createServingClient } from "@/workers/serving.client";
import { createTrainingClient } from "@/workers/training.client";
import { wallClock } from "@/workers/wall-clock";

/** Opens the stores, marks interrupted runs, and starts the endpoints again. */
export async function createServices(): Promise<AppServices> {
  const database = openDatabase();
  const stores = storesOn(database, wallClock);
  const project = await stores.notebooks.ensureProject();
  return {
    clock: wallClock,
    stores,
    projectId: project.id,
    data: createDataClient(),
    training: createTrainingClient(),
    serving: createServingClient(),
    workspace: createWorkspace(database, { clock: wallClock, keeper: navigator.storage }),
  };
}
