/** What the training worker offers. Callbacks cross as Comlink proxies, one argument each. */
import type { OnProgress } from "../../lib/progress";
import type { Run } from "../../lib/tracking/run";
import type { TrainRequest } from "../../lib/tracking/train-request";
import type { TrainEvent } from "../../lib/tracking/train-run";
import type { BackendChoice } from "../../lib/training/engine";
import type { CancelApi } from "../expose";

export interface TrainingApi extends CancelApi {
  train(id: string, request: TrainRequest, onProgress: OnProgress, onEvent: (event: TrainEvent) => void): Promise<Run>;
  probe(): Promise<BackendChoice>;
}
