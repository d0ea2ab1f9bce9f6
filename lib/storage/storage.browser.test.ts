import { liveQuery } from "dexie";
import { afterEach, expect, test, vi } from "vitest";
import { manualClock } from "../clock";
import { newId } from "../ids";
import { BY_PERSON } from "../journal";
import { onOutdated, openDatabase } from "./database/database";
import { openStores } from "./stores";
import { freshStores } from "./testing/fresh";
import { aBatch, anEndpoint, aRun, aStep, PROJECT } from "./testing/samples";
import { createWorkspace } from "./backup/workspace";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Waits for the first value of a live query that satisfies the predicate. */
function live<T>(query: () => Promise<T>, enough: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => {
        if (!enough(value)) return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve(value);
      },
      error: reject,
    });
  });
}

test("bytes, typed arrays and NaN come back from the browser's own IndexedDB", async () => {
  const { stores } = freshStores();
  const digest = await stores.blobs.put(new Uint8Array(200_000).fill(7));
  expect((await stores.blobs.get(digest)).every((byte) => byte === 7)).toBe(true);
  const run = aRun({ metrics: { loss: NaN } });
  await stores.tracking.createRun(run, BY_PERSON);
  expect(await stores.tracking.getRun(run.id)).toEqual(run);
});

test("a write of one connection reaches a live query of another", async () => {
  const { stores, databaseName } = freshStores();
  const other = openStores(manualClock(), { databaseName });
  const endpoint = anEndpoint();
  await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
  const seen = live(
    () => other.endpoints.listEndpoints(PROJECT),
    (endpoints) => endpoints.some((found) => found.world.minute === 9),
  );
  await stores.monitors.passMinutes(aStep(endpoint.id, { batches: [aBatch(endpoint.id, 9)] }));
  expect((await seen).map((found) => found.id)).toEqual([endpoint.id]);
});

test("two connections that write the same run lose nothing", async () => {
  const { stores, databaseName } = freshStores();
  const other = openStores(manualClock(), { databaseName });
  const run = aRun();
  await stores.tracking.createRun(run, BY_PERSON);
  await Promise.all(
    Array.from({ length: 20 }, (_, step) =>
      (step % 2 ? stores : other).tracking.logMetrics(run.id, [{ key: `m${step}`, step, value: step, timestampMs: 0 }]),
    ),
  );
  expect(Object.keys((await other.tracking.getRun(run.id)).metrics)).toHaveLength(20);
});

test("a full disk is storage.quota-exceeded, and what was stored stays", async () => {
  const { stores } = freshStores();
  const kept = await stores.blobs.put(new Uint8Array([1]));
  vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await expect(stores.blobs.put(new Uint8Array([2]))).rejects.toMatchObject({ code: "storage.quota-exceeded" });
  vi.restoreAllMocks();
  expect(await stores.blobs.get(kept)).toEqual(new Uint8Array([1]));
});

test("a newer tab that upgrades the database tells this one, and is not blocked by it", async () => {
  const { database, databaseName } = freshStores();
  await database.open();
  const outdated = vi.fn();
  onOutdated(database, outdated);
  const upgraded = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1_000);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("open failed"));
  });
  upgraded.close();
  expect(outdated).toHaveBeenCalledOnce();
  await expect(openDatabase(databaseName).open()).rejects.toMatchObject({ code: "storage.newer-version" });
});

test("a backup goes through the browser and back", async () => {
  const here = freshStores();
  const project = await here.stores.notebooks.ensureProject();
  const digest = await here.stores.blobs.put(new Uint8Array([4, 2]));
  const { zip } = await createWorkspace(here.database, { clock: here.clock }).backup();
  const there = freshStores(`restored-${newId()}`);
  const workspace = createWorkspace(there.database, { clock: there.clock, keeper: navigator.storage });
  await workspace.restore(zip);
  expect((await there.stores.notebooks.ensureProject()).id).toBe(project.id);
  expect(await there.stores.blobs.get(digest)).toEqual(new Uint8Array([4, 2]));
  expect((await workspace.use()).quotaBytes).toBeGreaterThan(0);
});
