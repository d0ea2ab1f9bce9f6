/** What a cell may ask for: rows and profile of the datasets that it names, and nothing else. */
import { z } from "zod";
import { AppError } from "../../lib/errors";
import { asId, type DatasetVersionId } from "../../lib/ids";
import type { Handle } from "../../lib/notebook/result/cell-result";
import type { Services } from "../../lib/pipeline/services";
import type { CapabilityCall } from "./capability-call";

const MAX_ROWS = 200;

const handleShape = z.object({ kind: z.string(), id: z.string() });

/** Answers calls for the handles in a cell's scope; any other handle is `code.capability-denied`. */
export function capabilities(services: Pick<Services, "data" | "stores">, scope: Readonly<Record<string, unknown>>) {
  const granted = new Set(
    Object.values(scope)
      .filter(isHandle)
      .filter((handle) => handle.kind === "dataset")
      .map((handle) => handle.id),
  );

  return async (call: CapabilityCall): Promise<unknown> => {
    const asked = handleShape.safeParse(call.handle);
    if (!asked.success || !granted.has(asked.data.id)) {
      throw new AppError("code.capability-denied", { details: { method: call.method } });
    }
    const datasetVersionId = asId<DatasetVersionId>(asked.data.id);
    switch (call.method) {
      case "rows": {
        const limit = Math.max(0, Math.min(MAX_ROWS, Math.floor(call.options.limit ?? MAX_ROWS)));
        const offset = Math.max(0, Math.floor(call.options.offset ?? 0));
        const page = await services.data.rows({ datasetVersionId, offset, limit });
        return page.map(({ row }) => row);
      }
      case "profile":
        return (await services.stores.datasets.getVersion(datasetVersionId)).profile.columns;
    }
  };
}

const isHandle = (value: unknown): value is Handle => handleShape.safeParse(value).success;
