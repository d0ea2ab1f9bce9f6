/** Registered models: MLflow's, where a model version is a package digest. */
import type { Attribution } from "../journal";
import type { GoalMiss } from "../evaluation/goal-miss";
import type { EvaluationId, ProjectId, RunId, Sha256 } from "../ids";
import type { GateGround } from "./gate-types";

export type Alias = "champion" | "challenger";

export interface RegisteredModel {
  readonly projectId: ProjectId;
  readonly name: string;
  readonly aliases: Readonly<Partial<Record<Alias, string>>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
}

export interface ModelVersion {
  readonly projectId: ProjectId;
  readonly modelName: string;
  /** Decimal string counted up from "1" within the model. */
  readonly version: string;
  readonly packageDigest: Sha256;
  readonly runId: RunId;
  readonly evaluationId: EvaluationId | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
}

/** Why an alias moved; the journal keeps it. */
export type AliasReason =
  "first-version" | "chosen" | "gate-blessed" | "rolled-back" | "challenger" | "deleted" | "brought-back";

/** What was known of a version when its alias moved; the journal keeps it. */
export interface Standing {
  /** By how much it misses the goal. */
  readonly missed: GoalMiss | null;
  /** Why the gate let it pass; null where no gate judged. */
  readonly ground: GateGround | null;
}

export interface AliasMove {
  readonly projectId: ProjectId;
  readonly modelName: string;
  readonly alias: Alias;
  readonly version: string | null;
  readonly reason: AliasReason;
  readonly standing?: Standing | undefined;
}

export interface RegistryStore {
  /** A new version of a model (created when new); registering the same digest again returns the version that exists. */
  registerVersion(version: Omit<ModelVersion, "version" | "createdAtMs">, by: Attribution): Promise<ModelVersion>;
  setAlias(move: AliasMove, by: Attribution): Promise<void>;
  getModel(projectId: ProjectId, name: string): Promise<RegisteredModel>;
  findModel(projectId: ProjectId, name: string): Promise<RegisteredModel | null>;
  getModelVersion(projectId: ProjectId, modelName: string, version: string): Promise<ModelVersion>;
  listModels(projectId: ProjectId): Promise<readonly RegisteredModel[]>;
  listModelVersions(projectId: ProjectId, modelName?: string): Promise<readonly ModelVersion[]>;
}
