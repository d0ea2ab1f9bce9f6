import type { RunId } from "@/lib/ids";
import type { Stores } from "@/lib/pipeline/services";
import { curveKeys } from "./curve-keys";
import type { Curve } from "./learning-curve";

/** The learning curve of a run, from its metrics. */
export async function curveOf(stores: Stores, runId: RunId, regression: boolean): Promise<Curve> {
  const keys = curveKeys(regression);
  const [trainLoss, validationLoss, trainScore, validationScore] = await Promise.all(
    [keys.trainLoss, keys.validationLoss, keys.trainScore, keys.validationScore].map(
      async (key) =>
        new Map((await stores.tracking.metricHistory(runId, key)).map((point) => [point.step, point.value])),
    ),
  );
  return [...(validationLoss ?? trainLoss ?? new Map<number, number>()).keys()].map((epoch) => ({
    epoch,
    trainLoss: trainLoss?.get(epoch) ?? NaN,
    validationLoss: validationLoss?.get(epoch) ?? NaN,
    trainScore: trainScore?.get(epoch) ?? NaN,
    validationScore: validationScore?.get(epoch) ?? NaN,
  }));
}
