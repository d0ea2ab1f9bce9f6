import { expect, it } from "vitest";
import { manualClock } from "../clock";
import { asId } from "../ids";
import { HEARTBEAT_TAG, reapInterrupted } from "./liveness";
import type { LockPort } from "./lock";
import { runLockName } from "./run";
import { aRun } from "./testing/a-run";
import { memoryTracking } from "./testing/memory-tracking";

const projectId = asId<ReturnType<typeof aRun>["projectId"]>("project");

it("marks a running run whose lock is free as interrupted, and leaves a live one alone", async () => {
  const dead = aRun({ name: "dead", tags: { kept: "yes" } });
  const live = aRun({ name: "live" });
  const done = aRun({ name: "done", status: "FINISHED" });
  const tracking = memoryTracking([dead, live, done]);
  const locks: Pick<LockPort, "isFree"> = { isFree: async (name) => name !== runLockName(live.id) };
  const reaped = await reapInterrupted({ tracking, locks, clock: manualClock(99), projectId });
  expect(reaped.map((run) => run.name)).toEqual(["dead"]);
  expect(await tracking.getRun(dead.id)).toMatchObject({
    status: "KILLED",
    endTimeMs: 99,
    error: null,
    tags: { kept: "yes", "ciclo.interrupted": "true" },
  });
  expect((await tracking.getRun(live.id)).status).toBe("RUNNING");
  expect((await tracking.getRun(done.id)).status).toBe("FINISHED");
});

it("goes by the heartbeat where there are no locks", async () => {
  const silent = aRun({ name: "silent", startTimeMs: 0 });
  const beating = aRun({ name: "beating", startTimeMs: 0, tags: { [HEARTBEAT_TAG]: "50000" } });
  const tracking = memoryTracking([silent, beating]);
  const reaped = await reapInterrupted({ tracking, locks: null, clock: manualClock(61_000), projectId });
  expect(reaped.map((run) => run.name)).toEqual(["silent"]);
});
