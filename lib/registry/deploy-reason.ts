/**
 * A version that misses its goal is served on a person's word only, and the journal keeps that word. Asked at every way in: deploying,
 * starting a canary, choosing a champion, approving a promotion. The way back to a version that was served before is never barred.
 */
import { AppError } from "../errors";
import { missOfEvaluation, type GoalMiss } from "../evaluation/goal-miss";
import type { EvaluationStore } from "../evaluation/evaluation";
import type { Attribution } from "../journal";
import type { ModelVersion, RegistryStore } from "./registered-model";

export interface VersionStores {
  readonly evaluations: Pick<EvaluationStore, "getEvaluation">;
  readonly registry: Pick<RegistryStore, "getModel" | "getModelVersion" | "setAlias">;
}

/** By how much a version missed the goal when it was evaluated; null when it reached it, or was never measured. */
export async function missOfVersion(
  { evaluations }: Pick<VersionStores, "evaluations">,
  { evaluationId }: Pick<ModelVersion, "evaluationId">,
): Promise<GoalMiss | null> {
  return evaluationId === null ? null : missOfEvaluation(await evaluations.getEvaluation(evaluationId));
}

/** Throws `registry.reason-needed` when a version misses its goal and nobody says why it is served all the same. */
export async function requireReason(
  stores: Pick<VersionStores, "evaluations">,
  version: Pick<ModelVersion, "evaluationId" | "version">,
  by: Attribution,
): Promise<void> {
  requireReasonFor(await missOfVersion(stores, version), version.version, by);
}

/** The same, where the miss is known. */
export function requireReasonFor(miss: GoalMiss | null, version: string, by: Attribution): void {
  if (miss === null || by.note !== undefined) return;
  throw new AppError("registry.reason-needed", { details: { version, ...miss } });
}
