/**
 * The one suggested next action: a pure function of what is there now; every wait says what it waits for. The order of
 * urgency, most urgent first (`URGENCY` holds it, and tests read it):
 *
 *   1. a cell that runs            wait for it
 *   2. a cell that failed          mend it: nothing after it can be true
 *   3. open or stale work          choose data or target, approve, run, try: in the order of the notebook. What people changed
 *                                  outranks the world, or the page would speak of a model that the notebook no longer makes
 *   4. a model below its goal      improve it, instead of deploying it
 *   5. a pipeline that works       wait, or decide
 *   6. an alert nobody answers     retrain
 *   7. what a pipeline came to     see it once; once it is seen, improve what is below the goal, else what is next
 *   8. the world                   play, wait for windows, inject, look at the monitor
 */
import type { ErrorCode } from "../errors";
import type { AlertId, CellId, EndpointId, PipelineRunId } from "../ids";
import { meets, windowsFor } from "../monitoring/alert";
import type { Alert, AlertRule, Monitor, MonitorWindow, SeriesName } from "../monitoring/monitor";
import { nextWindow, windowMinutes } from "../monitoring/window-span";
import type { Progress } from "../progress";
import type { Endpoint } from "../serving/endpoint";
import { rollbackTarget } from "../serving/rollout";
import type { Injection } from "../serving/scenario";
import type { CellState } from "../notebook/result/cell-result";
import type { NotebookDocument, StageCell, StageKind } from "../notebook/document/document";
import { isStageCell } from "../notebook/document/document";
import { missAtGate } from "../registry/gate-types";
import { goalMiss, type GoalMiss } from "../evaluation/goal-miss";
import type { PipelinePhase, PipelineRun } from "../pipeline/pipeline";

/** Windows without an alert that a learner sees before drift is suggested. */
export const QUIET_WINDOWS = 2;

export type NextAction =
  | { readonly kind: "choose-data"; readonly cellId: CellId }
  | { readonly kind: "choose-target"; readonly cellId: CellId }
  | { readonly kind: "run"; readonly cellId: CellId; readonly stage: StageKind }
  | { readonly kind: "approve"; readonly cellId: CellId; readonly stage: StageKind }
  /** Draw a digit, or try one row, on the package that was just made. */
  | { readonly kind: "try"; readonly cellId: CellId }
  | { readonly kind: "fix"; readonly cellId: CellId; readonly stage: StageKind; readonly code: ErrorCode }
  | {
      readonly kind: "wait-cell";
      readonly cellId: CellId;
      readonly stage: StageKind;
      readonly progress: Progress | null;
    }
  | { readonly kind: "play-world"; readonly endpointId: EndpointId }
  | ({ readonly kind: "wait-windows"; readonly endpointId: EndpointId } & WindowCount)
  | { readonly kind: "inject-drift"; readonly endpointId: EndpointId }
  /** `seen` of `needed` windows over the threshold; `hidden` when what was injected is not to be given away. */
  | ({ readonly kind: "wait-alert"; readonly endpointId: EndpointId; readonly hidden: boolean } & WindowCount)
  /** The world changed and the rule noticed nothing in `windows` windows: a person looks at the series. */
  | { readonly kind: "see-monitor"; readonly cellId: CellId; readonly windows: number }
  /** An alert that nothing answers by itself. */
  | { readonly kind: "retrain"; readonly endpointId: EndpointId; readonly alertId: AlertId }
  | { readonly kind: "wait-retraining"; readonly runId: PipelineRunId; readonly phase: PipelinePhase }
  /** What the gate let pass below the goal needs a reason. */
  | { readonly kind: "approve-promotion"; readonly runId: PipelineRunId; readonly missed: GoalMiss | null }
  | ({ readonly kind: "wait-canary"; readonly runId: PipelineRunId } & WindowCount)
  | { readonly kind: "see-run"; readonly runId: PipelineRunId; readonly outcome: PipelineRun["outcome"] }
  | {
      readonly kind: "see-history";
      readonly endpointId: EndpointId;
      readonly runId: PipelineRunId;
      readonly canRollBack: boolean;
      /** The promoted model is still below the goal. */
      readonly missed: GoalMiss | null;
      /** It is better than the one before by more than chance; true where nobody tested it. */
      readonly sure: boolean;
    }
  /** The model misses its goal: the training is where it gets better. */
  | ({ readonly kind: "improve"; readonly cellId: CellId } & GoalMiss)
  /** The loop is closed and was looked at: compare its runs, or begin with other data. */
  | { readonly kind: "what-next"; readonly endpointId: EndpointId };

/** The kinds of action by urgency, most urgent first; kinds side by side never compete. */
export const URGENCY: readonly (readonly NextAction["kind"][])[] = [
  ["wait-cell"],
  ["fix"],
  ["choose-data", "choose-target", "approve", "run", "try"],
  ["improve"],
  ["wait-retraining", "approve-promotion", "wait-canary"],
  ["retrain"],
  ["see-run", "see-history", "what-next"],
  ["play-world", "wait-windows", "inject-drift", "wait-alert", "see-monitor"],
];

