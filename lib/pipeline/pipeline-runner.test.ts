import { describe, expect, it } from "vitest";
import { AppError } from "../errors";
import { newId } from "../ids";
import type { AlertId, EndpointId } from "../ids";
import { BY_PERSON, withNote } from "../journal";
import type { Alert, MonitorWindow } from "../monitoring/monitor";
import { rollbackTarget } from "../serving/rollout";
import type { FakeServices } from "../testing/fake-services";
import { openSession } from "../testing/notebook-session";
import type { Session } from "../testing/notebook-session";
import type { NotebookDocument } from "../notebook/document/document";
import { approvePromotion, rejectPromotion, resumePipelineRuns, runPipeline } from "./pipeline-runner";
import type { PipelineRequest } from "./pipeline-runner";
import { rollback, wakeTrigger } from "./rollback";
import { watchTriggers } from "./trigger-watcher";
import { championHistory } from "../registry/history";
import { suggestNext } from "../guide/next-action";
import type { WorldFacts } from "../guide/next-action";

interface Live extends Session {
  readonly endpointId: EndpointId;
  readonly alert: Alert;
}

/** The digits notebook, deployed, with an open alert. */
async function liveSession(promotion: "automatic" | "approval" = "automatic"): Promise<Live> {
  const session = await openSession("digits");
  session.runtime.edit({ kind: "edge", cellId: session.id("trigger"), mode: promotion });
  for (const name of ["run", "bundle", "evaluation", "endpoint", "trigger"]) {
    await session.run(name);
  }
  const { stores, projectId } = session.services;
  const endpoint = await stores.endpoints.findEndpoint(projectId, "digits");
  if (!endpoint) throw new Error("the endpoint should be there");
  const alert = await fireAlert(session.services, endpoint.id);
  return { ...session, endpointId: endpoint.id, alert };
}

async function fireAlert(services: FakeServices, endpointId: EndpointId): Promise<Alert> {
  const { stores, projectId } = services;
  const monitor = await stores.monitors.findMonitor(endpointId);
  const endpoint = await stores.endpoints.getEndpoint(endpointId);
  const [route] = endpoint.routes;
  if (!monitor || !route) throw new Error("the endpoint should be watched");
  const alert: Alert = {
    id: newId<AlertId>(),
    projectId,
    monitorId: monitor.id,
    endpointId,
    firedAtMinute: 60,
    windowIndex: 4,
    evidence: {
      condition: { series: "drift.share", operator: ">=", threshold: 0.5 },
      m: 3,
      n: 5,
      values: [0.6],
      windowIndices: [4],
      columns: [],
    },
    packageDigest: route.packageDigest,
    modelVersion: route.modelVersion,
    status: "open",
    pipelineRunId: null,
  };
  await stores.monitors.passMinutes({ endpointId, afterMinute: 60, batches: [], windows: [], relabelled: [], alert });
  return alert;
}

/** Windows in which the challenger fails this share of its requests. */
function canaryWindows(errorShare: number): MonitorWindow[] {
  const part = (modelVersion: string, share: number) => ({ modelVersion, rows: 100, primary: 0.9, errorShare: share });
  return [{ byVersion: [part("1", 0), part("2", errorShare)] } as unknown as MonitorWindow];
}

function request(live: Live, errorShare = 0): PipelineRequest {
  return {
    services: live.services,
    projectId: live.services.projectId,
    endpointId: live.endpointId,
    alertId: live.alert.id,
    actor: "trigger",
    signal: new AbortController().signal,
    waitForWindows: async ({ onSeen, count }) => {
      onSeen(count);
      return canaryWindows(errorShare);
    },
  };
}

/** On the gate set, a package other than the first scores this. */
async function challengerScores(live: Live, value: number): Promise<void> {
  const endpoint = await live.services.stores.endpoints.getEndpoint(live.endpointId);
  const champion = endpoint.routes[0]?.packageDigest;
  live.services.script.score = ({ packageDigest, gateSet }) => (gateSet && packageDigest === champion ? 0.7 : value);
}

