/** The port through which a run gets its engine: the composition root decides which adapters there are. */
import type { BackendChoice, Engine, EngineData } from "./engine";
import type { BackendName, NetworkSpec, TrainParams } from "./model-spec";

export interface EngineRequest {
  readonly spec: NetworkSpec;
  /** The training part: what the candidates are measured on. */
  readonly data: EngineData;
  readonly params: TrainParams;
  /** The backend that an earlier run of this work stored; null where there is none. Used instead of measuring again. */
  readonly reuse: BackendName | null;
  readonly signal: AbortSignal;
}

export interface ChosenEngine {
  readonly engine: Engine;
  readonly choice: BackendChoice;
}

/** The engine for a training, and why it was chosen. Throws `training.backend-unavailable`. */
export type ChooseEngine = (request: EngineRequest) => Promise<ChosenEngine>;
