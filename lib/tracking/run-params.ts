/** Training parameters as MLflow keeps them: flat names, text values. */
import type { Goal } from "../data/goal";
import { convolutionInWords } from "../training/describe-convolution";
import type { DenseLayer, ModelSpec, TrainParams } from "../training/model-spec";
import type { Run } from "./run";

/**
 * `hidden_layers` reads `32 relu, 16 relu dropout 0.2`, `convolutions` as `8 3x3 same relu pool 2`; `early_stopping_patience` is
 * `none` when off.
 */
export function runParams(params: TrainParams, goal: Goal): Readonly<Record<string, string>> {
  return {
    target: goal.target,
    task: goal.task,
    metric: goal.metric,
    model: params.model.kind,
    ...networkParams(params.model),
    loss: params.loss,
    optimizer: params.optimizer,
    learning_rate: String(params.learningRate),
    batch_size: String(params.batchSize),
    epochs: String(params.epochs),
    seed: String(params.seed),
    early_stopping_patience: params.earlyStopping ? String(params.earlyStopping.patience) : "none",
    backend: params.backend,
    reproducible: String(params.reproducible),
  };
}

/** Whether a run was asked for exactly this training. */
export function isSameTraining(run: Pick<Run, "params">, params: TrainParams, goal: Goal): boolean {
  return Object.entries(runParams(params, goal)).every(([name, value]) => run.params[name] === value);
}

function networkParams(model: ModelSpec): Readonly<Record<string, string>> {
  if (model.kind === "linear") return {};
  const hidden = { hidden_layers: model.layers.map(describeLayer).join(", ") };
  return model.kind === "mlp"
    ? hidden
    : { convolutions: model.convolutions.map(convolutionInWords).join(", "), ...hidden };
}

function describeLayer({ units, activation, dropout }: DenseLayer): string {
  return dropout > 0 ? `${units} ${activation} dropout ${dropout}` : `${units} ${activation}`;
}