describe("the honest second turn", () => {
  it("a better challenger passes the gate and the canary and becomes champion", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const phases: string[] = [];
    const run = await runPipeline({
      ...request(live),
      onUpdate: (update) => void (phases.at(-1) !== update.phase && phases.push(update.phase)),
    });
    expect(run).toMatchObject({ status: "done", outcome: "promoted", phase: "finished", challengerVersion: "2" });
    expect(phases).toEqual(["data", "training", "packaging", "gate", "canary", "finished"]);
    expect(run.gate).toMatchObject({
      verdict: "blessed",
      challenger: { version: "2", gateSet: { accuracy: 0.9 } },
      champion: { version: "1", gateSet: { accuracy: 0.7 }, originalTest: { accuracy: 0.9 } },
    });
    const { stores, projectId } = live.services;
    const endpoint = await stores.endpoints.getEndpoint(live.endpointId);
    expect(endpoint.routes).toMatchObject([{ modelVersion: "2", percent: 100 }]);
    expect((await stores.registry.getModel(projectId, "digits")).aliases).toEqual({ champion: "2" });
    expect(await stores.monitors.listAlerts(projectId)).toMatchObject([{ status: "handled", pipelineRunId: run.id }]);
  });

  it("the challenger trains on the engine that the champion's run stored", async () => {
    const live = await liveSession();
    const [first] = live.services.script.trainings;
    expect(first).toMatchObject({ reuseBackend: null, params: { backend: "auto" } });
    await challengerScores(live, 0.9);
    await runPipeline(request(live));
    expect(live.services.script.trainings.slice(1)).toMatchObject([{ reuseBackend: "cpu" }]);
  });

  it("the challenger is trained on the override, and the monitor compares with its data afterwards", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const before = live.runtime.document;
    const run = await runPipeline(request(live));
    const [override] = Object.values(run.overrides);
    const { stores } = live.services;
    const version = await stores.datasets.getVersion(override ?? ("" as never));
    expect(version).toMatchObject({ name: "digits", version: 2, origin: { kind: "retraining" } });
    const monitor = await stores.monitors.findMonitor(live.endpointId);
    expect(monitor?.reference.datasetVersionId).toBe(version.id);
    expect(Object.values(run.cellResults).every((result) => result.outcome === "done")).toBe(true);
    expect(live.runtime.document).toBe(before);
  });

  it("a challenger that is worse than the champion changes nothing", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.6);
    const run = await runPipeline(request(live));
    expect(run).toMatchObject({ status: "done", outcome: "not-blessed" });
    const { stores, projectId } = live.services;
    expect((await stores.endpoints.getEndpoint(live.endpointId)).routes).toMatchObject([{ modelVersion: "1" }]);
    expect((await stores.registry.getModel(projectId, "digits")).aliases).toEqual({ champion: "1", challenger: "2" });
    expect(await stores.monitors.listAlerts(projectId)).toMatchObject([{ status: "handled" }]);
  });

  it("a canary that fails requests gives the traffic back", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const run = await runPipeline(request(live, 0.05));
    expect(run.outcome).toBe("canary-failed");
    const endpoint = await live.services.stores.endpoints.getEndpoint(live.endpointId);
    expect(endpoint.routes).toMatchObject([{ modelVersion: "1", percent: 100 }]);
  });

  it("behind an approval edge it waits, holds the endpoint, and goes on when a person says so", async () => {
    const live = await liveSession("approval");
    await challengerScores(live, 0.9);
    const waiting = await runPipeline(request(live));
    expect(waiting).toMatchObject({ status: "waiting", phase: "approval" });
    await expect(runPipeline(request(live))).rejects.toMatchObject({ code: "pipeline.busy" });
    expect(await approvePromotion(request(live), waiting.id)).toMatchObject({ outcome: "promoted" });
  });

  it("a person may keep the champion", async () => {
    const live = await liveSession("approval");
    await challengerScores(live, 0.9);
    const waiting = await runPipeline(request(live));
    expect(await rejectPromotion(request(live), waiting.id)).toMatchObject({ status: "done", outcome: "rejected" });
  });

  it("a step that fails ends the run, keeps what was done, and the alert does not start it again by itself", async () => {
    const live = await liveSession();
    live.services.script.fail = { package: "package.parity-failed" };
    const run = await runPipeline(request(live));
    expect(run).toMatchObject({ status: "failed", error: { code: "package.parity-failed" } });
    const outcomes = Object.values(run.cellResults).map((result) => result.outcome);
    expect(outcomes).toEqual(["done", "done", "done", "done", "done", "failed"]);
    const { stores, projectId } = live.services;
    expect(await stores.monitors.listAlerts(projectId)).toMatchObject([{ status: "open", pipelineRunId: run.id }]);
  });

  it("stopping in the canary takes its traffic back", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const cancelled = async (): Promise<never> => {
      throw Object.assign(new Error("stop"), { name: "AbortError" });
    };
    const run = await runPipeline({ ...request(live), waitForWindows: cancelled });
    expect(run.status).toBe("stopped");
    const endpoint = await live.services.stores.endpoints.getEndpoint(live.endpointId);
    expect(endpoint.routes).toMatchObject([{ modelVersion: "1", percent: 100 }]);
  });

  it("the history says who did what and why", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    await runPipeline(request(live));
    const crowned = live.services.entries.filter((entry) => entry.command === "alias.set");
    expect(crowned.at(-2)).toMatchObject({
      actor: "trigger",
      cause: { kind: "alert", id: live.alert.id },
      details: { alias: "champion", from: "1", to: "2", reason: "gate-blessed" },
    });
    expect(live.services.entries.some((entry) => entry.command === "gate.verdict")).toBe(true);
  });
});

