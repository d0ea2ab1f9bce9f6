/** What a training is asked for: everything a run needs to know before it starts. */
import type { Goal } from "../data/goal";
import type { CellId, NotebookId, PipelineRunId, ProjectId, RecipeId, RunId } from "../ids";
import type { Attribution } from "../journal";
import type { BackendName, TrainParams } from "../training/model-spec";

export interface TrainRequest {
  readonly runId: RunId;
  readonly projectId: ProjectId;
  readonly experiment: string;
  readonly runName: string;
  readonly recipeId: RecipeId;
  readonly goal: Goal;
  readonly params: TrainParams;
  /** The backend that an earlier run of this work stored, to train on again; null measures, or takes the pinned one. */
  readonly reuseBackend: BackendName | null;
  /** The run whose interrupted training this one goes on with, on the backend it had; null trains from the beginning. */
  readonly resumeFrom: RunId | null;
  /** The run that this one is to repeat; its run says so. */
  readonly reproduces?: RunId | null;
  readonly notebookId: NotebookId | null;
  readonly cellId: CellId | null;
  readonly pipelineRunId: PipelineRunId | null;
  /** Canonical JSON of the notebook at the start: the run's snapshot artifact. */
  readonly notebookJson: string;
  readonly by: Attribution;
}
