/**
 * The scheduler: decides which cell starts next. Pure: a schedule, an event and the notebook as it is now give the next
 * schedule and at most one cell to start. One cell runs at a time.
 *
 * Rules. A step runs when it is asked for, and everything it needs runs before it. Run all stops at the first manual edge
 * whose cell is not up to date. A cell behind an approval edge waits for its approval; what needs it waits with it. After a
 * cell is done, the cells behind it whose edge is explicitly automatic follow by themselves. A resource cell never runs
 * because something before it went stale: only when it is asked for, in Run all, or over an explicitly automatic edge. A
 * goal without a target does not run: it asks, and what needs it waits.
 */
import type { CellId } from "../../ids";
import type { WaitReason } from "../result/cell-result";
import { RESOURCE_KINDS } from "../document/document";
import type { NotebookDocument } from "../document/document";
import { ancestorsOf, descendantsOf } from "./graph";
import type { Graph } from "./graph";
import { asksFirst } from "./unanswered";

export interface Schedule {
  /** Cells that will run, in the order of the graph. */
  readonly queue: readonly CellId[];
  readonly running: CellId | null;
  /** Cells that wait, and for what. A cell that waits for approval also stays in the queue. */
  readonly waits: Readonly<Record<string, WaitReason>>;
  /** Cells of the queue whose hand-over a person has made. */
  readonly approved: readonly CellId[];
}

export const IDLE_SCHEDULE: Schedule = { queue: [], running: null, waits: {}, approved: [] };

/** The notebook as the scheduler sees it. */
export interface ScheduleView {
  readonly document: NotebookDocument;
  readonly graph: Graph;
  /** Cells whose result stands and whose value is at hand. */
  readonly fresh: ReadonlySet<CellId>;
  /** Cells that have a value at hand, fresh or stale. */
  readonly available: ReadonlySet<CellId>;
}

export type ScheduleEvent =
  | { readonly kind: "run-all" }
  | { readonly kind: "run-stale"; readonly stale: ReadonlySet<CellId> }
  | { readonly kind: "run-cell"; readonly cellId: CellId }
  | { readonly kind: "approve"; readonly cellId: CellId }
  | { readonly kind: "finished"; readonly cellId: CellId; readonly succeeded: boolean }
  /** Another tab has brought the cell's result. */
  | { readonly kind: "arrived"; readonly cellId: CellId }
  /** Null stops everything. A cell that was stopped takes with it the queued cells that need it. */
  | { readonly kind: "stop"; readonly cellId: CellId | null }
  /** The notebook was edited. */
  | { readonly kind: "changed" };

export interface Advance {
  readonly schedule: Schedule;
  /** The cell to start now; it is already `running` in the schedule. */
  readonly start: CellId | null;
}

/** The next schedule after an event. */
export function advance(schedule: Schedule, event: ScheduleEvent, view: ScheduleView): Advance {
  return startNext(inOrder(afterEvent(schedule, event, view), view), view);
}

/** Whether a cell holds a live resource. */
export function isResource(document: NotebookDocument, id: CellId): boolean {
  const kind = document.cells.find((cell) => cell.id === id)?.kind;
  return (RESOURCE_KINDS as readonly (string | undefined)[]).includes(kind);
}

function afterEvent(schedule: Schedule, event: ScheduleEvent, view: ScheduleView): Schedule {
  switch (event.kind) {
    case "run-all":
      return runUntilManual(schedule, view, view.graph.order);
    case "run-stale":
      return runUntilManual(schedule, view, staleSteps(event.stale, view));
    case "run-cell":
      return runCell(schedule, event.cellId, view);
    case "approve":
      return approve(schedule, event.cellId, view);
    case "finished":
      return event.succeeded ? succeeded(schedule, event.cellId, view) : failed(schedule, event.cellId, view);
    case "arrived":
      if (!view.available.has(event.cellId)) return schedule;
      return { ...schedule, waits: withoutBlockedBy(schedule.waits, event.cellId, view) };
    case "stop":
      return event.cellId === null ? { ...IDLE_SCHEDULE, waits: {} } : withoutCells(schedule, event.cellId, view);
    case "changed":
      return schedule;
  }
}

function runUntilManual(schedule: Schedule, view: ScheduleView, wanted: readonly CellId[]): Schedule {
  const at = wanted.findIndex((id) => view.document.edges[id] === "manual" && !view.fresh.has(id));
  const handOver = at < 0 ? undefined : wanted[at];
  const queue = (at < 0 ? wanted : wanted.slice(0, at)).filter((id) => !isFaulty(view, id));
  const waits: Record<string, WaitReason> = {};
  if (handOver !== undefined) waits[handOver] = { kind: "manual-edge" };
  return { ...schedule, queue: [...schedule.queue, ...queue], waits };
}

/** Stale steps and the steps they need that are not up to date; resources are left alone. */
function staleSteps(stale: ReadonlySet<CellId>, view: ScheduleView): readonly CellId[] {
  const wanted = new Set<CellId>();
  for (const id of stale) {
    if (isResource(view.document, id)) continue;
    for (const needed of missingFor(id, view)) wanted.add(needed);
    wanted.add(id);
  }
  return view.graph.order.filter((id) => wanted.has(id));
}

/** The click is the hand-over: edges into the cell and into what it needs do not wait. */
function runCell(schedule: Schedule, id: CellId, view: ScheduleView): Schedule {
  if (schedule.running === id) return schedule;
  const needed = missingFor(id, view);
  const added = [...needed, id];
  const { [id]: _, ...waits } = schedule.waits;
  return { ...schedule, waits, queue: [...schedule.queue, ...added], approved: [...schedule.approved, ...added] };
}

