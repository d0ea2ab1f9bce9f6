"use client";

import dynamic from "next/dynamic";
import type { CellState, Handle } from "@/lib/notebook/result/cell-result";
import type { StageCell } from "@/lib/notebook/document/document";
import { DatasetResult } from "./dataset/dataset-result";
import { DeployResult } from "./deploy/deploy-result";
import { EvaluateResult } from "./evaluate/evaluate-result";
import { GoalResult } from "./goal/goal-result";
import { MonitorResult } from "./monitor/monitor-result";
import { PackageResult } from "./package/package-result";
import { PrepareResult } from "./prepare/prepare-result";
import { RegisterResult } from "./register/register-result";
import { ResultSkeleton } from "./result";
import { SplitResult } from "./split/split-result";
import { TriggerResult } from "./trigger/trigger-result";

const TrainResult = dynamic(() => import("./train/train-result").then((module) => module.TrainResult), {
  ssr: false,
  loading: () => <ResultSkeleton height={290} />,
});

export interface StageResultProps {
  readonly cell: StageCell;
  readonly handle: Handle;
  readonly state: CellState;
  readonly brief: boolean;
}

/** The result of a stage cell, as its kind shows it. */
export function StageResult({ cell, ...rest }: StageResultProps) {
  switch (cell.kind) {
    case "goal":
      return <GoalResult cell={cell} {...rest} />;
    case "dataset":
      return <DatasetResult cell={cell} {...rest} />;
    case "split":
      return <SplitResult cell={cell} {...rest} />;
    case "prepare":
      return <PrepareResult cell={cell} {...rest} />;
    case "train":
      return <TrainResult cell={cell} {...rest} />;
    case "package":
      return <PackageResult cell={cell} {...rest} />;
    case "evaluate":
      return <EvaluateResult cell={cell} {...rest} />;
    case "register":
      return <RegisterResult cell={cell} {...rest} />;
    case "deploy":
      return <DeployResult cell={cell} {...rest} />;
    case "monitor":
      return <MonitorResult cell={cell} {...rest} />;
    case "trigger":
      return <TriggerResult cell={cell} {...rest} />;
  }
}
