"use client";

/** Answers that a person has put right, kept in this tab until they are added to the data. */
import { useCallback, useState } from "react";
import { z } from "zod";
import type { Row } from "@/lib/data/table";
import type { DatasetVersionId } from "@/lib/ids";

const keyOf = (versionId: DatasetVersionId) => `ciclo.corrections.${versionId}`;
const rowsSchema = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

/** The corrections of a model's data, and how to change them. */
export function useCorrections(versionId: DatasetVersionId): [readonly Row[], (rows: readonly Row[]) => void] {
  const [rows, setRows] = useState(() => read(versionId));
  const keep = useCallback(
    (next: readonly Row[]) => {
      setRows(next);
      try {
        sessionStorage.setItem(keyOf(versionId), JSON.stringify(next));
      } catch {
        // Where nothing may be kept, they last as long as the page.
      }
    },
    [versionId],
  );
  return [rows, keep];
}

function read(versionId: DatasetVersionId): readonly Row[] {
  try {
    return rowsSchema.parse(JSON.parse(sessionStorage.getItem(keyOf(versionId)) ?? "[]"));
  } catch {
    return [];
  }
}
