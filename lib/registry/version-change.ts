/** What changes when one version takes the place of another: both figures on the same rows, or the new one alone. */
import type { MetricName } from "../data/goal";
import { canonicalJson } from "../digest";
import type { Evaluation, EvaluationStore } from "../evaluation/evaluation";
import { missOfEvaluation, type GoalMiss } from "../evaluation/goal-miss";
import type { ProjectId } from "../ids";
import type { ModelVersion, RegistryStore } from "./registered-model";

/** A version with its evaluation; null where it was never evaluated. */
export interface JudgedVersion {
  readonly version: Pick<ModelVersion, "version" | "packageDigest">;
  readonly evaluation: Evaluation | null;
}

export interface VersionChange {
  /** Null when nothing was there before. */
  readonly from: string | null;
  readonly to: string;
  /** Null where the new version was never measured. */
  readonly measured: {
    readonly metric: MetricName;
    readonly value: number;
    readonly rows: number;
    /** The version before on the same rows; null where it was not measured on them. */
    readonly before: number | null;
  } | null;
  /** By how much the new version misses its goal. */
  readonly missed: GoalMiss | null;
}

/** The change from one version to another. Figures of different rows are never set against each other. */
export function versionChange(from: JudgedVersion | null, to: JudgedVersion): VersionChange {
  return {
    from: from?.version.version ?? null,
    to: to.version.version,
    measured: measuredOf(from, to),
    missed: to.evaluation && missOfEvaluation(to.evaluation),
  };
}

/** Reads both versions and compares them. Throws `registry.model-not-found`. */
export async function readVersionChange(
  stores: {
    readonly registry: Pick<RegistryStore, "getModelVersion">;
    readonly evaluations: Pick<EvaluationStore, "getEvaluation">;
  },
  change: {
    readonly projectId: ProjectId;
    readonly modelName: string;
    readonly from: string | null;
    readonly to: string;
  },
): Promise<VersionChange> {
  const judged = async (number: string): Promise<JudgedVersion> => {
    const version = await stores.registry.getModelVersion(change.projectId, change.modelName, number);
    const { evaluationId } = version;
    return { version, evaluation: evaluationId === null ? null : await stores.evaluations.getEvaluation(evaluationId) };
  };
  return versionChange(change.from === null ? null : await judged(change.from), await judged(change.to));
}

function measuredOf(from: JudgedVersion | null, to: JudgedVersion): VersionChange["measured"] {
  const [own, other] = [to.evaluation, from?.evaluation ?? null];
  const rival = own && from ? scoresBeside(own, from.version.packageDigest) : null;
  if (own && rival) return figures(own, own.scores, rival);
  const reverse = other && scoresBeside(other, to.version.packageDigest);
  if (other && reverse) return figures(other, reverse, other.scores);
  if (!own) return null;
  return figures(own, own.scores, other && sameRows(own, other) ? other.scores : null);
}

/** The scores of a package on the rows of another's evaluation, where it was the champion then. */
function scoresBeside({ champion }: Evaluation, packageDigest: string): Evaluation["scores"] | null {
  return champion?.packageDigest === packageDigest ? champion.scores : null;
}

function figures(
  { metric, rowCount }: Evaluation,
  now: Evaluation["scores"],
  before: Evaluation["scores"] | null,
): VersionChange["measured"] {
  const value = now[metric];
  return value === undefined ? null : { metric, value, rows: rowCount, before: before?.[metric] ?? null };
}

function sameRows(a: Evaluation, b: Evaluation): boolean {
  const rows = ({ metric, datasetVersionId, selection }: Evaluation): string =>
    canonicalJson({ metric, datasetVersionId, selection });
  return rows(a) === rows(b);
}
