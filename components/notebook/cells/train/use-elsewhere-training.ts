"use client";

/** A training that another tab runs, as that tab writes it down. */
import { useEffect, useRef, useState } from "react";
import type { CellId } from "@/lib/ids";
import type { TrainingView } from "@/lib/notebook/result/cell-result";
import { storedTraining, thinned } from "@/lib/notebook/runtime/training-view";
import type { Run } from "@/lib/tracking/run";
import { useServices } from "../../../services";
import { useNotebook } from "../../notebook-context";
import { useStored } from "../../use-stored";
import { curveOf } from "./stored-curve";

/** The view of the cell's live run, renewed as its metrics come; null when it is not wanted or has not begun. */
export function useElsewhereTraining(cellId: CellId, wanted: boolean): TrainingView | null {
  const { projectId } = useNotebook();
  const run = useStored(
    async (stores) => {
      if (!wanted) return null;
      const runs = await stores.tracking.listRuns(projectId);
      return runs.find((other) => other.cellId === cellId && other.status === "RUNNING") ?? null;
    },
    [projectId, cellId, wanted],
  );
  const view = useCurveRead(run ?? null);
  return wanted ? view : null;
}

/** Reads the curve again after the run has changed, one reading at a time: a long curve is read less often. */
function useCurveRead(run: Run | null): TrainingView | null {
  const { stores, clock } = useServices();
  const [view, setView] = useState<TrainingView | null>(null);
  const latest = useRef(run);
  const reading = useRef(false);
  useEffect(() => {
    latest.current = run;
    if (run === null || reading.current) return;
    reading.current = true;
    const read = async (): Promise<void> => {
      for (let seen: Run | null = null; latest.current !== seen;) {
        seen = latest.current;
        if (seen === null) return;
        const regression = "baseline_rmse" in seen.metrics;
        const curve = await curveOf(stores, seen.id, regression);
        setView(thinned(storedTraining(seen, curve, clock.nowMs())));
      }
    };
    void read()
      .catch(() => undefined)
      .finally(() => (reading.current = false));
  }, [run, stores, clock]);
  return view;
}
