/** What a cell may ask for: rows and profile of the datasets that it names, and nothing else. */
import { z } from "zod";
import type { Row } from "../../lib/data/table";
import { AppError } from "../../lib/errors";
import { asId, type DatasetVersionId } from "../../lib/ids";
import type { Handle } from "../../lib/notebook/result/cell-result";
import type { Services } from "../../lib/pipeline/services";
import type { CapabilityCall } from "./capability-call";

/** Rows of a call that does not say how many. */
const PAGE_ROWS = 200;
/** What one call may ask for: a cell that needs more asks with `offset`. */
export const MAX_ROWS = 5_000;

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
        const limit = Math.max(0, Math.floor(call.options.limit ?? PAGE_ROWS));
        const offset = Math.max(0, Math.floor(call.options.offset ?? 0));
        if (limit > MAX_ROWS) throw new AppError("code.too-many-rows", { details: { most: MAX_ROWS } });
        return allRows(services.data, { datasetVersionId, offset, limit });
      }
      case "profile":
        return (await services.stores.datasets.getVersion(datasetVersionId)).profile.columns;
    }
  };
}

/** As many rows as were asked for, a page at a time: fewer only where the data end. */
async function allRows(
  data: Services["data"],
  { datasetVersionId, offset, limit }: { datasetVersionId: DatasetVersionId; offset: number; limit: number },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  while (rows.length < limit) {
    const wanted = Math.min(PAGE_ROWS, limit - rows.length);
    const page = await data.rows({ datasetVersionId, offset: offset + rows.length, limit: wanted });
    rows.push(...page.map(({ row }) => row));
    if (page.length < wanted) break;
  }
  return rows;
}

const isHandle = (value: unknown): value is Handle => handleShape.safeParse(value).success;
