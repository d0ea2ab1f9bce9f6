"use client";

/** What lies under a stage cell's header: waits, staleness, error, form, progress, result, output chip. */
import dynamic from "next/dynamic";
import type { CellState } from "@/lib/notebook/result/cell-result";
import type { StageCell } from "@/lib/notebook/document/document";
import { ErrorNote } from "../../ui/error-note";
import { ProgressBar } from "../../ui/progress-bar";
import { CellNotice } from "./cell-notice";
import { CellOutput } from "./cell-output";
import { DeployChange } from "../cells/deploy/deploy-change";
import { ResultSkeleton } from "../cells/result";
import { StageForm } from "../cells/stage-form";
import { StageResult } from "../cells/stage-result";
import { TrainResume } from "../cells/train/train-resume";
import { useNotebook } from "../notebook-context";

const TrainRunning = dynamic(() => import("../cells/train/train-result").then((module) => module.TrainRunning), {
  ssr: false,
  loading: () => <ResultSkeleton height={290} />,
});

export interface StageCellBodyProps {
  readonly cell: StageCell;
  readonly state: CellState;
  readonly open: boolean;
  readonly onFormFocus: () => void;
}

export function StageCellBody({ cell, state, open, onFormFocus }: StageCellBodyProps) {
  const { edit, run } = useNotebook();
  const running = state.status === "running";
  const handle = state.result?.handle ?? null;
  const error = state.status === "failed" ? (state.result?.error ?? null) : null;
  return (
    <div className="flex flex-col gap-4">
      <CellNotice cell={cell} state={state} />
      {cell.kind === "train" && wasCutOff(state) ? <TrainResume cell={cell} /> : null}
      {error ? <ErrorNote error={error} onRetry={() => run(cell.id)} /> : null}
      {state.runsIn === "here" && !state.training ? (
        <ProgressBar progress={state.progress ?? { phase: "waiting" }} />
      ) : null}
      {running && cell.kind === "train" ? <TrainRunning cell={cell} state={state} /> : null}
      {open ? (
        <div onFocusCapture={onFormFocus} data-testid="cell-form">
          <StageForm cell={cell} disabled={cell.locked || running} edit={edit} />
        </div>
      ) : null}
      {cell.kind === "deploy" && !running ? <DeployChange cell={cell} open={open} /> : null}
      {handle && !running ? (
        <div className={state.status === "stale" ? "opacity-70" : undefined}>
          <StageResult cell={cell} handle={handle} state={state} brief={!open} />
        </div>
      ) : null}
      {handle && !running ? <CellOutput cell={cell} handle={handle} /> : null}
    </div>
  );
}

/** Its tab or its thread has ended before it. */
function wasCutOff({ status, result }: CellState): boolean {
  return status === "interrupted" || (status === "failed" && result?.error?.code === "worker.crashed");
}