describe("after a reload", () => {
  it("a working run is interrupted and its alert is free again; a canary goes on", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const { pipelines, monitors } = live.services.stores;
    let held = (): void => {};
    void runPipeline({ ...request(live), waitForWindows: () => new Promise(() => held()) });
    await new Promise<void>((resolve) => (held = resolve));
    const [canary] = await pipelines.listRuns(live.services.projectId);
    expect(canary?.status).toBe("canary");
    expect(await resumePipelineRuns(request(live))).toMatchObject([{ outcome: "promoted" }]);

    const other = await fireAlert(live.services, live.endpointId);
    live.services.script.beforeTrainEnds = () => new Promise(() => {});
    void runPipeline({ ...request(live), alertId: other.id });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await resumePipelineRuns(request(live))).toMatchObject([{ status: "interrupted" }]);
    const alerts = await monitors.listAlerts(live.services.projectId);
    expect(alerts.find((alert) => alert.id === other.id)).toMatchObject({ status: "open", pipelineRunId: null });
  });
});

describe("rolling back", () => {
  it("one click serves the version before, which is champion again", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    await runPipeline(request(live));
    const { stores, projectId } = live.services;
    expect(rollbackTarget(await stores.endpoints.getEndpoint(live.endpointId))).toMatchObject({ modelVersion: "1" });
    const endpoint = await rollback(live.services, live.endpointId, withNote(BY_PERSON, "too many wrong sevens"));
    expect(endpoint.routes).toMatchObject([{ modelVersion: "1", percent: 100 }]);
    expect((await stores.registry.getModel(projectId, "digits")).aliases.champion).toBe("1");
    const last = live.services.entries.filter((entry) => entry.command === "alias.set").at(-1);
    expect(last).toMatchObject({
      actor: "person",
      details: { reason: "rolled-back" },
      note: "too many wrong sevens",
    });
  });
});

/** A trigger watcher that hears of alerts when the test says so. */
function watching(live: Awaited<ReturnType<typeof liveSession>>) {
  const { stores, projectId } = live.services;
  let tell: (alerts: readonly Alert[]) => void = () => {};
  const { endpointId: _, alertId: __, actor: ___, ...environment } = request(live);
  const stop = watchTriggers({
    ...environment,
    subscribeAlerts: (listener) => {
      tell = listener;
      return () => {};
    },
    withLock: (_name, work) => work(),
  });
  const hear = async (): Promise<void> => {
    tell(await stores.monitors.listAlerts(projectId));
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
  };
  return { hear, stop };
}