/** The steps before a cell that must run first. A live resource is used as it is. */
function missingFor(id: CellId, view: ScheduleView): readonly CellId[] {
  const found = new Set<CellId>();
  const pending: CellId[] = [id];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const edge of view.graph.edges) {
      const known = edge.to !== at || found.has(edge.from) || view.fresh.has(edge.from);
      if (known || isResource(view.document, edge.from)) continue;
      found.add(edge.from);
      pending.push(edge.from);
    }
  }
  return view.graph.order.filter((other) => found.has(other));
}

function approve(schedule: Schedule, id: CellId, view: ScheduleView): Schedule {
  if (!schedule.queue.includes(id)) return runCell(schedule, id, view);
  const { [id]: _, ...waits } = schedule.waits;
  return { ...schedule, waits, approved: [...schedule.approved, id] };
}

function succeeded(schedule: Schedule, id: CellId, view: ScheduleView): Schedule {
  const running = schedule.running === id ? null : schedule.running;
  const followers = view.graph.edges.filter(
    (edge) => edge.from === id && view.document.edges[edge.to] === "automatic" && !view.fresh.has(edge.to),
  );
  const waits = withoutBlockedBy(schedule.waits, id, view);
  const added = followers.flatMap((edge) => [...missingFor(edge.to, view), edge.to]);
  const faulty = followers.some((edge) => isFaulty(view, edge.to));
  return { ...schedule, running, waits, queue: faulty ? schedule.queue : [...schedule.queue, ...added] };
}

function failed(schedule: Schedule, id: CellId, view: ScheduleView): Schedule {
  const descendants = descendantsOf(view.graph, id);
  const waits = { ...schedule.waits };
  for (const other of schedule.queue) {
    if (descendants.has(other)) waits[other] = { kind: "blocked", cellName: nameIn(view, id) };
  }
  return {
    ...schedule,
    running: schedule.running === id ? null : schedule.running,
    waits,
    queue: schedule.queue.filter((other) => other !== id && !descendants.has(other)),
  };
}

function withoutCells(schedule: Schedule, id: CellId, view: ScheduleView): Schedule {
  const descendants = descendantsOf(view.graph, id);
  const gone = (other: CellId): boolean => other === id || descendants.has(other);
  return {
    queue: schedule.queue.filter((other) => !gone(other)),
    running: schedule.running === id ? null : schedule.running,
    waits: Object.fromEntries(Object.entries(schedule.waits).filter(([other]) => !gone(other as CellId))),
    approved: schedule.approved.filter((other) => !gone(other)),
  };
}

/** The queue without doubles, without cells that are gone, in the order of the graph. */
function inOrder(schedule: Schedule, view: ScheduleView): Schedule {
  const wanted = new Set(schedule.queue);
  const queue = view.graph.order.filter((id) => wanted.has(id) && id !== schedule.running);
  const cells = new Set(view.document.cells.map((cell) => cell.id));
  const waits = Object.entries(schedule.waits).filter(([id]) => cells.has(id as CellId));
  return { ...schedule, queue, waits: Object.fromEntries(waits) };
}

/** Starts the first cell that can start; on the way, cells that cannot are left waiting and say for what. */
function startNext(schedule: Schedule, view: ScheduleView): Advance {
  if (schedule.running !== null) return { schedule, start: null };
  const waits = { ...schedule.waits };
  const queue = [...schedule.queue];
  for (const id of schedule.queue) {
    if (asksFirst(view.document.cells.find((cell) => cell.id === id))) {
      // The question is on the page already: nothing fails, and what follows waits for it.
      queue.splice(queue.indexOf(id), 1);
      continue;
    }
    const hold = holdOf(id, queue, schedule, view);
    if (hold === "pending") continue;
    if (hold !== null) {
      waits[id] = hold;
      if (hold.kind === "blocked") queue.splice(queue.indexOf(id), 1);
      continue;
    }
    delete waits[id];
    queue.splice(queue.indexOf(id), 1);
    const approved = schedule.approved.filter((other) => other !== id);
    return { schedule: { queue, running: id, waits, approved }, start: id };
  }
  return { schedule: { ...schedule, queue, waits }, start: null };
}

/** Why a queued cell cannot start: `pending` while a cell before it is still queued, a reason, or null when it can. */
function holdOf(
  id: CellId,
  queue: readonly CellId[],
  schedule: Schedule,
  view: ScheduleView,
): WaitReason | "pending" | null {
  const ancestors = ancestorsOf(view.graph, id);
  if (queue.some((other) => ancestors.has(other))) return "pending";
  // An older answer may still be there: what follows waits for the new one.
  const asking = view.document.cells.find((cell) => ancestors.has(cell.id) && asksFirst(cell));
  if (asking) return { kind: "blocked", cellName: nameIn(view, asking.id) };
  const missing = view.graph.edges.find((edge) => edge.to === id && !view.available.has(edge.from));
  if (missing || isFaulty(view, id)) return { kind: "blocked", cellName: missing?.name ?? nameIn(view, id) };
  const needsApproval = view.document.edges[id] === "approval" && !view.fresh.has(id);
  return needsApproval && !schedule.approved.includes(id) ? { kind: "approval-edge" } : null;
}

function withoutBlockedBy(waits: Schedule["waits"], id: CellId, view: ScheduleView): Schedule["waits"] {
  const name = nameIn(view, id);
  return Object.fromEntries(
    Object.entries(waits).filter(([, wait]) => !(wait.kind === "blocked" && wait.cellName === name)),
  );
}

function isFaulty(view: ScheduleView, id: CellId): boolean {
  return (view.graph.diagnostics[id]?.length ?? 0) > 0;
}

function nameIn(view: ScheduleView, id: CellId): string {
  const cell = view.document.cells.find((other) => other.id === id);
  return cell && "name" in cell ? cell.name : id.slice(0, 6);
}
