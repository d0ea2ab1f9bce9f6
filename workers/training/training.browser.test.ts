import { afterAll, describe, expect, it } from "vitest";
import { newId, type RunId } from "../../lib/ids";
import { BY_PERSON } from "../../lib/journal";
import { openStores } from "../../lib/storage/stores";
import { reapInterrupted } from "../../lib/tracking/liveness";
import { runLockName } from "../../lib/tracking/run";
import { storedClouds } from "../../lib/tracking/testing/stored-clouds";
import type { TrainRequest } from "../../lib/tracking/train-request";
import type { TrainEvent } from "../../lib/tracking/train-run";
import type { TrainParams } from "../../lib/training/model-spec";
import { trainParams } from "../../lib/training/testing/fit-to-end";
import { connectTraining } from "./training.client";
import { wallClock } from "../wall-clock";
import { webLocks } from "../web-locks";

const stores = openStores(wallClock);
const training = connectTraining();
afterAll(() => training.dispose());

async function request(params: Partial<TrainParams>): Promise<TrainRequest> {
  const { projectId, goal, recipe } = await storedClouds("binary", stores);
  return {
    ...{ runId: newId<RunId>(), projectId, experiment: "clouds", runName: "r", recipeId: recipe.id, goal },
    params: trainParams({ epochs: 3, ...params }),
    ...{ reuseBackend: null, resumeFrom: null },
    ...{ notebookId: null, cellId: null, pipelineRunId: null, notebookJson: "{}", by: BY_PERSON },
  };
}

describe("the training worker", () => {
  it("trains on a pinned backend, reports as it goes and leaves a finished run", async () => {
    const events: TrainEvent[] = [];
    const run = await training.train(await request({ backend: "wasm" }), { onEvent: (event) => events.push(event) });
    expect(run).toMatchObject({ status: "FINISHED", backend: { chosen: "wasm", reason: "pinned" } });
    expect(events.filter((event) => event.kind === "epoch").length).toBe(3);
    expect((await stores.tracking.getRun(run.id)).status).toBe("FINISHED");
  });

  it("holds the run's lock while it trains; a cancel ends it as KILLED and frees the lock", async () => {
    const controller = new AbortController();
    const wanted = await request({ backend: "wasm", epochs: 1_000_000 });
    const locks = webLocks();
    let freeWhileTraining: boolean | undefined;
    const reaped: unknown[] = [];
    const onEvent = async (event: TrainEvent) => {
      if (event.kind !== "epoch" || freeWhileTraining !== undefined) return;
      freeWhileTraining = false;
      freeWhileTraining = (await locks?.isFree(runLockName(wanted.runId))) ?? true;
      reaped.push(...(await reapInterrupted({ ...stores, locks, clock: wallClock, projectId: wanted.projectId })));
      controller.abort();
    };
    const job = training.train(wanted, { signal: controller.signal, onEvent: (event) => void onEvent(event) });
    await expect(job).rejects.toMatchObject({ code: "cancelled" });
    expect(freeWhileTraining).toBe(false);
    expect(reaped).toEqual([]);
    expect((await stores.tracking.getRun(wanted.runId)).status).toBe("KILLED");
    expect(await locks?.isFree(runLockName(wanted.runId))).toBe(true);
  });

  it("leaves a run that a restart marks as interrupted when its thread is ended", async () => {
    const own = connectTraining();
    const wanted = await request({ backend: "wasm", epochs: 1_000_000 });
    // The second epoch waits until the checkpoint of the first is saved.
    const secondEpoch = new Promise<void>((resolve, reject) => {
      own
        .train(wanted, { onEvent: (event) => event.kind === "epoch" && event.epoch === 2 && resolve() })
        .catch((error: unknown) => reject(error as Error));
    });
    await secondEpoch;
    own.dispose();
    const ports = { ...stores, locks: webLocks(), clock: wallClock, projectId: wanted.projectId };
    await expect.poll(() => webLocks()?.isFree(runLockName(wanted.runId))).toBe(true);
    const reaped = await reapInterrupted(ports);
    expect(reaped.map((run) => run.id)).toEqual([wanted.runId]);
    expect(reaped[0]).toMatchObject({ status: "KILLED", tags: { "ciclo.interrupted": "true" } });
    expect(reaped[0]!.artifacts.map(({ path }) => path)).toContain("checkpoint/weights.bin");
  });

  it("says on which backends it could train, and why not on the others", async () => {
    const choice = await training.probe();
    const outcome = Object.fromEntries(choice.measurements.map((line) => [line.backend, line.outcome]));
    expect(outcome).toMatchObject({ "compiled-wasm": "measured", wasm: "measured", cpu: "measured" });
    expect(choice.measurements.map(({ backend }) => backend)).toContain(choice.chosen);
  });
});
