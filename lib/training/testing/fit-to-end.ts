/** Runs a training to its end and keeps what it said. */
import type { EngineEvent, EngineModel, FitOptions } from "../engine";
import { DEFAULT_TRAIN, type TrainedNetwork, type TrainParams } from "../model-spec";

export type EpochEvent = Extract<EngineEvent, { kind: "epoch" }>;

/** The epochs and the trained network. */
export async function fitToEnd(
  model: EngineModel,
  options: Pick<FitOptions, "train" | "validation"> & Partial<FitOptions>,
): Promise<{ epochs: readonly EpochEvent[]; network: TrainedNetwork }> {
  const epochs: EpochEvent[] = [];
  const events = model.fit({ params: trainParams({}), signal: new AbortController().signal, ...options });
  for (;;) {
    const next = await events.next();
    if (next.done) return { epochs, network: next.value };
    if (next.value.kind === "epoch") epochs.push(next.value);
  }
}

/** Training parameters with overrides. */
export function trainParams(overrides: Partial<TrainParams>): TrainParams {
  return { ...DEFAULT_TRAIN, backend: "cpu", earlyStopping: null, epochs: 10, learningRate: 0.02, ...overrides };
}
