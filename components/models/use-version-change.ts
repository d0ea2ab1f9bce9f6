"use client";

import { readVersionChange, type VersionChange } from "@/lib/registry/version-change";
import { useFacts } from "../shelf/use-facts";

/** What would change, live; undefined while it is read, null where there is nothing to read. */
export function useVersionChange(
  modelName: string | null,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): VersionChange | null | undefined {
  return useFacts(
    async ({ stores, projectId }) =>
      modelName === null || to === null ? null : readVersionChange(stores, { projectId, modelName, from, to }),
    [modelName, from, to],
  );
}
