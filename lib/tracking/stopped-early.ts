/** Why a run has fewer epochs than it was given: early stopping ended it. */
import type { Run } from "./run";

export interface StoppedEarly {
  /** The last epoch that was trained, counted from 1. */
  readonly epoch: number;
  /** Epochs in a row without a lower validation loss, after which it stops. */
  readonly patience: number;
}

/** Read from the run's parameters and its epochs; null when it trained all it was given, or when nothing says why it stopped. */
export function stoppedEarly(
  params: Run["params"],
  curve: readonly { readonly epoch: number; readonly validationLoss: number }[],
): StoppedEarly | null {
  const patience = Number(params["early_stopping_patience"] ?? NaN);
  const epochs = Number(params["epochs"] ?? NaN);
  const last = curve.at(-1)?.epoch;
  if (!Number.isFinite(patience) || last === undefined || !(last < epochs)) return null;
  const best = curve.reduce((found, point) => (point.validationLoss < found.validationLoss ? point : found), curve[0]!);
  return last - best.epoch >= patience ? { epoch: last, patience } : null;
}
