"use client";

import type { CellStatus } from "@/lib/notebook/result/cell-result";
import { TAGS, type Run, type RunStatus } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { StateIcon } from "../ui/state-icon";

const SHAPES: Record<RunStatus, CellStatus> = {
  RUNNING: "running",
  FINISHED: "done",
  FAILED: "failed",
  KILLED: "stopped",
};

/** A run's status as a shape and a word; one that a reload cut off says so. */
export function RunStatusMark({ run }: { readonly run: Run }) {
  const { t } = useText();
  const interrupted = isInterrupted(run);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap" data-run-status={run.status}>
      <StateIcon status={interrupted ? "interrupted" : SHAPES[run.status]} size={16} decorative />
      {interrupted ? t("experiments.interrupted") : t(`experiments.statuses.${run.status}`)}
    </span>
  );
}

const isInterrupted = (run: Run) => run.tags[TAGS.interrupted] === "true";
