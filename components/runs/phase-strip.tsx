"use client";

import type { CellStatus } from "@/lib/notebook/result/cell-result";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import { useText } from "../i18n";
import { StateIcon } from "../ui/state-icon";
import { runPhases, runShape, type PhaseState } from "./run-phases";

/** The phases of a retraining in order, each with its shape. */
export function PhaseStrip({ run }: { readonly run: PipelineRun }) {
  const { t } = useText();
  const shapes: Record<PhaseState, CellStatus> = {
    done: "done",
    now: runShape(run),
    later: "idle",
    failed: runShape(run),
  };
  return (
    <ol aria-label={t("runs.phases")} className="flex flex-wrap gap-x-5 gap-y-2">
      {runPhases(run).map(({ phase, state }) => (
        <li
          key={phase}
          aria-current={state === "now" ? "step" : undefined}
          className={`flex items-center gap-1.5 ${state === "later" ? "text-faint" : ""}`}
        >
          <StateIcon status={shapes[state]} size={16} decorative />
          {t(`runs.phase.${phase}`)}
          <span className="sr-only">: {t(`runs.phaseStates.${state}`)}</span>
        </li>
      ))}
    </ol>
  );
}