describe("triggers", () => {
  it("a person's rollback is not overruled: the trigger pauses until a person wakes it", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    await runPipeline(request(live));
    await rollback(live.services, live.endpointId, BY_PERSON);
    const { stores, projectId } = live.services;
    expect(await stores.triggers.findTrigger(live.endpointId)).toMatchObject({ paused: "rolled-back" });
    const { hear, stop } = watching(live);
    await fireAlert(live.services, live.endpointId);
    await hear();
    expect(await stores.pipelines.listRuns(projectId)).toHaveLength(1);
    await wakeTrigger(live.services, live.endpointId, BY_PERSON);
    expect(await stores.triggers.findTrigger(live.endpointId)).not.toHaveProperty("paused");
    await hear();
    expect(await stores.pipelines.listRuns(projectId)).toHaveLength(2);
    stop();
  });

  it("one that cannot answer keeps the reason until a retraining starts", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const { stores } = live.services;
    const { getPipelineVersion } = stores.pipelines;
    Object.assign(stores.pipelines, { getPipelineVersion: () => Promise.reject(new AppError("storage.corrupt")) });
    const { hear, stop } = watching(live);
    await hear();
    expect(await stores.triggers.findTrigger(live.endpointId)).toMatchObject({ error: { code: "storage.corrupt" } });
    Object.assign(stores.pipelines, { getPipelineVersion });
    await hear();
    expect(await stores.triggers.findTrigger(live.endpointId)).toMatchObject({ error: null });
    stop();
  });

  it("a retraining whose thread dies says which one and how, and leaves no run open", async () => {
    const live = await liveSession();
    const { stores, projectId, script } = live.services;
    const details = { worker: "training", reason: "ended" };
    script.beforeTrainEnds = () => Promise.reject(new AppError("worker.crashed", { details, cause: "gone" }));
    const run = await runPipeline(request(live));
    expect(run).toMatchObject({ status: "failed", phase: "training", error: { code: "worker.crashed", details } });
    const [training] = (await stores.tracking.listRuns(projectId)).filter(
      ({ pipelineRunId }) => pipelineRunId === run.id,
    );
    expect(training).toMatchObject({ status: "FAILED", error: { code: "worker.crashed", details } });
  });

  it("an alert runs the pipeline once; a second alert meanwhile starts nothing", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.9);
    const { stores, projectId } = live.services;
    let tell: (alerts: readonly Alert[]) => void = () => {};
    const { endpointId: _, alertId: __, actor: ___, ...environment } = request(live);
    const stop = watchTriggers({
      ...environment,
      subscribeAlerts: (listener) => {
        tell = listener;
        return () => {};
      },
      withLock: (_name, work) => work(),
    });
    const alerts = async (): Promise<readonly Alert[]> => stores.monitors.listAlerts(projectId);
    tell(await alerts());
    await fireAlert(live.services, live.endpointId);
    tell(await alerts());
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
    tell(await alerts());
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve));
    expect(await stores.pipelines.listRuns(projectId)).toMatchObject([{ outcome: "promoted", actor: "trigger" }]);
    expect((await alerts()).map((alert) => alert.status)).toEqual(["handled", "handled"]);
    stop();
  });
});

describe("a challenger below the goal", () => {
  const EVEN = { advantage: 0.02, p: 0.2, verdict: "no-difference" } as const;
  const BETTER = { advantage: 0.1, p: 0.001, verdict: "better" } as const;

  it.each([
    ["better", BETTER],
    ["even", EVEN],
  ] as const)("is promoted as %s and still below, and the history says so", async (ground, comparison) => {
    const live = await liveSession();
    await challengerScores(live, 0.8);
    live.services.script.comparison = comparison;
    const run = await runPipeline(request(live));
    expect(run).toMatchObject({ outcome: "promoted", gate: { verdict: "blessed", ground, goalMinimum: 0.9 } });
    const term = championHistory(live.services.entries).find(({ version }) => version === "2");
    const missed = { metric: "accuracy", value: 0.8, minimum: 0.9 };
    expect(term).toMatchObject({ version: "2", reason: "gate-blessed", ground, missed });
  });

  it("that is surely worse is refused, whatever the metric says", async () => {
    const live = await liveSession();
    await challengerScores(live, 0.95);
    live.services.script.comparison = { advantage: -0.1, p: 0.001, verdict: "worse" };
    expect(await runPipeline(request(live))).toMatchObject({ outcome: "not-blessed" });
  });

  it("is approved with a reason only, which stands in the history even after a reload", async () => {
    const live = await liveSession("approval");
    await challengerScores(live, 0.8);
    const waiting = await runPipeline(request(live));
    expect(waiting).toMatchObject({ status: "waiting" });
    const silent = approvePromotion(request(live), waiting.id, " ");
    await expect(silent).rejects.toMatchObject({
      code: "registry.reason-needed",
      details: { value: 0.8, minimum: 0.9 },
    });
    expect(await live.services.stores.pipelines.getRun(waiting.id)).toMatchObject({ status: "waiting" });
    let held = (): void => {};
    const never = () => new Promise<never>(() => held());
    void approvePromotion({ ...request(live), waitForWindows: never }, waiting.id, "no other today");
    await new Promise<void>((resolve) => (held = resolve));
    expect(await resumePipelineRuns(request(live))).toMatchObject([{ outcome: "promoted" }]);
    const term = championHistory(live.services.entries).find(({ version }) => version === "2");
    expect(term).toMatchObject({ version: "2", actor: "person", note: "no other today" });
  });

  it("needs no reason where it reaches the goal", async () => {
    const live = await liveSession("approval");
    await challengerScores(live, 0.9);
    const waiting = await runPipeline(request(live));
    expect(await approvePromotion(request(live), waiting.id)).toMatchObject({ outcome: "promoted" });
  });
});

