"use client";

/** The notebook that changed last: the one whose loop pages that are not a notebook show. */
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useServices } from "../services";
import { useLive } from "../use-live";

/** Null when there is none, or when it is not `wanted`. */
export function useLastNotebook(wanted: boolean): NotebookSummary | null {
  const { stores, projectId } = useServices();
  const newest = useLive(
    async () => (wanted ? ((await stores.notebooks.listNotebooks(projectId))[0] ?? null) : null),
    [stores, projectId, wanted],
  );
  return newest ?? null;
}
