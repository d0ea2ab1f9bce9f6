/** Whether training parameters can be trained at all, before anything is built. */
import { AppError } from "../errors";
import type { TrainParams } from "./model-spec";

const MAX_DROPOUT = 0.9;

/** Throws `training.model-invalid` naming the first parameter that is out of range. */
export function checkParams(params: TrainParams): void {
  const layers = params.model.kind === "mlp" ? params.model.layers : [];
  const rules: readonly (readonly [string, boolean])[] = [
    ["units", layers.every(({ units }) => isCount(units))],
    ["dropout", layers.every(({ dropout }) => dropout >= 0 && dropout <= MAX_DROPOUT)],
    ["learningRate", params.learningRate > 0 && Number.isFinite(params.learningRate)],
    ["batchSize", isCount(params.batchSize)],
    ["epochs", isCount(params.epochs)],
    ["earlyStopping", params.earlyStopping === null || isCount(params.earlyStopping.patience)],
  ];
  const broken = rules.find(([, holds]) => !holds);
  if (broken) throw new AppError("training.model-invalid", { details: { parameter: broken[0] } });
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
