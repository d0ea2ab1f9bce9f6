import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, newId } from "../ids";
import type { Alert, Monitor, MonitorWindow } from "../monitoring/monitor";
import { DEFAULT_RULE, WINDOW_ROWS } from "../monitoring/monitor";
import { DEFAULT_WORLD, type Endpoint } from "../serving/endpoint";
import type { CellState, CellStatus } from "../notebook/result/cell-result";
import type { NotebookDocument } from "../notebook/document/document";
import { isStageCell } from "../notebook/document/document";
import {
  suggestNext,
  towardsAlert,
  URGENCY,
  type NextAction,
  type NotebookFacts,
  type WorldFacts,
} from "./next-action";
import type { PipelineRun } from "../pipeline/pipeline";
import { PIPELINE_PHASES } from "../pipeline/pipeline";
import { starterNotebook, STARTERS } from "../notebook/templates/starter";

const SEED = 20261121;
const STATUSES: readonly CellStatus[] = [
  "idle",
  "stale",
  "queued",
  "running",
  "waiting",
  "done",
  "cached",
  "failed",
  "stopped",
  "interrupted",
];
const SETTLED: readonly CellStatus[] = ["done", "cached"];

const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
const documents = STARTERS.map((kind) => starterNotebook(kind, ids));

function stateOf(status: CellStatus, wait: CellState["wait"] = null): CellState {
  return {
    status,
    runsIn: status === "running" ? "here" : null,
    wait,
    result: null,
    stale: null,
    progress: null,
    startedAtMs: null,
    newerData: null,
    display: [],
    training: null,
  };
}

const waits = fc.constantFrom<CellState["wait"]>(
  { kind: "manual-edge" },
  { kind: "approval-edge" },
  { kind: "blocked", cellName: "data" },
);

/** A starter whose cells are in any states, often all settled. */
const notebooks: fc.Arbitrary<NotebookFacts> = fc.constantFrom(...documents).chain((document) => {
  const stages = document.cells.filter(isStageCell);
  const status = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...SETTLED) },
    { weight: 1, arbitrary: fc.constantFrom(...STATUSES) },
  );
  const state = fc.record({ status, wait: waits }).map(({ status: of, wait }) => stateOf(of, wait));
  return fc.array(state, { minLength: stages.length, maxLength: stages.length }).chain((states) =>
    fc.option(fc.constant({ metric: "accuracy", value: 0.8, minimum: 0.9 } as const)).map((missed) => ({
      document,
      missed,
      states: Object.fromEntries(stages.map((cell, i) => [cell.id, states[i]!])),
    })),
  );
});

const monitor = {
  id: asId("m"),
  windowRows: WINDOW_ROWS,
  rule: DEFAULT_RULE,
  sinceMinute: 0,
} as unknown as Monitor;

const endpoints: fc.Arbitrary<Endpoint> = fc
  .record({
    minute: fc.nat(400),
    playing: fc.boolean(),
    injectedAt: fc.option(fc.nat(400)),
    rolledBack: fc.boolean(),
  })
  .map(({ minute, playing, injectedAt, rolledBack }) => {
    const injection = {
      at: injectedAt ?? 0,
      feature: "*",
      kind: "shift",
      strength: 2,
      ramp: 0,
      visible: true,
    } as const;
    const scenario = { formatVersion: 1, seed: 7, injections: injectedAt === null ? [] : [injection] } as const;
    const route = (modelVersion: string) => ({ packageDigest: asId("d"), modelVersion, percent: 100 });
    return {
      id: asId("e"),
      routes: [route(rolledBack ? "1" : "2")],
      previousRoutes: [route(rolledBack ? "2" : "1")],
      world: { ...DEFAULT_WORLD, scenario, minute, playing },
    } as unknown as Endpoint;
  });

const windowsOf = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 8 }).map((shares) =>
  shares.map(
    (share, index) =>
      ({
        index,
        fromMinute: index * 20 + 1,
        toMinute: index * 20 + 21,
        series: { "drift.share": share, "drift.prediction": share === null ? null : Math.round(share) },
      }) as unknown as MonitorWindow,
  ),
);

const runs: fc.Arbitrary<PipelineRun> = fc
  .record({
    status: fc.constantFrom<PipelineRun["status"]>(
      "queued",
      "running",
      "waiting",
      "canary",
      "done",
      "failed",
      "stopped",
      "interrupted",
    ),
    phase: fc.constantFrom(...PIPELINE_PHASES),
    outcome: fc.constantFrom<PipelineRun["outcome"]>("promoted", "not-blessed", "canary-failed", "rejected"),
    seen: fc.nat(2),
  })
  .map(
    ({ status, phase, outcome, seen }) =>
      ({
        id: asId("r"),
        status,
        phase,
        outcome: status === "done" ? outcome : null,
        canary: status === "canary" ? { seen, needed: 2, sinceMinute: 0 } : null,
        challengerVersion: "2",
      }) as unknown as PipelineRun,
  );

