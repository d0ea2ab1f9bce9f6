/** Experiments, runs and metrics on IndexedDB. */
import type { Clock } from "../clock";
import { AppError } from "../errors";
import { asId, type ExperimentId, type RunId } from "../ids";
import type { Attribution } from "../journal";
import type { Experiment, MetricPoint, Run } from "../tracking/run";
import type { TrackingStore } from "../tracking/store";
import { latestPoint } from "../tracking/latest-metric";
import type { CicloDatabase } from "./database/database";
import type { MetricRow } from "./database/tables";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { present } from "./database/missing";

/** The tracking port. */
export function trackingStore(database: CicloDatabase, clock: Clock): TrackingStore {
  return {
    ensureExperiment: (projectId, name) => guarded(() => ensureExperiment(database, clock, { projectId, name })),
    createRun: (run, by) => guarded(() => createRun(database, clock, { run, by })),
    logMetrics: (runId, points) => guarded(() => logMetrics(database, runId, points)),
    updateRun: (runId, patch) => guarded(() => change(database, runId, (run) => ({ ...run, ...patch }))),
    addArtifact: (runId, artifact) =>
      guarded(() =>
        change(database, runId, (run) => ({
          ...run,
          artifacts: [...run.artifacts.filter((known) => known.path !== artifact.path), artifact],
        })),
      ),
    finishRun: (runId, end, by) => guarded(() => finishRun(database, clock, { runId, end, by })),
    getRun: (runId) => guarded(() => getRun(database, runId)),
    listRuns: (projectId, experimentId) =>
      guarded(async () => {
        const runs = await database.runs.where("projectId").equals(projectId).toArray();
        return runs
          .filter((run) => experimentId === undefined || run.experimentId === experimentId)
          .sort((a, b) => b.startTimeMs - a.startTimeMs);
      }),
    metricHistory: (runId, key) =>
      guarded(async () => {
        const rows = await database.metrics
          .where("[runId+key+step]")
          .between(...historyOf(runId, key))
          .toArray();
        return rows.flatMap(pointsIn);
      }),
    listExperiments: (projectId) => guarded(() => database.experiments.where("projectId").equals(projectId).toArray()),
  };
}

function ensureExperiment(
  database: CicloDatabase,
  clock: Clock,
  { projectId, name }: Pick<Experiment, "projectId" | "name">,
): PromiseLike<Experiment> {
  return database.transaction("rw", database.experiments, async () => {
    const known = await database.experiments.where("[projectId+name]").equals([projectId, name]).first();
    if (known) return known;
    const keys = await database.experiments.toCollection().primaryKeys();
    const id = asId<ExperimentId>(String(Math.max(0, ...keys.map(Number)) + 1));
    const experiment = { id, projectId, name, createdAtMs: clock.nowMs() };
    await database.experiments.add(experiment);
    return experiment;
  });
}

function createRun(database: CicloDatabase, clock: Clock, { run, by }: { run: Run; by: Attribution }) {
  return database.transaction("rw", database.runs, database.journal, async () => {
    await database.runs.add(run);
    await record(database, clock, {
      projectId: run.projectId,
      command: "run.start",
      subjects: [run.id, run.cellId, ...run.inputs.map((input) => input.datasetVersionId)],
      details: { name: run.name, experimentId: run.experimentId },
      by,
    });
  });
}

/** Several points of one step stand in one row, in the order in which they were logged. */
function logMetrics(database: CicloDatabase, runId: RunId, points: readonly Omit<MetricPoint, "runId">[]) {
  return database.transaction("rw", database.runs, database.metrics, async () => {
    const run = await getRun(database, runId);
    const latest: Record<string, number> = {};
    for (const key of new Set(points.map((point) => point.key))) {
      const logged = points.filter((point) => point.key === key);
      await keepPoints(
        database,
        logged.map((point) => ({ ...point, runId })),
      );
      const last = await lastRow(database, runId, key);
      if (last) latest[key] = latestPoint(pointsIn(last))!.value;
    }
    await database.runs.put({ ...run, metrics: { ...run.metrics, ...latest } });
  });
}

const historyOf = (runId: RunId, key: string) => [[runId, key, -Infinity], [runId, key, Infinity], true, true] as const;

const historyRows = (database: CicloDatabase, runId: RunId, key: string) =>
  database.metrics.where("[runId+key+step]").between(...historyOf(runId, key));

const lastRow = (database: CicloDatabase, runId: RunId, key: string) => historyRows(database, runId, key).last();

/** Points of one metric. Those of a training come with rising steps, behind all that is there: they are written in one go. */
async function keepPoints(database: CicloDatabase, points: readonly MetricPoint[]): Promise<void> {
  const [first] = points;
  if (!first) return;
  const last = (await lastRow(database, first.runId, first.key))?.step ?? -Infinity;
  if (points.every(({ step }, index) => step > (points[index - 1]?.step ?? last)))
    return void (await database.metrics.bulkPut(points));
  for (const point of points) await keepPoint(database, point);
}

async function keepPoint(database: CicloDatabase, point: MetricPoint): Promise<void> {
  const { runId, key, step, value, timestampMs } = point;
  const last = await lastRow(database, runId, key);
  if (!last || last.step < step) return void (await database.metrics.put(point));
  const points = (await historyRows(database, runId, key).toArray()).flatMap(pointsIn);
  const isKnown = (other: MetricPoint): boolean =>
    other.step === step && Object.is(other.value, value) && other.timestampMs === timestampMs;
  if (points.some(isKnown)) return;
  const row = await database.metrics.get([runId, key, step]);
  const loggedAs = points.length;
  const more = [...(row?.more ?? []), { value, timestampMs, loggedAs }];
  await database.metrics.put(row ? { ...row, more } : { ...point, loggedAs });
}

function pointsIn({ more = [], ...point }: MetricRow): readonly MetricPoint[] {
  const { runId, key, step } = point;
  return [point, ...more.map((other) => ({ runId, key, step, ...other }))];
}

type RunEnd = Parameters<TrackingStore["finishRun"]>[1];

function finishRun(
  database: CicloDatabase,
  clock: Clock,
  { runId, end, by }: { runId: RunId; end: RunEnd; by: Attribution },
) {
  return database.transaction("rw", database.runs, database.journal, async () => {
    const run = await getRun(database, runId);
    if (run.status !== "RUNNING") {
      throw new AppError("run.illegal-transition", { details: { run: runId, from: run.status, to: end.status } });
    }
    await database.runs.put({ ...run, ...end });
    await record(database, clock, {
      projectId: run.projectId,
      command: "run.finish",
      subjects: [runId, run.cellId],
      details: { name: run.name, status: end.status, error: end.error?.code ?? null },
      by,
    });
  });
}

// Reads and writes in one transaction, so that two writers never overwrite each other's part.
function change(database: CicloDatabase, runId: RunId, edit: (run: Run) => Run): PromiseLike<void> {
  return database.transaction("rw", database.runs, async () => {
    await database.runs.put(edit(await getRun(database, runId)));
  });
}

async function getRun(database: CicloDatabase, runId: RunId): Promise<Run> {
  return present(await database.runs.get(runId), "run.not-found", { run: runId });
}
