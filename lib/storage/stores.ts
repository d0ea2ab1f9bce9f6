/** Every port on one database. Main thread and workers each open their own connection; Dexie tells them of each other's writes. */
import type { Clock } from "../clock";
import type { Stores } from "../pipeline/services";
import { blobStore } from "./blobs";
import { openDatabase, type CicloDatabase } from "./database/database";
import { datasetStore } from "./datasets";
import { endpointStore } from "./endpoints";
import { evaluationStore } from "./evaluations";
import { journalStore } from "./journal";
import { monitorStore } from "./monitors";
import { notebookStore } from "./notebooks";
import { packageStore } from "./packages";
import { pipelineStore } from "./pipelines";
import { recipeStore } from "./recipes";
import { registryStore } from "./registry";
import { trackingStore } from "./tracking";
import { triggerStore } from "./triggers";

/** The stores on a database of that name (one per browser by default). Nothing is opened before the first call. */
export function openStores(clock: Clock, options: { readonly databaseName?: string } = {}): Stores {
  return storesOn(openDatabase(options.databaseName), clock);
}

/** The stores on an open database. */
export function storesOn(database: CicloDatabase, clock: Clock): Stores {
  return {
    blobs: blobStore(database, clock),
    datasets: datasetStore(database, clock),
    recipes: recipeStore(database),
    tracking: trackingStore(database, clock),
    packages: packageStore(database, clock),
    evaluations: evaluationStore(database, clock),
    registry: registryStore(database, clock),
    endpoints: endpointStore(database, clock),
    monitors: monitorStore(database, clock),
    triggers: triggerStore(database, clock),
    pipelines: pipelineStore(database, clock),
    notebooks: notebookStore(database, clock),
    journal: journalStore(database, clock),
  };
}
