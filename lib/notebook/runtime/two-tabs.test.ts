import { describe, expect, it } from "vitest";
import { memoryLocks, type TabLocks } from "../../tracking/testing/memory-locks";
import { fakeServices, type FakeServices } from "../../testing/fake-services";
import { openSession, type Session } from "../../testing/notebook-session";
import type { NotebookDocument } from "../document/document";

const turn = () => new Promise((resolve) => setTimeout(resolve));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

interface Tab extends Session {
  readonly locks: TabLocks;
  /** What the page does by itself when the store changes. */
  readonly look: () => Promise<void>;
}

/** Tabs of one browser: one store, locks of their own, trainings that end when the test says so. */
function browser() {
  const tabLocks = memoryLocks();
  const store = fakeServices();
  const ends: (() => void)[] = [];
  store.script.beforeTrainEnds = (signal) =>
    new Promise((resolve) => {
      ends.push(resolve);
      signal?.addEventListener("abort", () => resolve());
    });
  const endTraining = async (): Promise<void> => {
    await until(() => ends.length > 0);
    for (const end of ends.splice(0)) end();
  };
  const open = async (what: "digits" | NotebookDocument): Promise<Tab> => {
    const locks = tabLocks();
    const services: FakeServices = { ...store, locks };
    const session = await openSession(what, { services });
    const { notebooks } = store.stores;
    const look = async (): Promise<void> => {
      const { id } = session.runtime.document;
      session.runtime.reload(await notebooks.getNotebook(id));
      await session.runtime.follow(await notebooks.results(id));
    };
    return { ...session, locks, look };
  };
  return { open, store, endTraining };
}

/** Two tabs of one notebook; the first trains. */
async function oneTrains() {
  const { open, ...rest } = browser();
  const first = await open("digits");
  await first.run("recipe");
  const second = await open(first.runtime.document);
  first.runtime.runCell(first.id("run"));
  await until(() => rest.store.script.trainings.length === 1);
  await second.look();
  return { first, second, open, ...rest };
}

describe("two tabs of a notebook", () => {
  it("the one that does not train shows the cell as running elsewhere, and gets its result without a reload", async () => {
    const { first, second, endTraining } = await oneTrains();
    expect(first.state("run")).toMatchObject({ status: "running", runsIn: "here" });
    expect(second.state("run")).toMatchObject({ status: "running", runsIn: "elsewhere" });
    await endTraining();
    await first.settled();
    await second.look();
    await until(() => second.state("run").runsIn === null);
    expect(second.state("run")).toMatchObject({ status: "done", runsIn: null });
    expect(second.state("run").result?.handle).toEqual(first.state("run").result?.handle);
  });

  it("a tab that opens meanwhile says running, never interrupted", async () => {
    const { first, open } = await oneTrains();
    const third = await open(first.runtime.document);
    expect(third.state("run")).toMatchObject({ status: "running", runsIn: "elsewhere" });
  });

  it("the other cannot train the cell: not by its button, not by what needs it, not by resuming or running all", async () => {
    const { second, store } = await oneTrains();
    const id = second.id("run");
    const refusal = expect.objectContaining({ code: "notebook.runs-elsewhere" }) as Error;
    expect(() => second.runtime.runCell(id)).toThrow(refusal);
    expect(() => second.runtime.runCell(id, { kind: "resume", runId: "r" as never })).toThrow(refusal);
    second.runtime.runAll();
    await second.settled();
    await second.run("bundle");
    expect(second.state("bundle")).toMatchObject({ status: "idle", wait: { kind: "blocked", cellName: "run" } });
    expect(store.script.trainings).toHaveLength(1);
  });

  it("what the training blocked can go on when its result has arrived", async () => {
    const { first, second, endTraining } = await oneTrains();
    await second.run("bundle");
    await endTraining();
    await first.settled();
    await second.look();
    await until(() => second.state("run").runsIn === null);
    expect(second.state("bundle").wait).toBeNull();
    await second.run("bundle");
    expect(second.state("bundle").status).toBe("done");
  });

  it("two that are asked at the same moment train once", async () => {
    const { open, store, endTraining } = browser();
    const first = await open("digits");
    await first.run("recipe");
    const second = await open(first.runtime.document);
    first.runtime.runCell(first.id("run"));
    second.runtime.runCell(second.id("run"));
    await until(() => store.script.trainings.length > 0 && second.state("run").runsIn === "elsewhere");
    await endTraining();
    await first.settled();
    await second.settled();
    expect(store.script.trainings).toHaveLength(1);
    await second.look();
    expect(second.state("run").status).toBe("done");
  });

  it("when the tab that trains goes away, the other says interrupted, and can train", async () => {
    const { first, second, store, endTraining } = await oneTrains();
    first.locks.die();
    await until(() => second.state("run").runsIn === null);
    expect(second.state("run").status).toBe("interrupted");
    const { tracking } = store.stores;
    let status = "RUNNING";
    while (status === "RUNNING") {
      await turn();
      status = (await tracking.listRuns(store.projectId))[0]?.status ?? "";
    }
    expect(status).toBe("KILLED");
    second.runtime.runCell(second.id("run"));
    await until(() => store.script.trainings.length === 2);
    await endTraining();
    await second.settled();
    expect(second.state("run")).toMatchObject({ status: "done", runsIn: null });
  });

  it("a training that was stopped in one tab is stopped in the other, and may be run there", async () => {
    const { first, second, store, endTraining } = await oneTrains();
    first.runtime.stop();
    await second.look();
    await until(() => second.state("run").runsIn === null);
    expect(second.state("run").status).toBe("stopped");
    second.runtime.runCell(second.id("run"));
    await until(() => store.script.trainings.length === 2);
    await first.look();
    expect(first.state("run")).toMatchObject({ status: "running", runsIn: "elsewhere" });
    await endTraining();
    await second.settled();
  });

  it("a cell that is stopped and run again at once does not meet itself", async () => {
    const { first, store, endTraining } = await oneTrains();
    first.runtime.stop();
    first.runtime.runCell(first.id("run"));
    await until(() => store.script.trainings.length === 2);
    expect(first.state("run")).toMatchObject({ status: "running", runsIn: "here" });
    await endTraining();
    await first.settled();
    expect(first.state("run").status).toBe("done");
  });
});
