/**
 * A model package: a content-addressed set of files. Its digest (SHA-256 of `manifest.json`, which lists the SHA-256 of every
 * other file) is what is evaluated, registered, served and exported.
 */
import type { Task } from "../data/goal";
import type { ImageLayout } from "../data/version/dataset";
import type { Row } from "../data/table";
import type { Attribution } from "../journal";
import type { Decision } from "./decision";
import type { DatasetVersionId, ProjectId, RecipeId, RunId, Sha256, SplitId } from "../ids";

export interface PackageFile {
  readonly path: string;
  readonly sha256: Sha256;
  readonly sizeBytes: number;
}

/** `manifest.json`: deterministic, so that packaging the same run twice gives the same digest. */
export interface PackageManifest {
  readonly format: "ciclo-package";
  readonly formatVersion: 1;
  readonly files: readonly PackageFile[];
  readonly lineage: {
    readonly runId: RunId;
    readonly datasetSha256: Sha256;
    readonly datasetName: string;
    readonly datasetVersion: number;
    readonly recipeSha256: Sha256;
    readonly splitSha256: Sha256;
  };
  /** The threshold that a person chose for its label; absent, it answers the more probable class. */
  readonly decision?: Decision;
}

export interface SignatureInput {
  readonly name: string;
  /** `double` for number columns, `string` for categories. */
  readonly type: "double" | "string";
}

/**
 * The graph's contract. `matrix`: one double input `features` [N, inputs] (all features numeric). `columns`: one rank-1 input per
 * column, named as the column (a single column is [N, 1]); this is how MLflow's onnx flavor feeds a DataFrame.
 * Outputs: `label` string [N] and `probabilities` float [N, classes]; or `value` double [N].
 */
export interface PackageSignature {
  readonly task: Task;
  readonly inputMode: "matrix" | "columns";
  readonly inputs: readonly SignatureInput[];
  readonly target: string;
  /** Empty for regression. */
  readonly classes: readonly string[];
}

/** Rows with the answers that the package gave when it was made: any runtime can be checked against them. */
export interface GoldenRows {
  readonly rows: readonly Row[];
  readonly labels?: readonly string[];
  readonly probabilities?: readonly (readonly number[])[];
  readonly values?: readonly number[];
  readonly tolerance: number;
}

/** The proof that the package is the trained model. Tolerance: |a−b| ≤ ε·max(1, |b|). */
export interface ParityReport {
  readonly rows: number;
  readonly maxDifference: number;
  readonly tolerance: number;
  /** Rows whose label differs although the two best scores are further apart than the tolerance. */
  readonly labelMismatches: number;
  readonly runtime: string;
}

export const PARITY_TOLERANCE = 1e-4;

export interface ModelPackage {
  readonly digest: Sha256;
  readonly projectId: ProjectId;
  readonly runId: RunId;
  readonly recipeId: RecipeId;
  readonly splitId: SplitId;
  readonly datasetVersionId: DatasetVersionId;
  readonly manifest: PackageManifest;
  readonly signature: PackageSignature;
  readonly image: ImageLayout | null;
  readonly parity: ParityReport;
  readonly sizeBytes: number;
  readonly createdAtMs: number;
}

/** Port of packages at rest. Their files are blobs. */
export interface PackageStore {
  /** Idempotent by digest. */
  savePackage(modelPackage: ModelPackage, by: Attribution): Promise<void>;
  /** The package, or `package.not-found`. */
  getPackage(digest: Sha256): Promise<ModelPackage>;
  listPackages(projectId: ProjectId): Promise<readonly ModelPackage[]>;
}
