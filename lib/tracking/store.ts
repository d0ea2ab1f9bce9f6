/** Port of tracking: verbs a learner would recognise. */
import type { Attribution } from "../journal";
import type { ExperimentId, ProjectId, RunId } from "../ids";
import type { Artifact, Experiment, MetricPoint, Run } from "./run";

export interface TrackingStore {
  /** The experiment with that name, created when it is new. Ids are decimal strings counted up. */
  ensureExperiment(projectId: ProjectId, name: string): Promise<Experiment>;
  createRun(run: Run, by: Attribution): Promise<void>;
  /** Appends metric points and updates the run's last values, in one transaction. */
  logMetrics(runId: RunId, points: readonly Omit<MetricPoint, "runId">[]): Promise<void>;
  /** Tags, backend: members that may be set while the run is live. */
  updateRun(runId: RunId, patch: Partial<Pick<Run, "tags" | "backend" | "name">>): Promise<void>;
  addArtifact(runId: RunId, artifact: Artifact): Promise<void>;
  /** RUNNING to a final status, once; anything else is `run.illegal-transition`. */
  finishRun(
    runId: RunId,
    end: Pick<Run, "error"> & { status: "FINISHED" | "FAILED" | "KILLED"; endTimeMs: number },
    by: Attribution,
  ): Promise<void>;
  getRun(runId: RunId): Promise<Run>;
  listRuns(projectId: ProjectId, experimentId?: ExperimentId): Promise<readonly Run[]>;
  metricHistory(runId: RunId, key: string): Promise<readonly MetricPoint[]>;
  listExperiments(projectId: ProjectId): Promise<readonly Experiment[]>;
}
