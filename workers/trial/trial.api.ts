/** What a trial's thread offers. The callback crosses as a Comlink proxy. */
import type { EngineEvent } from "../../lib/training/engine";
import type { Trial, TrialResult } from "../../lib/training/trials";
import type { CancelApi } from "../expose";

export interface TrialApi extends CancelApi {
  run(id: string, trial: Trial, onEvent: (event: EngineEvent) => void): Promise<TrialResult>;
}