const worlds: fc.Arbitrary<WorldFacts> = fc
  .record({
    endpoint: fc.option(endpoints),
    watched: fc.boolean(),
    windows: windowsOf,
    alert: fc.option(
      fc.record({
        id: fc.constant(asId<Alert["id"]>("a")),
        status: fc.constantFrom<Alert["status"]>("open", "handled", "dismissed"),
        pipelineRunId: fc.option(fc.constant(asId("r"))),
      }),
    ),
    run: fc.option(runs),
    tried: fc.boolean(),
    seen: fc.boolean(),
  })
  .map(({ endpoint, watched, windows, alert, run, tried, seen }) => ({
    endpoint,
    monitor: endpoint && watched ? monitor : null,
    windows: endpoint && watched ? windows : [],
    alerts: endpoint && alert ? [alert as unknown as Alert] : [],
    runs: endpoint && run ? [run] : [],
    tried,
    seenRunId: seen ? asId("r") : null,
  }));

/** Whether everything there is to do here is done: nothing left to run, and no watched endpoint. */
function nothingLeft({ document, states }: NotebookFacts, { monitor: watching }: WorldFacts): boolean {
  const settled = (status: CellStatus | undefined) => status !== undefined && SETTLED.includes(status);
  return document.cells.filter(isStageCell).every((cell) => settled(states[cell.id]?.status)) && !watching;
}

/** Cells that are work: a goal without a target waits for its data. */
function workOf({ document, states }: NotebookFacts) {
  return document.cells
    .filter(isStageCell)
    .filter((cell) => cell.kind !== "goal" || cell.params.target !== "")
    .map((cell) => ({ cell, status: states[cell.id]?.status ?? "idle" }));
}

function rankOf(action: NextAction | null): number {
  return action === null ? -1 : URGENCY.findIndex((kinds) => kinds.includes(action.kind));
}

/** The place in the order of the most urgent thing that there is; −1 when there is none. Written from the facts alone. */
function mostUrgent(notebook: NotebookFacts, world: WorldFacts): number {
  const work = workOf(notebook);
  const stages = notebook.document.cells.filter(isStageCell);
  const has = (...statuses: readonly (CellStatus | undefined)[]) =>
    stages.some(({ id }) => statuses.includes(notebook.states[id]?.status));
  if (has("running", "queued")) return 0;
  if (has("failed")) return 1;
  const noData = work.some(({ cell }) => cell.kind === "dataset" && cell.params.source.kind === "none");
  const untried = !world.tried && world.endpoint === null;
  const open = work.filter(
    ({ cell, status }) => !SETTLED.includes(status) || (cell.kind === "package" && untried && !noData),
  );
  const deployAt = work.findIndex(({ cell }) => cell.kind === "deploy");
  const beforeDeploy = open.some((entry) => work.indexOf(entry) < deployAt);
  const deployOpen = open.some(({ cell }) => cell.kind === "deploy");
  if (noData || beforeDeploy) return 2;
  if (notebook.missed && deployOpen) return 3;
  if (open.length > 0) return 2;
  const [run] = world.runs;
  if (run && ["queued", "running", "waiting", "canary"].includes(run.status)) {
    return run.status === "canary" && world.endpoint?.world.playing === false ? 7 : 4;
  }
  if (!world.endpoint || !world.monitor) return -1;
  if (world.alerts.some(({ status, pipelineRunId }) => status === "open" && pipelineRunId === null)) return 5;
  const overtaken = run?.outcome === "promoted" && world.endpoint.routes[0]?.modelVersion !== run.challengerVersion;
  const unseen = run && (world.seenRunId === null || run.outcome === "promoted");
  return unseen && !overtaken ? 6 : 7;
}

const WAITS: readonly NextAction["kind"][] = ["wait-windows", "wait-alert", "wait-canary"];

