/** What the serving worker offers. Cancellable calls carry a job id and a progress callback. */
import type { Evaluation } from "../lib/evaluation/evaluation";
import type { EndpointId, ProjectId, Sha256 } from "../lib/ids";
import type { Attribution } from "../lib/journal";
import type { PredictAnswer, ServingTasks } from "../lib/notebook/services";
import type { ModelPackage } from "../lib/packaging/package";
import type { OnProgress } from "../lib/progress";
import type { Injection, Scenario } from "../lib/serving/scenario";
import type { Row } from "../lib/data/table";
import type { CancelApi } from "./expose";

export interface ServingApi extends CancelApi {
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
  zip(packageDigest: Sha256): Promise<Uint8Array>;
  predictPackage(packageDigest: Sha256, row: Row): Promise<PredictAnswer>;
  predictEndpoint(endpointId: EndpointId, row: Row): Promise<PredictAnswer>;
  reconcile(projectId: ProjectId): Promise<void>;
  play(endpointId: EndpointId, speed: number): Promise<void>;
  pause(endpointId: EndpointId): Promise<void>;
  inject(endpointId: EndpointId, injection: Omit<Injection, "at">, by: Attribution): Promise<Scenario>;
  restartWorld(endpointId: EndpointId, scenario: Scenario, by: Attribution): Promise<void>;
}
