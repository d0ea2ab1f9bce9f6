"use client";

import { useCallback, useState } from "react";
import type { NotebookId, PipelineRunId } from "@/lib/ids";

const KEYS = "ciclo.seen-run.";
const keyOf = (notebookId: NotebookId) => `${KEYS}${notebookId}`;

/** The pipeline run whose outcome a person has looked at, kept over a reload of this tab. */
export function useSeenRun(notebookId: NotebookId): [PipelineRunId | null, (runId: PipelineRunId) => void] {
  const [seen, setSeen] = useState(() => read(notebookId));
  const see = useCallback(
    (runId: PipelineRunId) => {
      setSeen(runId);
      try {
        sessionStorage.setItem(keyOf(notebookId), runId);
      } catch {
        // Where nothing may be kept, it is suggested again after a reload.
      }
    },
    [notebookId],
  );
  return [seen, see];
}

function read(notebookId: NotebookId): PipelineRunId | null {
  try {
    return sessionStorage.getItem(keyOf(notebookId)) as PipelineRunId | null;
  } catch {
    return null;
  }
}

/** Forgets all of them: called when everything stored was replaced or removed. */
export function forgetSeenRuns(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEYS)) sessionStorage.removeItem(key);
  } catch {
    // Where nothing may be kept, nothing was.
  }
}