describe("the one next action", () => {
  it("leads from the data to the history, one step at a time", async () => {
    const session = await openSession("digits");
    const facts = async (more: Partial<WorldFacts> = {}): Promise<WorldFacts> => {
      const { stores, projectId } = session.services;
      const endpoint = await stores.endpoints.findEndpoint(projectId, "digits");
      return {
        endpoint,
        monitor: endpoint && (await stores.monitors.findMonitor(endpoint.id)),
        windows: [],
        alerts: await stores.monitors.listAlerts(projectId),
        runs: await stores.pipelines.listRuns(projectId),
        tried: false,
        seenRunId: null,
        ...more,
      };
    };
    const next = async (more: Partial<WorldFacts> = {}) =>
      suggestNext({ ...session.runtime.getSnapshot(), missed: null }, await facts(more));
    session.runtime.runAll();
    await session.settled();
    expect(await next()).toMatchObject({ kind: "run", stage: "train" });
    await session.run("run");
    expect(await next()).toMatchObject({ kind: "run", stage: "package" });
    await session.run("bundle");
    expect(await next()).toMatchObject({ kind: "try" });
    expect(await next({ tried: true })).toMatchObject({ kind: "run", stage: "evaluate" });
    await session.run("evaluation");
    expect(await next({ tried: true })).toMatchObject({ kind: "run", stage: "deploy" });
    await session.run("endpoint");
    expect(await next()).toMatchObject({ kind: "wait-windows", seen: 0, needed: 2, nextInSeconds: 5 });
    const quiet = { fromMinute: 1, toMinute: 21, series: { "drift.share": 0.1 } } as unknown as MonitorWindow;
    expect(await next({ windows: [quiet, quiet] })).toMatchObject({ kind: "inject-drift" });

    const { stores, projectId } = session.services;
    const endpoint = await stores.endpoints.findEndpoint(projectId, "digits");
    if (!endpoint) throw new Error("the endpoint should be there");
    const injection = { at: 0, feature: "*", kind: "shift", strength: 2, ramp: 0, visible: true } as const;
    const scenario = { formatVersion: 1, seed: 7, injections: [injection] } as const;
    await stores.endpoints.updateWorld(endpoint.id, { scenario });
    const drifted = { ...quiet, series: { "drift.share": 0.9 } } as unknown as MonitorWindow;
    expect(await next({ windows: [quiet, drifted] })).toMatchObject({ kind: "wait-alert", seen: 1, needed: 3 });

    const alert = await fireAlert(session.services, endpoint.id);
    expect(await next()).toMatchObject({ kind: "retrain", alertId: alert.id });
    const live: Live = { ...session, endpointId: endpoint.id, alert };
    await challengerScores(live, 0.9);
    const seen: (string | undefined)[] = [];
    await runPipeline({
      ...request(live),
      waitForWindows: async () => {
        seen.push((await next())?.kind);
        return canaryWindows(0);
      },
    });
    expect(seen).toEqual(["wait-canary"]);
    expect(await next()).toMatchObject({ kind: "see-history", canRollBack: true });
  });

  it("asks for data before anything else when there is none", async () => {
    const session = await openSession("csv");
    const world = { endpoint: null, monitor: null, windows: [], alerts: [], runs: [], tried: false, seenRunId: null };
    expect(suggestNext({ ...session.runtime.getSnapshot(), missed: null }, world)).toMatchObject({
      kind: "choose-data",
    });
    const document: NotebookDocument = { ...session.runtime.document, cells: [] };
    expect(suggestNext({ document, states: {}, missed: null }, world)).toBeNull();
  });
});
