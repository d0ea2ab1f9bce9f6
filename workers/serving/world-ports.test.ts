import { beforeAll, describe, expect, test } from "vitest";
import { TASKS, type Task } from "../../lib/data/goal";
import { writeIndices } from "../../lib/data/version/read-table";
import { newId, type SplitId } from "../../lib/ids";
import { BY_PERSON } from "../../lib/journal";
import { createWorldRunner } from "../../lib/monitoring/world/world-runner";
import { buildPackage } from "../../lib/packaging/build-package";
import { loadNodeRuntime } from "../../lib/packaging/onnxruntime/node";
import { openPackage } from "../../lib/packaging/open-package";
import type { PackageRuntime } from "../../lib/packaging/session";
import { createSessionCache } from "../../lib/serving/session-cache";
import { aMonitor, anEndpoint } from "../../lib/storage/testing/samples";
import { finishedRun } from "../../lib/testing/finished-run";
import { worldPorts } from "./world-ports";

let runtime: PackageRuntime;
beforeAll(async () => {
  runtime = await loadNodeRuntime();
});

/** An endpoint on a real package in real stores; the traffic draws from sixty rows. */
async function deployed(task: Task) {
  const finished = await finishedRun(task);
  const { stores, run, clock, split, version } = finished;
  const made = await buildPackage({
    stores,
    runtime,
    runId: run.id,
    projectId: run.projectId,
    by: BY_PERSON,
    clock,
  });
  const test = await writeIndices(
    stores.blobs,
    Uint32Array.from({ length: 60 }, (_, row) => 60 + row),
  );
  const wide = { ...split, id: newId<SplitId>(), parts: { ...split.parts, test } };
  await stores.datasets.saveSplit(wide);
  const base = anEndpoint();
  const endpoint = anEndpoint({
    routes: [{ packageDigest: made.digest, modelVersion: "1", percent: 100 }],
    world: { ...base.world, source: { datasetVersionId: version.id, splitId: wide.id } },
  });
  await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
  const reference = { datasetVersionId: version.id, splitId: split.id, seed: 7, rows: 1_000 };
  const monitor = aMonitor(endpoint.id, { reference, windowRows: 60 });
  await stores.monitors.saveMonitor(monitor, BY_PERSON);
  const sessions = createSessionCache(async (digest) => (await openPackage({ stores, runtime, digest })).session);
  const runner = createWorldRunner({ ports: worldPorts(stores, sessions), setTimer: () => () => undefined });
  return { stores, runner, endpoint, monitor, sessions };
}

describe("a world on stored packages and the real runtime", () => {
  for (const task of TASKS) {
    test(`serves a ${task} package with missing and unknown values, and scores it when labels arrive`, async () => {
      const { stores, runner, endpoint, monitor, sessions } = await deployed(task);
      await runner.advance(endpoint.id, 36);
      const windows = await stores.monitors.windows(monitor.id, 100);
      expect(windows.map(({ index, fromMinute, rows }) => [index, fromMinute, rows])).toEqual(
        [0, 1, 2, 3, 4, 5].map((index) => [index, index * 6 + 1, 60]),
      );
      const last = windows.at(-1);
      expect(last?.series["service.errorShare"]).toBe(0);
      expect(last?.series["quality.missingShare"]).toBeGreaterThan(0.05);
      const labelled = windows.filter(({ labelledRows }) => labelledRows === 60);
      expect(labelled.map(({ index }) => index)).toEqual([0, 1]);
      expect(last?.awaitedRows).toBe(60);
      expect(last?.prediction?.verdict).toMatch(/stable|drift/);
      const primary = labelled.at(-1)?.series["performance.primary"] ?? NaN;
      if (task === "regression") expect(primary).toBeLessThan(3);
      else expect(primary).toBeGreaterThan(0.8);
      expect((await stores.endpoints.getEndpoint(endpoint.id)).world.minute).toBe(36);
      await sessions.dispose();
    });
  }

  test("an alert moves the monitor's start, and a restart clears the log and plays the same again", async () => {
    const { stores, runner, endpoint, monitor, sessions } = await deployed("binary");
    const shift = { feature: "*", kind: "shift", strength: 3, ramp: 0, visible: true } as const;
    const scenario = await runner.inject(endpoint.id, shift, BY_PERSON);
    const at = scenario.injections[0]?.at ?? 0;
    await runner.advance(endpoint.id, 36);
    const [alert, ...others] = await stores.monitors.listAlerts(endpoint.projectId, endpoint.id);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ status: "open", modelVersion: "1" });
    expect(alert?.firedAtMinute).toBeGreaterThan(at);
    expect((await stores.monitors.getMonitor(monitor.id)).sinceMinute).toBe(alert?.firedAtMinute);
    const first = await stores.endpoints.batches(endpoint.id, 0, 100);
    await runner.restart(endpoint.id, scenario, BY_PERSON);
    expect(await stores.endpoints.batches(endpoint.id, 0, 100)).toEqual([]);
    await runner.advance(endpoint.id, 36);
    const again = await stores.endpoints.batches(endpoint.id, 0, 100);
    const untimed = (batches: typeof first) =>
      batches.flatMap(({ records }) => records.map(({ latencyMs: _latencyMs, ...record }) => record));
    expect(untimed(again)).toEqual(untimed(first));
    const alerts = await stores.monitors.listAlerts(endpoint.projectId, endpoint.id);
    expect(alerts.map(({ firedAtMinute }) => firedAtMinute)).toEqual([alert?.firedAtMinute, alert?.firedAtMinute]);
    await sessions.dispose();
  });
});