export interface WindowCount {
  readonly seen: number;
  readonly needed: number;
  /** Real seconds until the next window is full; null while the world is paused. */
  readonly nextInSeconds: number | null;
}

/** What the notebook page knows of the world outside its cells. */
export interface WorldFacts {
  readonly endpoint: Endpoint | null;
  readonly monitor: Monitor | null;
  /** The last windows, oldest first. */
  readonly windows: readonly MonitorWindow[];
  readonly alerts: readonly Alert[];
  /** Pipeline runs of the endpoint, newest first. */
  readonly runs: readonly PipelineRun[];
  /** Someone has tried the package. */
  readonly tried: boolean;
  /** The pipeline run whose outcome was looked at; null while none was. */
  readonly seenRunId: PipelineRunId | null;
}

export interface NotebookFacts {
  readonly document: NotebookDocument;
  readonly states: Readonly<Record<string, CellState>>;
  /** By how much the model that the notebook makes now misses its goal; null when it reaches it, or nothing is measured. */
  readonly missed: GoalMiss | null;
}

/** The next action of a notebook; null only when it has no stage cell left to run and serves nothing. */
export function suggestNext(notebook: NotebookFacts, world: WorldFacts): NextAction | null {
  return cellAction(notebook, world) ?? pipelineAction(world) ?? worldAction(world, notebook.document);
}

/** While a pipeline works, the loop is what happens. */
function pipelineAction(world: WorldFacts): NextAction | null {
  const [run] = world.runs;
  if (!run) return null;
  switch (run.status) {
    case "queued":
    case "running":
      return { kind: "wait-retraining", runId: run.id, phase: run.phase };
    case "waiting":
      return { kind: "approve-promotion", runId: run.id, missed: run.gate && missAtGate(run.gate) };
    case "canary":
      if (world.endpoint && !world.endpoint.world.playing) return { kind: "play-world", endpointId: world.endpoint.id };
      return {
        kind: "wait-canary",
        runId: run.id,
        seen: run.canary?.seen ?? 0,
        needed: run.canary?.needed ?? 0,
        nextInSeconds: nextWindowSeconds(world),
      };
    default:
      return null;
  }
}

function cellAction(notebook: NotebookFacts, world: WorldFacts): NextAction | null {
  const { states } = notebook;
  const stages = notebook.document.cells.filter(isStageCell);
  const busy = stages.find((cell) => states[cell.id]?.status === "running");
  if (busy) {
    return { kind: "wait-cell", cellId: busy.id, stage: busy.kind, progress: states[busy.id]?.progress ?? null };
  }
  const queued = stages.find((cell) => states[cell.id]?.status === "queued");
  if (queued) return { kind: "wait-cell", cellId: queued.id, stage: queued.kind, progress: null };
  const failed = stages.find((cell) => states[cell.id]?.status === "failed");
  if (failed) {
    const code = states[failed.id]?.result?.error?.code ?? "unexpected";
    return { kind: "fix", cellId: failed.id, stage: failed.kind, code };
  }
  for (const cell of stages) {
    if (cell.kind === "deploy") {
      const better = improvement(notebook, states[cell.id]);
      if (better) return better;
    }
    const action = actionFor(cell, states[cell.id], world) ?? targetOf(cell, notebook);
    if (action) return action;
  }
  return null;
}

/** A model below its goal is not what to deploy next; one that a person deployed all the same goes on in the world. */
function improvement({ document, missed }: NotebookFacts, deploy: CellState | undefined): NextAction | null {
  const train = document.cells.find((cell) => cell.kind === "train");
  const deployed = deploy?.status === "done" || deploy?.status === "cached";
  return missed && train && !deployed ? { kind: "improve", cellId: train.id, ...missed } : null;
}

/** Data that is there but gave the goal no target: a person says what is predicted. */
function targetOf(cell: StageCell, { document, states }: NotebookFacts): NextAction | null {
  if (cell.kind !== "goal" || cell.params.target !== "") return null;
  const data = document.cells.find((other) => other.kind === "dataset");
  const status = data && states[data.id]?.status;
  return status === "done" || status === "cached" ? { kind: "choose-target", cellId: cell.id } : null;
}

function actionFor(cell: StageCell, state: CellState | undefined, world: WorldFacts): NextAction | null {
  const { id: cellId, kind: stage } = cell;
  if (cell.kind === "dataset" && cell.params.source.kind === "none") return { kind: "choose-data", cellId };
  if (cell.kind === "goal" && cell.params.target === "") return null;
  switch (state?.status) {
    case "done":
    case "cached":
      // The package is there and nothing serves it yet: the moment to try it.
      return stage === "package" && !world.tried && !world.endpoint ? { kind: "try", cellId } : null;
    case "waiting":
      return { kind: state.wait?.kind === "approval-edge" ? "approve" : "run", cellId, stage };
    default:
      return { kind: "run", cellId, stage };
  }
}

