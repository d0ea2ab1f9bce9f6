/** Where a pipeline run is, as shapes: one per phase, one for the whole. */
import type { CellStatus } from "@/lib/notebook/result/cell-result";
import { PIPELINE_PHASES, type PipelinePhase, type PipelineRun } from "@/lib/pipeline/pipeline";

export type PhaseState = "done" | "now" | "later" | "failed";

export interface PhaseStep {
  readonly phase: PipelinePhase;
  readonly state: PhaseState;
}

const ENDED: readonly PipelineRun["status"][] = ["done", "failed", "stopped", "interrupted"];

/**
 * Every phase with its state. A run that ended early keeps the phase it ended in: as failed, or as where it stopped. Phases that a
 * refused challenger never reached stay "later".
 */
export function runPhases(run: PipelineRun): readonly PhaseStep[] {
  const at = PIPELINE_PHASES.indexOf(run.phase);
  return PIPELINE_PHASES.map((phase, index) => ({ phase, state: stateOf(run, { phase, index, at }) }));
}

function stateOf(
  run: PipelineRun,
  { phase, index, at }: { phase: PipelinePhase; index: number; at: number },
): PhaseState {
  if (run.phase === "finished") return skipped(run, phase) ? "later" : "done";
  if (index < at) return "done";
  if (index > at) return "later";
  return ENDED.includes(run.status) ? "failed" : "now";
}

// The gate's verdict decides which of the phases behind it a finished run went through.
function skipped({ outcome, canary }: PipelineRun, phase: PipelinePhase): boolean {
  if (phase === "approval") return outcome === "not-blessed";
  return phase === "canary" && canary === null;
}

/** The shape of the whole run. */
export function runShape({ status, outcome }: PipelineRun): CellStatus {
  switch (status) {
    case "queued":
      return "queued";
    case "running":
    case "canary":
      return "running";
    case "waiting":
      return "waiting";
    case "done":
      return outcome === "promoted" || outcome === null ? "done" : "stopped";
    case "failed":
      return "failed";
    case "stopped":
      return "stopped";
    case "interrupted":
      return "interrupted";
  }
}
