/** What the serving worker offers. Cancellable calls carry a job id and a progress callback. */
import type { Evaluation } from "../../lib/evaluation/evaluation";
import type { ServingTasks } from "../../lib/notebook/services/services";
import type { ModelPackage } from "../../lib/packaging/package";
import type { OnProgress } from "../../lib/progress";
import type { CancelApi } from "../expose";

/** Quick calls, the same on both sides of the thread. */
type QuickCalls = Pick<
  ServingTasks,
  "zip" | "predictPackage" | "predictEndpoint" | "reconcile" | "play" | "pause" | "inject" | "restartWorld"
>;

export interface ServingApi extends CancelApi, QuickCalls {
  buildPackage(
    request: Parameters<ServingTasks["buildPackage"]>[0],
    jobId: string,
    onProgress: OnProgress,
  ): Promise<ModelPackage>;
  evaluate(
    request: Parameters<ServingTasks["evaluate"]>[0],
    jobId: string,
    onProgress: OnProgress,
  ): Promise<Evaluation>;
}
