"use client";

import { useEffect, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { DatasetVersionId } from "@/lib/ids";
import type { DriftReport } from "@/lib/monitoring/drift/measure-drift";
import type { Progress } from "@/lib/progress";
import { useServices } from "../services";

export type Comparison =
  | { readonly kind: "running"; readonly progress: Progress }
  | { readonly kind: "done"; readonly report: DriftReport }
  | { readonly kind: "failed"; readonly error: WireError };

const STARTED: Comparison = { kind: "running", progress: { phase: "comparing" } };

/** Compares two versions on the data thread; another choice, or leaving, stops the comparison under way. */
export function useComparison(reference: DatasetVersionId, current: DatasetVersionId): Comparison {
  const { data } = useServices();
  const wanted = `${reference}/${current}`;
  const [state, setState] = useState({ wanted, comparison: STARTED });
  useEffect(() => {
    const controller = new AbortController();
    const tell = (comparison: Comparison): void => {
      if (!controller.signal.aborted) setState({ wanted, comparison });
    };
    const source = (datasetVersionId: DatasetVersionId) => ({ kind: "version", datasetVersionId }) as const;
    data
      .compareData(
        { reference: source(reference), current: source(current) },
        { signal: controller.signal, onProgress: (progress) => tell({ kind: "running", progress }) },
      )
      .then(
        (report) => tell({ kind: "done", report }),
        (error: unknown) => tell({ kind: "failed", error: toWire(error) }),
      );
    return () => controller.abort();
  }, [data, reference, current, wanted]);
  return state.wanted === wanted ? state.comparison : STARTED;
}
