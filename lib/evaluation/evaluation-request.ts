/** What an evaluation is asked, and what it reads and writes. */
import type { Goal } from "../data/goal";
import type { BlobStore, DatasetStore } from "../data/version/store";
import type { DatasetVersionId, ProjectId, Sha256 } from "../ids";
import type { Attribution } from "../journal";
import type { PackageStore } from "../packaging/package";
import type { EvaluationStore, RowSelection } from "./evaluation";

export interface EvaluationRequest {
  readonly packageDigest: Sha256;
  readonly datasetVersionId: DatasetVersionId;
  readonly selection: RowSelection;
  readonly goal: Goal;
  readonly championDigest: Sha256 | null;
  readonly by: Attribution;
}

/** What an evaluation reads and writes. The registry only has to name the champion; its own types come later in the life-cycle. */
export interface EvaluationStores {
  readonly blobs: BlobStore;
  readonly datasets: DatasetStore;
  readonly packages: PackageStore;
  readonly evaluations: EvaluationStore;
  readonly registry: {
    listModelVersions(
      projectId: ProjectId,
    ): Promise<readonly { readonly modelName: string; readonly version: string; readonly packageDigest: Sha256 }[]>;
  };
}
