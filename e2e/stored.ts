/** Facts as they lie in the browser's storage: what the page shows must come from there. */
import type { Page } from "@playwright/test";
import type { Endpoint, PredictionBatch } from "@/lib/serving/endpoint";
import type { JournalEntry } from "@/lib/journal";
import type { Alert, MonitorWindow } from "@/lib/monitoring/monitor";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import type { ModelPackage } from "@/lib/packaging/package";
import type { MetricPoint, Run } from "@/lib/tracking/run";

interface Tables {
  readonly alerts: Alert;
  readonly batches: PredictionBatch;
  readonly endpoints: Endpoint;
  readonly journal: JournalEntry;
  readonly metrics: MetricPoint;
  readonly packages: ModelPackage;
  readonly pipelineRuns: PipelineRun;
  readonly runs: Run;
  readonly windows: MonitorWindow;
}

/** Every record of a table. */
export async function stored<Name extends keyof Tables>(page: Page, table: Name): Promise<readonly Tables[Name][]> {
  const rows = await page.evaluate(
    (name) =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open("ciclo");
        opening.onerror = () => reject(new Error("the database did not open"));
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction(name).objectStore(name).getAll();
          reading.onerror = () => reject(new Error("the table could not be read"));
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result as unknown[]);
          };
        };
      }),
    table,
  );
  return rows as Tables[Name][];
}