function worldAction(world: WorldFacts, document: NotebookDocument): NextAction | null {
  const { endpoint, monitor, windows } = world;
  if (!endpoint || !monitor) return null;
  const endpointId = endpoint.id;
  const [run] = world.runs;
  const alert = world.alerts.find((other) => other.status === "open");
  if (alert && alert.pipelineRunId === null) return { kind: "retrain", endpointId, alertId: alert.id };
  const outcome = run && outcomeAction(run, endpoint, world.seenRunId, document);
  if (outcome) return outcome;
  if (!endpoint.world.playing) return { kind: "play-world", endpointId };
  const nextInSeconds = nextWindowSeconds(world);
  const injected = activeInjections(endpoint);
  if (injected.length > 0) {
    const { seen, needed } = towardsAlert(monitor.rule, countedWindows(monitor, windows));
    const arrived = Math.max(...injected.map(({ at, ramp }) => at + ramp));
    const since = windows.filter((window) => window.fromMinute > arrived).length;
    const cell = document.cells.find((other) => other.kind === "monitor");
    if (seen === 0 && since >= monitor.rule.n && cell) return { kind: "see-monitor", cellId: cell.id, windows: since };
    const hidden = injected.every(({ visible }) => !visible);
    return { kind: "wait-alert", endpointId, hidden, seen, needed, nextInSeconds };
  }
  const seen = countedWindows(monitor, windows).length;
  if (seen < QUIET_WINDOWS) return { kind: "wait-windows", endpointId, seen, needed: QUIET_WINDOWS, nextInSeconds };
  return { kind: "inject-drift", endpointId };
}

/** What the last pipeline run came to, while it is still so: after a person went back, the world goes on. */
function outcomeAction(
  run: PipelineRun,
  endpoint: Endpoint,
  seenRunId: PipelineRunId | null,
  { cells }: NotebookDocument,
): NextAction | null {
  const endpointId = endpoint.id;
  const seen = run.id === seenRunId;
  if (run.outcome !== "promoted") return seen ? null : { kind: "see-run", runId: run.id, outcome: run.outcome };
  if (endpoint.routes[0]?.modelVersion !== run.challengerVersion) return null;
  const goal = cells.find((cell) => cell.kind === "goal");
  const train = cells.find((cell) => cell.kind === "train");
  const missed = goal && run.gate ? goalMiss(goal.params, run.gate.challenger.gateSet) : null;
  if (!seen) {
    const canRollBack = rollbackTarget(endpoint) !== null;
    const sure = run.gate?.comparison ? run.gate.comparison.verdict === "better" : true;
    return { kind: "see-history", endpointId, runId: run.id, canRollBack, missed, sure };
  }
  return missed && train ? { kind: "improve", cellId: train.id, ...missed } : { kind: "what-next", endpointId };
}

/** How far the best condition of a rule is from firing: windows that met it among the last n, of the m it needs. */
export function towardsAlert(
  rule: AlertRule,
  windows: readonly MonitorWindow[],
): { readonly series: SeriesName | null; readonly seen: number; readonly needed: number } {
  const counts = rule.anyOf.map((condition) => ({
    series: condition.series,
    seen: Math.min(rule.m, windowsFor(rule, condition, windows).filter((window) => meets(window, condition)).length),
  }));
  const best = counts.reduce<(typeof counts)[number] | null>(
    (most, count) => (most === null || count.seen > most.seen ? count : most),
    null,
  );
  return { series: best?.series ?? null, seen: best?.seen ?? 0, needed: rule.m };
}

/** Real seconds until the next window that counts is full; null while the world stands still. */
export function nextWindowSeconds({ endpoint, monitor }: Pick<WorldFacts, "endpoint" | "monitor">): number | null {
  if (!endpoint?.world.playing || !monitor) return null;
  const { minute, speed, requestsPerMinute } = endpoint.world;
  const minutes = windowMinutes(monitor.windowRows, requestsPerMinute);
  const { toMinute } = nextWindow({ minute, sinceMinute: monitor.sinceMinute, minutes });
  return (toMinute - 1 - minute) / speed;
}

/** Windows that the rule may count: those that begin after the routes changed or an alert fired. */
export function countedWindows(monitor: Monitor, windows: readonly MonitorWindow[]): readonly MonitorWindow[] {
  return windows.filter((window) => window.fromMinute > monitor.sinceMinute);
}

/** What was injected and has begun, or begins with the next minute. */
function activeInjections({ world }: Endpoint): readonly Injection[] {
  return world.scenario.injections.filter((injection) => injection.at <= world.minute + 1);
}
