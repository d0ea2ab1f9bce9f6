/** Published pipelines and their runs on IndexedDB. */
import type { Clock } from "../clock";
import { AppError } from "../errors";
import type { EndpointId, NotebookId, PipelineRunId } from "../ids";
import type { Attribution } from "../journal";
import type { PipelineRun, PipelineRunStatus, PipelineStore, PipelineVersion } from "../pipeline/pipeline";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { intact, present } from "./database/missing";
import { lastNumber } from "./numbering";

/** The pipeline port. */
export function pipelineStore(database: CicloDatabase, clock: Clock): PipelineStore {
  return {
    publish: (version, by) => guarded(() => publish(database, clock, { version, by })),
    getPipelineVersion: (id) =>
      guarded(async () => present(await database.pipelineVersions.get(id), "pipeline.not-published", { id })),
    latestPipelineVersion: (notebookId) => guarded(async () => (await versionsOf(database, notebookId).last()) ?? null),
    startRun: (run, by) => guarded(() => startRun(database, clock, { run, by })),
    updateRun: (id, patch) => guarded(() => changeRun(database, clock, { id, patch })),
    finishRun: (id, patch, by) => guarded(() => changeRun(database, clock, { id, patch, by })),
    getRun: (id) => guarded(() => getRun(database, id)),
    listRuns: (projectId) =>
      guarded(async () => {
        const runs = await database.pipelineRuns.where("projectId").equals(projectId).toArray();
        return runs.sort((a, b) => b.startedAtMs - a.startedAtMs);
      }),
  };
}

function publish(
  database: CicloDatabase,
  clock: Clock,
  { version, by }: { version: Omit<PipelineVersion, "version">; by: Attribution },
): PromiseLike<PipelineVersion> {
  return database.transaction("rw", database.pipelineVersions, database.journal, async () => {
    const versions = await versionsOf(database, version.notebookId).toArray();
    const same = versions.find((known) => known.digest === version.digest);
    if (same) return same;
    const last = await lastNumber(versionsOf(database, version.notebookId));
    const added: PipelineVersion = { ...version, version: last + 1 };
    await database.pipelineVersions.add(added);
    await record(database, clock, {
      projectId: added.projectId,
      command: "pipeline.publish",
      subjects: [added.id, added.notebookId, added.digest],
      details: { version: added.version },
      by,
    });
    return added;
  });
}

const ACTIVE: readonly PipelineRunStatus[] = ["queued", "running", "waiting", "canary"];

// Here, in the transaction, is the one place where two alerts at the same time cannot both start a run.
function startRun(database: CicloDatabase, clock: Clock, { run, by }: { run: PipelineRun; by: Attribution }) {
  return database.transaction("rw", database.pipelineRuns, database.journal, async () => {
    const busy = run.endpointId === null ? null : await activeRun(database, run.endpointId);
    if (busy) throw new AppError("pipeline.busy", { details: { run: busy.id } });
    await database.pipelineRuns.add(run);
    await record(database, clock, {
      projectId: run.projectId,
      command: "pipeline-run.start",
      subjects: [run.id, run.pipelineVersionId, run.endpointId, run.alertId],
      details: { trigger: run.trigger },
      by,
    });
  });
}

async function activeRun(database: CicloDatabase, endpointId: EndpointId): Promise<PipelineRun | null> {
  const runs = database.pipelineRuns.where("endpointId").equals(endpointId);
  return (await runs.filter((run) => ACTIVE.includes(run.status)).first()) ?? null;
}

/** Merges the patch. A verdict that appears is journalled as the run's; the end, as the caller's. */
function changeRun(
  database: CicloDatabase,
  clock: Clock,
  { id, patch, by }: { id: PipelineRunId; patch: Partial<PipelineRun>; by?: Attribution },
): PromiseLike<PipelineRun> {
  return database.transaction("rw", database.pipelineRuns, database.journal, async () => {
    const before = await getRun(database, id);
    const after: PipelineRun = { ...before, ...patch, id };
    await database.pipelineRuns.put(after);
    if (after.gate && !before.gate) await recordVerdict(database, clock, after);
    if (by) {
      await record(database, clock, {
        projectId: after.projectId,
        command: "pipeline-run.finish",
        subjects: [id, after.endpointId],
        details: { status: after.status, outcome: after.outcome, error: after.error?.code ?? null },
        by,
      });
    }
    return after;
  });
}

async function recordVerdict(database: CicloDatabase, clock: Clock, run: PipelineRun): Promise<void> {
  if (!run.gate) return;
  const { verdict, metric, challenger, champion, gateRows } = run.gate;
  await record(database, clock, {
    projectId: run.projectId,
    command: "gate.verdict",
    subjects: [run.id, run.endpointId],
    details: {
      verdict,
      metric,
      gateRows,
      challenger: challenger.gateSet[metric] ?? null,
      champion: champion?.gateSet[metric] ?? null,
    },
    by: { actor: run.actor, cause: { kind: "pipeline-run", id: run.id }, virtualMinute: null },
  });
}

function versionsOf(database: CicloDatabase, notebookId: NotebookId) {
  return database.pipelineVersions.where("[notebookId+version]").between([notebookId, 0], [notebookId, Infinity]);
}

async function getRun(database: CicloDatabase, id: PipelineRunId): Promise<PipelineRun> {
  return intact(await database.pipelineRuns.get(id), "pipelineRuns", id);
}
