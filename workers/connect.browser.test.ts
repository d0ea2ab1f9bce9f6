import { afterEach, describe, expect, it } from "vitest";
import type { AppError } from "../lib/errors";
import { connectWorker, type WorkerConnection } from "./connect";
import type { StuntApi } from "./testing/stunt.api";

const spawnStunt = () => new Worker(new URL("./testing/stunt.worker.ts", import.meta.url), { type: "module" });
const open: WorkerConnection<StuntApi>[] = [];

function connect(
  spawn: () => Worker = spawnStunt,
  onDeath: (error: AppError) => void = () => undefined,
): WorkerConnection<StuntApi> {
  const connection = connectWorker<StuntApi>({ name: "stunt", spawn, onDeath });
  open.push(connection);
  return connection;
}

afterEach(() => open.splice(0).forEach((connection) => connection.dispose()));

describe("connectWorker", () => {
  it("starts the worker at the first call only", async () => {
    let spawned = 0;
    const connection = connect(() => {
      spawned++;
      return spawnStunt();
    });
    expect(spawned).toBe(0);
    expect(await Promise.all([connection.call((api) => api.echo(1)), connection.call((api) => api.echo(2))])).toEqual([
      1, 2,
    ]);
    expect(spawned).toBe(1);
  });

  it("carries the code and details of an AppError across", async () => {
    await expect(connect().call((api) => api.refuse("age"))).rejects.toMatchObject({
      name: "AppError",
      code: "data.column-missing",
      details: { column: "age" },
    });
  });

  it("carries a foreign error across as unexpected", async () => {
    await expect(connect().call((api) => api.stumble())).rejects.toMatchObject({ code: "unexpected" });
  });

  it.each(["crash", "vanish"] as const)(
    "rejects what is pending when the thread dies by %s, and starts anew",
    async (way) => {
      const connection = connect();
      const other = connection.call((api) => api.waitDeaf("other"));
      const reason = way === "crash" ? "error" : "ended";
      const dead = { code: "worker.crashed", details: { worker: "stunt", reason } };
      await Promise.all([
        expect(other).rejects.toMatchObject(dead),
        expect(connection.call((api) => api[way]())).rejects.toMatchObject(dead),
      ]);
      expect(await connection.call((api) => api.echo(3))).toBe(3);
    },
  );

  it("tells of a thread that dies while nobody asks anything, and nothing of one that is let go", async () => {
    const deaths: unknown[] = [];
    const connection = connect(spawnStunt, (error) => deaths.push(error.details["reason"]));
    await connection.call((api) => api.echo(1));
    await connection.call((api) => api.vanishSoon());
    await expect.poll(() => deaths).toEqual(["ended"]);
    expect(await connection.call((api) => api.echo(2))).toBe(2);
    connection.dispose();
    expect(deaths).toEqual(["ended"]);
  });

  it("says that a script did not load", async () => {
    const connection = connect(
      () => new Worker(new URL("./testing/no-such.worker.ts?gone", location.href), { type: "module" }),
    );
    await expect(connection.call((api) => api.echo(1))).rejects.toMatchObject({ code: "worker.load-failed" });
  });

  it("cancels a job that listens, and keeps the worker", async () => {
    let spawned = 0;
    const connection = connect(() => {
      spawned++;
      return spawnStunt();
    });
    const controller = new AbortController();
    const job = connection.job(
      { signal: controller.signal, onProgress: () => controller.abort() },
      (api, { id, onProgress }) => api.waitPolitely(id, onProgress),
    );
    await expect(job).rejects.toMatchObject({ code: "cancelled" });
    expect(await connection.call((api) => api.echo(4))).toBe(4);
    expect(spawned).toBe(1);
  });

  it("ends a worker that ignores a cancel, and with it what else was pending", async () => {
    const connection = connect();
    await connection.call((api) => api.echo(0));
    const controller = new AbortController();
    const deaf = connection.job({ signal: controller.signal }, (api, { id }) => api.waitDeaf(id));
    const other = connection.call((api) => api.waitDeaf("other"));
    // Messages keep their order: when this answers, the job has reached the worker.
    await connection.call((api) => api.echo(0));
    controller.abort();
    await Promise.all([
      expect(deaf).rejects.toMatchObject({ code: "cancelled" }),
      expect(other).rejects.toMatchObject({ code: "worker.crashed" }),
    ]);
    expect(await connection.call((api) => api.echo(5))).toBe(5);
  });

  it("does not start a worker for a job that is cancelled already", async () => {
    const connection = connect(() => {
      throw new Error("must not spawn");
    });
    const job = connection.job({ signal: AbortSignal.abort() }, (api) => api.echo(1));
    await expect(job).rejects.toMatchObject({ code: "cancelled" });
  });

  it("case 25: does not hear what a job says behind its end", async () => {
    const connection = connect();
    for (let time = 0; time < 20; time++) {
      const states: string[] = [];
      const job = connection.job({ onProgress: () => states.push("running") }, (api, { onProgress }) =>
        api.speakLate(onProgress),
      );
      states.push(await job);
      await new Promise((resolve) => setTimeout(resolve, 40));
      expect(states.at(-1)).toBe("result");
    }
  });

  it("rejects what is pending when it is disposed", async () => {
    const connection = connect();
    await connection.call((api) => api.echo(0));
    const pending = connection.call((api) => api.waitDeaf("x"));
    connection.dispose();
    await expect(pending).rejects.toMatchObject({ code: "cancelled" });
  });
});