describe("the suggested next action", () => {
  it("is one in every state; there is none only when nothing is left to run and nothing is watched", () => {
    fc.assert(
      fc.property(notebooks, worlds, (notebook, world) => {
        const action = suggestNext(notebook, world);
        if (action === null) expect(nothingLeft(notebook, world)).toBe(true);
        expect(suggestNext(notebook, world)).toEqual(action);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("is the most urgent by the written order", () => {
    fc.assert(
      fc.property(notebooks, worlds, (notebook, world) => {
        const action = suggestNext(notebook, world);
        expect(rankOf(action)).toBe(mostUrgent(notebook, world));
      }),
      { seed: SEED, numRuns: 4_000 },
    );
  });

  it("never calls the loop closed while something is open, nor when another version serves", () => {
    fc.assert(
      fc.property(notebooks, worlds, (notebook, world) => {
        const action = suggestNext(notebook, world);
        if (action?.kind !== "see-history" && action?.kind !== "what-next") return;
        expect(workOf(notebook).every(({ status }) => SETTLED.includes(status))).toBe(true);
        expect(world.endpoint?.routes[0]?.modelVersion).toBe(world.runs[0]?.challengerVersion);
        expect(action.kind === "what-next").toBe(world.seenRunId === world.runs[0]?.id);
      }),
      { seed: SEED, numRuns: 4_000 },
    );
  });

  it("never repeats an outcome that was looked at, nor offers to deploy a model that misses its goal", () => {
    fc.assert(
      fc.property(notebooks, worlds, (notebook, world) => {
        const action = suggestNext(notebook, world);
        if (action?.kind === "see-run" || action?.kind === "see-history")
          expect(world.seenRunId).not.toBe(action.runId);
        if (action?.kind === "run" && action.stage === "deploy") expect(notebook.missed).toBeNull();
      }),
      { seed: SEED, numRuns: 4_000 },
    );
  });

  it("names a cell of the notebook, the endpoint or the run that is there", () => {
    fc.assert(
      fc.property(notebooks, worlds, (notebook, world) => {
        const action = suggestNext(notebook, world);
        if (action === null) return;
        if ("cellId" in action) expect(notebook.document.cells.map((cell) => cell.id)).toContain(action.cellId);
        if ("endpointId" in action) expect(action.endpointId).toBe(world.endpoint?.id);
        if ("runId" in action) expect(action.runId).toBe(world.runs[0]?.id);
        if ("alertId" in action) expect(world.alerts.map((alert) => alert.id)).toContain(action.alertId);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("a wait for windows says how many of how many, and when the next is full; a world that stands still is to be played", () => {
    fc.assert(
      fc.property(notebooks, worlds, (notebook, world) => {
        const action = suggestNext(notebook, world);
        if (action === null || !WAITS.includes(action.kind) || !("needed" in action)) return;
        expect(action.needed).toBeGreaterThan(0);
        expect(action.seen).toBeLessThanOrEqual(action.needed);
        expect(world.endpoint?.world.playing).toBe(true);
        if (world.monitor === null) return;
        expect(action.nextInSeconds).toBeGreaterThan(0);
        expect(action.nextInSeconds).toBeLessThanOrEqual(5);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("asks what to predict when the data gave no target", () => {
    const document = documents[STARTERS.indexOf("csv")] as NotebookDocument;
    const [goal, data] = document.cells.filter(isStageCell);
    if (!goal || data?.kind !== "dataset") throw new Error("the starter should begin with goal and data");
    const loaded = { ...data, params: { ...data.params, source: { kind: "builtin", name: "iris" } } } as const;
    const cells = document.cells.map((cell) => (cell.id === data.id ? loaded : cell));
    const next = (status: CellStatus) =>
      suggestNext(
        { document: { ...document, cells }, states: { [data.id]: stateOf(status) }, missed: null },
        { endpoint: null, monitor: null, windows: [], alerts: [], runs: [], tried: false, seenRunId: null },
      );
    expect(next("idle")).toMatchObject({ kind: "run", cellId: data.id });
    expect(next("done")).toEqual({ kind: "choose-target", cellId: goal.id });
  });
});

describe("a change of the world", () => {
  const document = documents[0] as NotebookDocument;
  const done = Object.fromEntries(document.cells.map((cell) => [cell.id, stateOf("done")]));
  const monitorCell = document.cells.find((cell) => cell.kind === "monitor");
  const windows = (count: number, share: number) =>
    Array.from({ length: count }, (_, index) => {
      const series = { "drift.share": share, "drift.prediction": 0 };
      return { index, fromMinute: index * 20 + 1, toMinute: index * 20 + 21, series } as unknown as MonitorWindow;
    });
  const next = (visible: boolean, seen: readonly MonitorWindow[]) => {
    const injection = { at: 0, feature: "*", kind: "label-flip", strength: 0.5, ramp: 20, visible } as const;
    const scenario = { formatVersion: 1, seed: 7, injections: [injection] } as const;
    const live = { id: asId("e"), routes: [], previousRoutes: [], world: { ...DEFAULT_WORLD, scenario, minute: 200 } };
    const endpoint = live as unknown as Endpoint;
    const world = { endpoint, monitor, windows: seen, alerts: [], runs: [], tried: true, seenRunId: null };
    return suggestNext({ document, states: done, missed: null }, world);
  };

  it("is not given away in blind mode", () => {
    expect(next(true, windows(2, 0))).toMatchObject({ kind: "wait-alert", hidden: false });
    expect(next(false, windows(2, 0))).toMatchObject({ kind: "wait-alert", hidden: true });
  });

  it("that the rule does not notice in as many windows as it looks back on is a person's to look at", () => {
    expect(next(true, windows(5, 0))).toMatchObject({ kind: "wait-alert" });
    expect(next(true, windows(6, 0))).toEqual({ kind: "see-monitor", cellId: monitorCell?.id, windows: 5 });
    expect(next(true, windows(6, 0.9))).toMatchObject({ kind: "wait-alert", seen: 3 });
  });
});

describe("the way to an alert", () => {
  it("is told by the condition that is nearest to firing", () => {
    const window = (share: number, prediction: number) =>
      ({ series: { "drift.share": share, "drift.prediction": prediction } }) as unknown as MonitorWindow;
    const calm = towardsAlert(DEFAULT_RULE, [window(0, 0)]);
    expect(calm).toEqual({ series: "drift.share", seen: 0, needed: 3 });
    const near = towardsAlert(DEFAULT_RULE, [window(0.9, 1), window(0, 1), window(0, 0)]);
    expect(near).toEqual({ series: "drift.prediction", seen: 2, needed: 3 });
  });
});
