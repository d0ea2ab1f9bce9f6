/** Whether training parameters can be trained at all, before anything is built. */
import { AppError } from "../errors";
import type { ConvLayer, TrainParams } from "./model-spec";

const MAX_DROPOUT = 0.9;

/**
 * Throws `training.model-invalid` naming the first parameter that is out of range, `training.not-an-image` where convolutions get
 * inputs that form no square, and `training.image-too-small` for the first convolution that leaves no pixel.
 */
export function checkParams(params: TrainParams, inputWidth: number): void {
  const { model } = params;
  const layers = model.kind === "linear" ? [] : model.layers;
  const convolutions = model.kind === "cnn" ? model.convolutions : [];
  const rules: readonly (readonly [string, boolean])[] = [
    ["units", layers.every(({ units }) => isCount(units))],
    ["dropout", layers.every(({ dropout }) => dropout >= 0 && dropout <= MAX_DROPOUT)],
    ["convolutions", model.kind !== "cnn" || convolutions.length > 0],
    ["filters", convolutions.every(({ filters }) => isCount(filters))],
    ["kernelSize", convolutions.every(({ kernelSize }) => isCount(kernelSize))],
    ["pool", convolutions.every(({ pool }) => isCount(pool))],
    ["learningRate", params.learningRate > 0 && Number.isFinite(params.learningRate)],
    ["batchSize", isCount(params.batchSize)],
    ["epochs", isCount(params.epochs)],
    ["earlyStopping", params.earlyStopping === null || isCount(params.earlyStopping.patience)],
  ];
  const broken = rules.find(([, holds]) => !holds);
  if (broken) throw new AppError("training.model-invalid", { details: { parameter: broken[0] } });
  if (model.kind === "cnn") checkImage(convolutions, inputWidth);
}

function checkImage(convolutions: readonly ConvLayer[], inputWidth: number): void {
  let side = Math.sqrt(inputWidth);
  if (!isCount(side)) throw new AppError("training.not-an-image", { details: { inputs: inputWidth } });
  convolutions.forEach(({ kernelSize, padding, pool }, index) => {
    const convolved = padding === "same" ? side : side - kernelSize + 1;
    if (kernelSize > side || convolved < pool) {
      throw new AppError("training.image-too-small", { details: { layer: index + 1, side, kernelSize, pool } });
    }
    side = Math.floor(convolved / pool);
  });
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
