/** Tracking in memory, for tests of what is recorded. */
import { AppError } from "../../errors";
import { asId, type RunId } from "../../ids";
import { latestPoint } from "../latest-metric";
import type { Experiment, MetricPoint, Run } from "../run";
import type { TrackingStore } from "../store";

/** A store that keeps runs in a map. */
export function memoryTracking(initial: readonly Run[] = []): TrackingStore {
  const runs = new Map(initial.map((run) => [run.id, run]));
  const points: MetricPoint[] = [];
  const experiments: Experiment[] = [];
  const get = (id: RunId): Run => {
    const run = runs.get(id);
    if (!run) throw new AppError("run.not-found", { details: { run: id } });
    return run;
  };
  const edit = (id: RunId, patch: Partial<Run>) => void runs.set(id, { ...get(id), ...patch });
  return {
    async ensureExperiment(projectId, name) {
      const known = experiments.find((candidate) => candidate.projectId === projectId && candidate.name === name);
      if (known) return known;
      const experiment = {
        id: asId<Experiment["id"]>(String(experiments.length + 1)),
        projectId,
        name,
        createdAtMs: 0,
      };
      experiments.push(experiment);
      return experiment;
    },
    createRun: async (run) => void runs.set(run.id, run),
    async logMetrics(runId, added) {
      points.push(...added.map((point) => ({ ...point, runId })));
      const latest = added.map(({ key }) => {
        const own = points.filter((point) => point.runId === runId && point.key === key);
        return [key, latestPoint(own)!.value] as const;
      });
      edit(runId, { metrics: { ...get(runId).metrics, ...Object.fromEntries(latest) } });
    },
    updateRun: async (runId, patch) => edit(runId, patch),
    addArtifact: async (runId, artifact) =>
      edit(runId, {
        artifacts: [...get(runId).artifacts.filter((known) => known.path !== artifact.path), artifact],
      }),
    async finishRun(runId, end) {
      if (get(runId).status !== "RUNNING") throw new AppError("run.illegal-transition");
      edit(runId, end);
    },
    getRun: async (id) => get(id),
    listRuns: async (projectId) => [...runs.values()].filter((run) => run.projectId === projectId),
    metricHistory: async (runId, key) => points.filter((point) => point.runId === runId && point.key === key),
    listExperiments: async () => experiments,
  };
}
