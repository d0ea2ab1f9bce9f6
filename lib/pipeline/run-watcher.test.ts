import { describe, expect, it } from "vitest";
import { asId, newId, type EndpointId, type PipelineRunId } from "../ids";
import { BY_PERSON } from "../journal";
import { fakeServices } from "../testing/fake-services";
import { memoryLocks } from "../tracking/testing/memory-locks";
import type { PipelineRun } from "./pipeline";
import { createRunWatcher } from "./run-watcher";
import { pipelineLockName } from "./trigger-watcher";

const endpointId = asId<EndpointId>("endpoint");
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
};

/** A run of another tab, and a watcher in this one. */
async function watched(patch: Partial<PipelineRun>) {
  const tab = memoryLocks();
  const [there, here] = [tab(), tab()];
  const services = fakeServices();
  const { pipelines } = services.stores;
  const { projectId } = services;
  const run: PipelineRun = {
    id: newId<PipelineRunId>(),
    ...{ projectId, endpointId, pipelineVersionId: asId("version"), overrides: {}, gateVersionId: null },
    ...{ trigger: "manual", alertId: null, actor: "person", status: "running", phase: "training", outcome: null },
    ...{ cellResults: {}, gate: null, canary: null, challengerVersion: null, startedAtMs: 0, endedAtMs: null },
    ...{ error: null, ...patch },
  };
  await pipelines.startRun(run, BY_PERSON);
  await there.claim(pipelineLockName(endpointId));
  let resumed = 0;
  const watcher = createRunWatcher({
    environment: () => ({
      ...{ services, projectId, signal: new AbortController().signal },
      waitForWindows: async () => [],
    }),
    locks: here,
    onResumed: () => (resumed += 1),
  });
  const look = async () => void watcher.runsChanged(await pipelines.listRuns(projectId));
  return { there, look, stored: () => pipelines.getRun(run.id), resumed: () => resumed };
}

describe("pipeline runs of other tabs", () => {
  it("are never called interrupted while their tab lives, and are once it is gone", async () => {
    const { there, look, stored, resumed } = await watched({});
    await look();
    await look();
    await turns();
    expect((await stored()).status).toBe("running");
    there.die();
    await turns();
    expect((await stored()).status).toBe("interrupted");
    expect(resumed()).toBe(1);
  });

  it("that wait for a person are nobody's work", async () => {
    const { there, look, stored, resumed } = await watched({ status: "waiting" });
    there.die();
    await look();
    await turns();
    expect((await stored()).status).toBe("waiting");
    expect(resumed()).toBe(0);
  });

  it("end with the reason when they cannot go on: a canary whose endpoint is gone is no canary for ever", async () => {
    const { there, look, stored } = await watched({ status: "canary", phase: "canary" });
    there.die();
    await look();
    await turns();
    expect(await stored()).toMatchObject({ status: "failed", error: { code: "endpoint.not-found" } });
  });
});
