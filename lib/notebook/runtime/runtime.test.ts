import { describe, expect, it } from "vitest";
import { AppError } from "../../errors";
import { asId, type RunId } from "../../ids";
import { openSession } from "../../testing/notebook-session";
import type { Session } from "../../testing/notebook-session";
import type { DisplayItem } from "../code/display";
import { codeCell } from "../document/defaults";
import type { NotebookDocument } from "../document/document";
import type { CodeRunRequest } from "./code-runner";

const statuses = (session: Session, ...names: string[]): string[] => names.map((name) => session.state(name).status);

/** A promise that the test opens by hand. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe("the first minutes of the digits starter", () => {
  it("run all shows the data, fits the recipe and stops at training, which waits for a click", async () => {
    const session = await openSession("digits");
    session.runtime.runAll();
    await session.settled();
    expect(statuses(session, "goal", "data", "split", "recipe")).toEqual(["done", "done", "done", "done"]);
    expect(session.state("run")).toMatchObject({ status: "waiting", wait: { kind: "manual-edge" } });
    expect(session.state("bundle").status).toBe("idle");
  });

  it("training pins the measured backend, keeps its curve, and is not a step of undo", async () => {
    const session = await openSession("digits");
    await session.run("run");
    expect(session.state("run").status).toBe("done");
    expect(session.state("run").training?.curve).toHaveLength(20);
    const cell = session.runtime.document.cells.find((other) => other.kind === "train");
    expect(cell?.kind === "train" && cell.params.backend).toBe("cpu");
    expect(session.runtime.getSnapshot().canUndo).toBe(false);
    await session.run("run");
    expect(session.services.script.trainings.map(({ reuseBackend }) => reuseBackend)).toEqual([null, "cpu"]);
  });

  it("resuming a training names the run it goes on with, once", async () => {
    const session = await openSession("digits");
    await session.run("run");
    const interrupted = asId<RunId>("interrupted");
    session.runtime.runCell(session.id("run"), { kind: "resume", runId: interrupted });
    await session.settled();
    await session.run("run");
    expect(session.services.script.trainings.map(({ resumeFrom }) => resumeFrom)).toEqual([null, interrupted, null]);
  });

  it("deploying sets up the monitor and the trigger by itself, and publishes the pipeline", async () => {
    const session = await openSession("digits");
    for (const name of ["run", "bundle", "evaluation", "endpoint"]) await session.run(name);
    expect(statuses(session, "model", "endpoint", "monitor", "trigger")).toEqual(["done", "done", "done", "done"]);
    const { stores, projectId } = session.services;
    const endpoint = await stores.endpoints.findEndpoint(projectId, "digits");
    expect(endpoint?.routes).toMatchObject([{ modelVersion: "1", percent: 100 }]);
    expect(endpoint?.world.playing).toBe(true);
    expect(endpoint?.pipelineVersionId).not.toBeNull();
    expect((await stores.registry.getModel(projectId, "digits")).aliases).toEqual({ champion: "1" });
    expect(await stores.triggers.listTriggers(projectId)).toMatchObject([{ promotion: "automatic", mode: "on-alert" }]);
  });
});

describe("staleness", () => {
  it("an edit marks what follows stale, says why, and undo makes it stand again", async () => {
    const session = await openSession("digits");
    await session.run("run");
    session.runtime.edit({ kind: "params", cellId: session.id("split"), params: { seed: 99 } });
    expect(session.state("split")).toMatchObject({ status: "stale", stale: { kind: "params-changed" } });
    expect(session.state("recipe")).toMatchObject({ stale: { kind: "input-stale", cellName: "split" } });
    session.runtime.undo();
    expect(statuses(session, "split", "recipe", "run")).toEqual(["done", "done", "done"]);
    session.runtime.redo();
    await session.run("split");
    expect(session.state("run")).toMatchObject({ status: "stale" });
  });

  it("run stale brings steps up to date but never touches a live resource", async () => {
    const session = await openSession("digits");
    for (const name of ["run", "bundle", "evaluation", "endpoint"]) await session.run(name);
    const { edges } = session.runtime.document;
    for (const cell of session.runtime.document.cells) {
      if (edges[cell.id] === "manual") session.runtime.edit({ kind: "edge", cellId: cell.id, mode: null });
    }
    const routes = session.services.script.calls.filter((call) => call === "reconcile").length;
    session.runtime.edit({ kind: "params", cellId: session.id("split"), params: { seed: 99 } });
    session.runtime.runStale();
    await session.settled();
    expect(statuses(session, "split", "recipe", "run", "bundle", "evaluation", "model")).toEqual(Array(6).fill("done"));
    expect(session.state("endpoint")).toMatchObject({ status: "stale", stale: { kind: "input-changed" } });
    expect(session.services.script.calls.filter((call) => call === "reconcile")).toHaveLength(routes);
  });

  it("another mode of promotion makes the trigger stale: the live one still has the old", async () => {
    const session = await openSession("digits");
    for (const name of ["run", "bundle", "evaluation", "endpoint"]) await session.run(name);
    session.runtime.edit({ kind: "edge", cellId: session.id("trigger"), mode: "approval" });
    expect(session.state("trigger")).toMatchObject({ status: "stale", stale: { kind: "params-changed" } });
    await session.run("trigger");
    const { stores, projectId } = session.services;
    expect(await stores.triggers.listTriggers(projectId)).toMatchObject([{ promotion: "approval" }]);
    expect(session.state("trigger").status).toBe("done");
  });

  it("a dataset cell offers newer data and holds what it was run on until a person takes them", async () => {
    const session = await openSession("digits");
    await session.run("run");
    const { services } = session;
    const held = session.state("data").result?.handle?.id ?? "";
    await services.data.buildRetrainingVersion({
      endpointId: asId("e"),
      datasetVersionId: asId(held),
      splitId: asId("s"),
      goal: {} as never,
      seed: 1,
      by: { actor: "trigger", cause: null, virtualMinute: null },
    });
    await session.runtime.refresh();
    expect(session.state("data")).toMatchObject({ status: "done", stale: null, newerData: { version: 2 } });
    session.runtime.edit({ kind: "params", cellId: session.id("run"), params: { epochs: 5 } });
    await session.run("run");
    await session.run("data");
    expect(session.state("data").result?.handle?.id).toBe(held);
    session.runtime.edit({ kind: "params", cellId: session.id("data"), params: { version: 2 } });
    expect(session.state("data")).toMatchObject({ status: "stale", stale: { kind: "params-changed" } });
    await session.run("data");
    expect(session.state("data")).toMatchObject({ status: "done", newerData: null });
    expect(session.state("data").result?.handle?.id).not.toBe(held);
  });
});

describe("failures, stop and reload", () => {
  it("a failed cell keeps its code and blocks what needs it", async () => {
    const session = await openSession("digits");
    session.services.script.fail = { fit: "recipe.no-features" };
    await session.run("run");
    expect(session.state("recipe")).toMatchObject({
      status: "failed",
      result: { error: { code: "recipe.no-features" } },
    });
    expect(session.state("run")).toMatchObject({ status: "idle", wait: { kind: "blocked", cellName: "recipe" } });
    session.services.script.fail = {};
    await session.run("run");
    expect(session.state("run")).toMatchObject({ status: "done", wait: null });
  });

  it("a training whose thread dies ends its run at once, as failed and interrupted, and may be gone on with", async () => {
    const session = await openSession("digits");
    const { stores, projectId, script } = session.services;
    const details = { worker: "training", reason: "ended" };
    script.beforeTrainEnds = () => Promise.reject(new AppError("worker.crashed", { details }));
    await session.run("run");
    const crashed = { code: "worker.crashed", details };
    expect(session.state("run")).toMatchObject({ status: "failed", result: { error: crashed } });
    expect(await stores.tracking.listRuns(projectId)).toMatchObject([
      { status: "FAILED", error: crashed, tags: { "ciclo.interrupted": "true" } },
    ]);
    script.beforeTrainEnds = async () => {};
    await session.run("run");
    const statuses = (await stores.tracking.listRuns(projectId)).map(({ status }) => status);
    expect(statuses.sort()).toEqual(["FAILED", "FINISHED"]);
  });

  it("stop ends a training at once, and its late result is dropped", async () => {
    const session = await openSession("digits");
    const late = gate();
    session.services.script.beforeTrainEnds = () => late.opened;
    session.runtime.runCell(session.id("run"));
    while (session.state("run").status !== "running") await new Promise((resolve) => setTimeout(resolve));
    session.runtime.stop(session.id("run"));
    expect(session.state("run").status).toBe("stopped");
    late.open();
    await session.settled();
    expect(session.state("run")).toMatchObject({ status: "stopped", result: { handle: null } });
  });

  it("after a reload what stands is done, and what was running is interrupted", async () => {
    const session = await openSession("digits");
    const never = gate();
    session.services.script.beforeTrainEnds = () => never.opened;
    session.runtime.runCell(session.id("run"));
    while (session.state("run").status !== "running") await new Promise((resolve) => setTimeout(resolve));
    // The page goes away without saying goodbye: no dispose.
    const { services, runtime } = session;
    const again = await openSession(runtime.document, { services });
    expect(statuses(again, "data", "split", "recipe", "run")).toEqual(["done", "done", "done", "interrupted"]);
  });

  it("what another tab finished is taken over, and what runs there is not", async () => {
    const session = await openSession("digits");
    await session.run("recipe");
    const other = await openSession(session.runtime.document, { services: session.services });
    const { notebooks } = session.services.stores;
    const results = () => notebooks.results(session.runtime.document.id);
    const late = gate();
    session.services.script.beforeTrainEnds = () => late.opened;
    session.runtime.runCell(session.id("run"));
    while (session.state("run").status !== "running") await new Promise((resolve) => setTimeout(resolve));
    await other.runtime.follow(await results());
    expect(other.state("run")).toMatchObject({ status: "idle", result: null });
    late.open();
    await session.settled();
    other.runtime.reload(await notebooks.getNotebook(session.runtime.document.id));
    await other.runtime.follow(await results());
    expect(other.state("run").result?.handle).toEqual(session.state("run").result?.handle);
  });

  it("edits are saved a moment later, and at the latest when the notebook closes", async () => {
    const session = await openSession("digits");
    const stored = (): Promise<NotebookDocument> =>
      session.services.stores.notebooks.getNotebook(session.runtime.document.id);
    session.runtime.edit({ kind: "title", title: "One" });
    expect((await stored()).title).not.toBe("One");
    session.timer.fire();
    await session.settled();
    expect((await stored()).title).toBe("One");
    session.runtime.edit({ kind: "title", title: "Two" });
    const again = await session.reopen();
    expect(again.runtime.document.title).toBe("Two");
  });

  it("what another tab has saved stays, beside what was typed here before and while it is saved", async () => {
    const session = await openSession("digits");
    const { notebooks } = session.services.stores;
    const before = session.runtime.document;
    const [first, second] = before.cells;
    session.runtime.edit({ kind: "title", title: "Mine" });
    const there = { ...before, cells: before.cells.map((cell) => (cell === first ? { ...cell, hidden: true } : cell)) };
    await notebooks.saveNotebook(there, before);
    session.runtime.reload(there);
    session.timer.fire();
    session.runtime.edit({ kind: "flags", cellId: second!.id, hidden: true });
    await session.settled();
    session.timer.fire();
    await session.settled();
    const document = await notebooks.getNotebook(before.id);
    expect(session.runtime.document).toEqual(document);
    expect([document.title, document.cells[0]?.hidden, document.cells[1]?.hidden]).toEqual(["Mine", true, true]);
  });

  it("a save that fails is shown, and nothing stops", async () => {
    const session = await openSession("digits");
    const { notebooks } = session.services.stores;
    const save = notebooks.saveNotebook;
    notebooks.saveNotebook = () => Promise.reject(new Error("disk"));
    session.runtime.edit({ kind: "title", title: "One" });
    session.timer.fire();
    await session.settled();
    expect(session.runtime.getSnapshot().saveError?.code).toBe("unexpected");
    notebooks.saveNotebook = save;
    session.runtime.edit({ kind: "title", title: "Two" });
    session.timer.fire();
    await session.settled();
    expect(session.runtime.getSnapshot().saveError).toBeNull();
  });

  it("progress alone is shown at the pace of the timer", async () => {
    const session = await openSession("digits");
    await session.run("recipe");
    const held = gate();
    session.services.script.beforeTrainEnds = () => held.opened;
    let snapshots = 0;
    session.runtime.runCell(session.id("run"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    session.runtime.subscribe(() => (snapshots += 1));
    expect(session.state("run").training?.curve).toEqual([]);
    session.timer.fire();
    expect(snapshots).toBe(1);
    expect(session.state("run").training?.curve).toHaveLength(20);
    held.open();
    await session.settled();
  });
});

describe("your own data", () => {
  it("somebody's own data wait for the question; its answer lets split and recipe follow by themselves", async () => {
    const session = await openSession("csv");
    session.runtime.runAll();
    await session.settled();
    expect(session.state("split").status).toBe("idle");
    const source = { kind: "file", fileName: "a.csv", sourceSha256: "0" };
    session.runtime.edit({ kind: "params", cellId: session.id("data"), params: { source } });
    await session.run("data");
    const goal = () => session.runtime.document.cells.find((cell) => cell.kind === "goal");
    expect(goal()).toMatchObject({ params: { target: "" } });
    expect(statuses(session, "data", "goal", "split", "recipe")).toEqual(["done", "idle", "idle", "idle"]);
    expect(session.state("split").wait).toEqual({ kind: "blocked", cellName: "goal" });
    expect(session.services.script.calls).not.toContain("split");

    session.runtime.edit({ kind: "params", cellId: session.id("goal"), params: { target: "label" } });
    await session.run("goal");
    expect(statuses(session, "goal", "split", "recipe")).toEqual(["done", "done", "done"]);
  });

  it("asked to train before the question is answered, nothing is trained and nothing fails", async () => {
    const session = await openSession("csv");
    const source = { kind: "file", fileName: "a.csv", sourceSha256: "0" };
    session.runtime.edit({ kind: "params", cellId: session.id("data"), params: { source } });
    await session.run("run");
    expect(session.state("run")).toMatchObject({ wait: { kind: "blocked", cellName: "goal" } });
    expect(session.services.script.trainings).toEqual([]);
    const failed = session.runtime.document.cells.filter(
      ({ id }) => session.runtime.getSnapshot().states[id]?.status === "failed",
    );
    expect(failed).toEqual([]);
  });

  it("a set that knows its goal brings it; a file whose column is gone asks again", async () => {
    const session = await openSession("csv");
    const choose = async (source: object) => {
      session.runtime.edit({ kind: "params", cellId: session.id("data"), params: { source } });
      await session.run("data");
    };
    const goal = () => session.runtime.document.cells.find((cell) => cell.kind === "goal");
    await choose({ kind: "builtin", name: "iris" });
    expect(goal()).toMatchObject({ params: { target: "label", task: "multiclass" } });
    session.runtime.edit({ kind: "params", cellId: session.id("goal"), params: { target: "gone" } });
    await choose({ kind: "file", fileName: "b.csv", sourceSha256: "1" });
    expect(goal()).toMatchObject({ params: { target: "" } });
  });
});

describe("code cells", () => {
  const document: NotebookDocument = {
    format: "ciclo-notebook",
    formatVersion: 1,
    id: asId("code-notebook"),
    title: "",
    origin: null,
    cells: [codeCell(asId("a"), "n<-"), codeCell(asId("b"), "m<-n")],
    edges: {},
  };
  const analyse = (source: string) => {
    const [defines = "", references = ""] = source.split("<-");
    return { defines: [defines], references: [references].filter(Boolean) };
  };
  const runner = (seen: CodeRunRequest[]) => ({
    run: async (request: CodeRunRequest) => {
      seen.push(request);
      const text: DisplayItem = { kind: "text", text: request.cell.id };
      request.onDisplay([text]);
      return { exports: { n: 41, m: 42 }, display: [text] };
    },
  });

  it("get the exports of the cells they name, and keep what they displayed", async () => {
    const session = await openSession(document, { analyse });
    const seen: CodeRunRequest[] = [];
    session.runtime.setCodeRunner(runner(seen));
    session.runtime.runAll();
    await session.settled();
    expect(seen.map((request) => request.scope)).toEqual([{}, { n: 41 }]);
    expect(session.runtime.getSnapshot().states["b"]).toMatchObject({
      status: "done",
      result: { display: [{ kind: "text", text: "b" }] },
    });
  });

  it("after a reload their values are made again when someone needs them", async () => {
    const first = await openSession(document, { analyse });
    first.runtime.setCodeRunner(runner([]));
    first.runtime.runAll();
    await first.settled();
    const again = await first.reopen();
    expect(again.runtime.getSnapshot().states["a"]?.status).toBe("done");
    const seen: CodeRunRequest[] = [];
    again.runtime.setCodeRunner(runner(seen));
    again.runtime.runCell(asId("b"));
    await again.settled();
    expect(seen.map((request) => request.cell.id)).toEqual(["a", "b"]);
  });
});
