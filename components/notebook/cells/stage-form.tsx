"use client";

import type { Edit } from "@/lib/notebook/document/edits";
import type { StageCell } from "@/lib/notebook/document/document";
import { DatasetForm } from "./dataset/dataset-form";
import { DeployForm } from "./deploy/deploy-form";
import { GoalForm } from "./goal/goal-form";
import { MonitorForm } from "./monitor/monitor-form";
import { PrepareForm } from "./prepare/prepare-form";
import { RegisterForm } from "./register/register-form";
import { SplitForm } from "./split/split-form";
import { TrainForm } from "./train/train-form";
import { TriggerForm } from "./trigger/trigger-form";

export interface StageFormProps {
  readonly cell: StageCell;
  readonly disabled: boolean;
  readonly edit: (edit: Edit) => void;
}

/** The form of a stage cell; nothing for kinds without parameters. */
export function StageForm({ cell, disabled, edit }: StageFormProps) {
  const rest = {
    disabled,
    onChange: (params: Readonly<Record<string, unknown>>) => edit({ kind: "params", cellId: cell.id, params }),
  };
  switch (cell.kind) {
    case "goal":
      return <GoalForm cell={cell} {...rest} />;
    case "dataset":
      return <DatasetForm cell={cell} {...rest} />;
    case "split":
      return <SplitForm cell={cell} {...rest} />;
    case "prepare":
      return <PrepareForm cell={cell} {...rest} />;
    case "train":
      return <TrainForm cell={cell} {...rest} />;
    case "register":
      return <RegisterForm cell={cell} {...rest} />;
    case "deploy":
      return <DeployForm cell={cell} {...rest} />;
    case "monitor":
      return <MonitorForm cell={cell} {...rest} />;
    case "trigger":
      return <TriggerForm cell={cell} {...rest} />;
    case "package":
    case "evaluate":
      return null;
  }
}
