/** One cell from its start to its end: what it computes becomes its result, and the notebook takes what follows from it. */
import { asAppError, toWire } from "../../errors";
import type { AppError } from "../../errors";
import { asId } from "../../ids";
import type { ProjectId } from "../../ids";
import { byCell, executeCell } from "./cell-execution";
import type { CellExecution } from "./cell-execution";
import type { CellClaims } from "./cell-claims";
import type { CellResult, Handle } from "../result/cell-result";
import type { CellValues } from "../graph/cell-values";
import type { Cell, NotebookDocument } from "../document/document";
import type { Edit } from "../document/edits";
import { goalEdits } from "../document/goal-suggestion";
import type { Live, LiveCells } from "./live-cells";
import type { NotebookSaver } from "./notebook-saver";
import type { SnapshotFeed } from "./snapshot-feed";
import { pinnedFingerprint, withPinnedBackend } from "./pinned-backend";
import type { NotebookServices } from "../services/services";

/** The notebook around the cell that runs. */
export interface CellRunHost {
  readonly services: NotebookServices;
  readonly projectId: ProjectId;
  readonly live: LiveCells;
  readonly claims: CellClaims;
  readonly values: CellValues;
  readonly saver: NotebookSaver;
  /** The notebook as it is now. */
  readonly now: () => Pick<CellExecution, "document" | "graph" | "codeRunner">;
  readonly edit: (edit: Edit) => void;
  /** Changes the document and its past alike, without a step of undo. */
  readonly rewrite: (change: (document: NotebookDocument) => NotebookDocument) => void;
  readonly feed: Pick<SnapshotFeed, "publish" | "publishSoon">;
  readonly onFinished: (cell: Cell, succeeded: boolean) => void;
  /** Another tab runs the cell: nothing was done here. */
  readonly onRefused: (cell: Cell) => void;
}

/** Starts a cell; the host hears of its progress and its end. Never throws: a failure is a result. */
export async function runCell(host: CellRunHost, cell: Cell, how: Pick<Live, "fingerprint" | "again">): Promise<void> {
  const startedAtMs = host.services.clock.nowMs();
  const live = host.live.begin({ cell, ...how, startedAtMs });
  const claim = await host.claims.take(cell.id);
  if (!host.live.isCurrent(live)) return void claim?.release();
  if (claim === null) {
    host.live.end(live);
    return host.onRefused(cell);
  }
  live.claim = claim;
  // Stored first, so that a page that goes away leaves "interrupted" behind and not an old result.
  void host.values.keep(resultOf(live, { outcome: "interrupted", atMs: startedAtMs }));
  try {
    const work = executeCell(executionOf(host, live));
    // It was shown as running while its lock was asked for; what it began with is known now.
    host.feed.publish();
    const handle = await work;
    if (host.live.isCurrent(live)) await succeed(host, live, handle);
  } catch (error) {
    if (host.live.isCurrent(live)) await fail(host, live, asAppError(error));
  }
}

/** Writes down that a run was stopped, after the notebook has forgotten it. */
export function leaveStopped(host: CellRunHost, live: Live): void {
  const stored = host.values.keep(resultOf(live, { outcome: "stopped", atMs: host.services.clock.nowMs() }));
  void stored.finally(() => live.claim?.release());
  host.live.end(live);
}

function executionOf(host: CellRunHost, live: Live): CellExecution {
  const { services, projectId, values } = host;
  const isCurrent = (): boolean => host.live.isCurrent(live);
  const onProgress = (change: () => void): void => {
    if (!isCurrent()) return;
    change();
    host.feed.publishSoon();
  };
  return { live, services, projectId, values, isCurrent, onProgress, ...host.now() };
}

async function succeed(host: CellRunHost, live: Live, handle: Handle | null): Promise<void> {
  const { cell } = live;
  const fingerprint = cell.kind === "train" ? await pinBackend(host, live, handle) : live.fingerprint;
  if (!host.live.isCurrent(live)) return;
  const atMs = host.services.clock.nowMs();
  // A cell that has ended has its result at rest: who leaves at that moment finds it again.
  await host.values.keep({ ...resultOf(live, { outcome: "done", atMs, handle }), fingerprint });
  if (cell.kind === "dataset" && handle) await adaptGoals(host, cell, handle);
  if (!host.live.isCurrent(live)) return;
  end(host, live, handle);
  host.onFinished(cell, true);
}

async function fail(host: CellRunHost, live: Live, error: AppError): Promise<void> {
  const outcome = error.code === "cancelled" ? "stopped" : "failed";
  const atMs = host.services.clock.nowMs();
  await host.values.keep({ ...resultOf(live, { outcome, atMs }), error: toWire(error) });
  if (!host.live.isCurrent(live)) return;
  end(host, live, null);
  host.onFinished(live.cell, false);
}

function end(host: CellRunHost, live: Live, handle: Handle | null): void {
  const { id, kind } = live.cell;
  host.live.end(live);
  void live.claim?.release();
  const { journal } = host.services.stores;
  const subjects = handle ? [id, handle.id] : [id];
  const details = { kind, outcome: host.values.results[id]?.outcome ?? null };
  const entry = { projectId: host.projectId, command: "cell.run", subjects, details, ...byCell(id) } as const;
  void host.saver.follow(journal.append(entry));
}

/** The backend that was measured is pinned in the cell, so that the next training uses it. The fingerprint with it. */
async function pinBackend(host: CellRunHost, live: Live, handle: Handle | null): Promise<string> {
  const { cell, fingerprint } = live;
  if (cell.kind !== "train" || cell.params.backend !== "auto" || !handle) return fingerprint;
  const run = await host.services.stores.tracking.getRun(asId(handle.id));
  if (!run.backend || !host.live.isCurrent(live)) return fingerprint;
  const backend = run.backend.chosen;
  host.rewrite((document) => withPinnedBackend(document, cell.id, backend));
  // The document goes before the result that was made by it: another tab would call the result stale.
  await host.saver.flush();
  return pinnedFingerprint(cell, fingerprint, backend);
}

async function adaptGoals(host: CellRunHost, dataset: Cell, handle: Handle): Promise<void> {
  const version = await host.services.stores.datasets.getVersion(asId(handle.id));
  const name = "name" in dataset ? dataset.name : "";
  for (const edit of goalEdits(host.now().document, name, version)) host.edit(edit);
}

function resultOf(
  live: Live,
  end: { readonly outcome: CellResult["outcome"]; readonly atMs: number; readonly handle?: Handle | null },
): CellResult {
  return {
    cellId: live.cell.id,
    outcome: end.outcome,
    handle: end.handle ?? null,
    fingerprint: live.fingerprint,
    error: null,
    display: live.display,
    finishedAtMs: end.atMs,
    durationMs: end.atMs - live.startedAtMs,
  };
}
