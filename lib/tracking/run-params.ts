/** Training parameters as MLflow keeps them: flat names, text values. */
import type { Goal } from "../data/goal";
import type { DenseLayer, TrainParams } from "../training/model-spec";

/** `hidden_layers` reads `32 relu, 16 relu dropout 0.2`; `early_stopping_patience` is `none` when off. */
export function runParams(params: TrainParams, goal: Goal): Readonly<Record<string, string>> {
  const layers = params.model.kind === "mlp" ? params.model.layers : [];
  return {
    target: goal.target,
    task: goal.task,
    metric: goal.metric,
    model: params.model.kind,
    ...(params.model.kind === "mlp" ? { hidden_layers: layers.map(describeLayer).join(", ") } : {}),
    loss: params.loss,
    optimizer: params.optimizer,
    learning_rate: String(params.learningRate),
    batch_size: String(params.batchSize),
    epochs: String(params.epochs),
    seed: String(params.seed),
    early_stopping_patience: params.earlyStopping ? String(params.earlyStopping.patience) : "none",
    backend: params.backend,
  };
}

function describeLayer({ units, activation, dropout }: DenseLayer): string {
  return dropout > 0 ? `${units} ${activation} dropout ${dropout}` : `${units} ${activation}`;
}
