/** Every executor by the kind of its cell. */
import type { Handle } from "../result/cell-result";
import type { StageKind } from "../document/document";
import type { BaseContext, Executor } from "./context";
import { runDataset } from "./dataset";
import { runDeploy } from "./deploy";
import { runEvaluate } from "./evaluate";
import { runGoal } from "./goal";
import { runMonitor } from "./monitor";
import { runPackage } from "./package";
import { runPrepare } from "./prepare";
import { runRegister } from "./register";
import { runSplit } from "./split";
import { runTrain } from "./train";
import { runTrigger } from "./trigger";

const EXECUTORS: { readonly [Kind in StageKind]: Executor<Kind> } = {
  goal: runGoal,
  dataset: runDataset,
  split: runSplit,
  prepare: runPrepare,
  train: runTrain,
  package: runPackage,
  evaluate: runEvaluate,
  register: runRegister,
  deploy: runDeploy,
  monitor: runMonitor,
  trigger: runTrigger,
};

/** Runs a stage cell and gives its value. */
export function executeStage(context: BaseContext): Promise<Handle> {
  // The kind picks the executor that takes exactly this cell; the compiler cannot follow the pair through the table.
  const execute = EXECUTORS[context.cell.kind] as (context: BaseContext) => Promise<Handle>;
  return execute(context);
}
