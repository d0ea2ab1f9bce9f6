import "fake-indexeddb/auto";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { BY_PERSON } from "../../journal";
import { SWEEP_AGE_MS } from "./sweep";
import { freshStores } from "../testing/fresh";
import { aBatch, aMonitor, anEndpoint, aNotebook, aRun, aStep, aVersion, aWindow } from "../testing/samples";
import { createWorkspace } from "./workspace";

type Fresh = ReturnType<typeof freshStores>;

const workspaceOf = ({ database, clock }: Fresh) => createWorkspace(database, { clock });

/** A project with a dataset, a diverged run and a notebook. */
async function filled() {
  const fresh = freshStores();
  const { stores } = fresh;
  const { id: projectId } = await stores.notebooks.ensureProject();
  const chunk = await stores.blobs.put(new Uint8Array([5, 6, 7]));
  const version = aVersion({ projectId, columns: [{ name: "x", chunks: [chunk] }] });
  await stores.datasets.addVersion(version, BY_PERSON);
  const run = aRun({ projectId, metrics: { loss: NaN } });
  await stores.tracking.createRun(run, BY_PERSON);
  const document = aNotebook();
  await stores.notebooks.createNotebook(projectId, document, BY_PERSON);
  return { ...fresh, workspace: workspaceOf(fresh), projectId, chunk, version, run, document };
}

async function dump({ database }: Fresh) {
  const tables = await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const));
  return Object.fromEntries(tables.filter(([name]) => name !== "blobInfo"));
}

describe("backup and restore", () => {
  test("another browser gets everything back, byte for byte and NaN for NaN", async () => {
    const here = await filled();
    const { zip } = await here.workspace.backup();
    const there = freshStores();
    await there.stores.notebooks.ensureProject();
    await workspaceOf(there).restore(zip);
    const { journal, ...restored } = await dump(there);
    const { journal: before, ...original } = await dump(here);
    expect(restored).toEqual(original);
    expect(journal?.slice(0, -1)).toEqual(before);
    expect(journal?.at(-1)).toMatchObject({ command: "backup.restore", projectId: here.projectId });
    expect(await there.stores.blobs.get(here.chunk)).toEqual(new Uint8Array([5, 6, 7]));
  });

  test.each([
    ["bytes that are no zip", "backup.foreign", () => new Blob([new Uint8Array([1, 2, 3])])],
    ["an empty zip", "backup.foreign", () => asBlob(zipSync({}))],
    ["a zip of something else", "backup.foreign", () => asBlob(zipSync({ "manifest.json": utf8('{"format":"x"}') }))],
    ["a zip that ends too early", "backup.cut", (zip: Blob) => zip.slice(0, zip.size - 30)],
    ["a changed table", "backup.damaged", (zip: Blob) => changed(zip, "runs.jsonl", "quiet-fox", "loud-fox")],
    ["a lost blob", "backup.damaged", (zip: Blob) => without(zip, "blobs/")],
    ["a lost table", "backup.damaged", (zip: Blob) => without(zip, "notebooks.jsonl")],
    ["a lost manifest", "backup.damaged", (zip: Blob) => without(zip, "manifest.json")],
    ["flipped bits", "backup.damaged", flipped],
  ])("%s is %s and changes nothing", async (_name, code, broken) => {
    const here = await filled();
    const before = await dump(here);
    const zip = await broken((await here.workspace.backup()).zip);
    await expect(here.workspace.restore(zip)).rejects.toMatchObject({ code });
    expect(await dump(here)).toEqual(before);
  });

  test("a record that is wrong keeps nothing else from being saved: it lies in the copy apart, and is named", async () => {
    const here = await filled();
    await here.database.runs.put({ ...here.run, status: "DREAMING" as never });
    const { zip, apart } = await here.workspace.backup();
    expect(apart).toEqual([{ table: "runs", record: here.run.id, member: "status" }]);
    const files = await filesOf(zip);
    expect(new TextDecoder().decode(files["apart/runs.jsonl"])).toContain("DREAMING");
    const there = freshStores();
    await workspaceOf(there).restore(zip);
    const { runs, notebooks } = await dump(there);
    expect([runs, notebooks]).toEqual([[], (await dump(here))["notebooks"]]);
  });

  test("data whose bytes are lost or are others keep nothing else from being saved", async () => {
    const here = await filled();
    await here.database.blobs.put({ digest: here.chunk, bytes: new Uint8Array([9]) });
    const { zip, apart } = await here.workspace.backup();
    expect(apart).toEqual([{ table: "datasetVersions", record: here.version.id, member: `blobs/${here.chunk}` }]);
    await here.database.blobs.clear();
    expect((await here.workspace.backup()).apart).toEqual(apart);
    await here.workspace.restore(zip);
    expect((await dump(here))["runs"]).toHaveLength(1);
  });

  test("a backup from a newer Ciclo is refused", async () => {
    const here = await filled();
    const zip = await changed(
      (await here.workspace.backup()).zip,
      "manifest.json",
      /"schemaVersion": \d+/,
      '"schemaVersion": 999',
    );
    await expect(here.workspace.restore(zip)).rejects.toMatchObject({ code: "storage.newer-version" });
  });

  test("a restore that fails in the middle leaves everything as it was", async () => {
    const here = await filled();
    const { zip } = await here.workspace.backup();
    const before = await dump(here);
    here.database.notebooks.hook("creating", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(here.workspace.restore(zip)).rejects.toMatchObject({ code: "storage.quota-exceeded" });
    expect(await dump(here)).toEqual(before);
  });
});

describe("a browser", () => {
  test("is emptied of everything", async () => {
    const here = await filled();
    await here.workspace.empty();
    expect(Object.values(await dump(here)).flat()).toEqual([]);
    expect(await here.database.blobInfo.count()).toBe(0);
  });

  test("forgets the bytes of before, and keeps those that the backup brings", async () => {
    const here = await filled();
    const { zip } = await here.workspace.backup();
    const later = await here.stores.blobs.put(new Uint8Array([1, 1, 1]));
    await here.workspace.restore(zip);
    await expect(here.stores.blobs.get(later)).rejects.toMatchObject({ code: "storage.corrupt" });
    expect(await here.stores.blobs.get(here.chunk)).toHaveLength(3);
  });
});

describe("free space", () => {
  test("removes bytes that nothing names and keeps those of datasets and of their sketches", async () => {
    const here = await filled();
    const loose = await here.stores.blobs.put(new Uint8Array(1_000));
    const sketches = await here.stores.blobs.put(new Uint8Array(20));
    await here.stores.datasets.keepSketches(here.version.id, sketches);
    here.clock.advance(SWEEP_AGE_MS + 1);
    expect(await here.workspace.freeSpace()).toEqual({ freedBytes: 1_000 });
    await expect(here.stores.blobs.get(loose)).rejects.toMatchObject({ code: "storage.corrupt" });
    expect(await here.stores.blobs.get(here.chunk)).toHaveLength(3);
    expect(await here.stores.blobs.get(sketches)).toHaveLength(20);
  });

  test("spares young bytes, whose owner may be about to be written, also when stored again", async () => {
    const here = await filled();
    const bytes = new Uint8Array(50);
    await here.stores.blobs.put(bytes);
    here.clock.advance(SWEEP_AGE_MS + 1);
    const digest = await here.stores.blobs.put(bytes);
    expect(await here.workspace.freeSpace()).toEqual({ freedBytes: 0 });
    expect(await here.stores.blobs.get(digest)).toHaveLength(50);
  });

  test("removes traffic from before the last windows", async () => {
    const here = await filled();
    const endpoint = anEndpoint({ projectId: here.projectId });
    const monitor = aMonitor(endpoint.id);
    await here.stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    await here.stores.monitors.saveMonitor(monitor, BY_PERSON);
    for (let index = 0; index < 25; index++) {
      const [batches, windows] = [[aBatch(endpoint.id, index * 20)], [aWindow(monitor, index)]];
      const afterMinute = Math.max(0, index - 1) * 20;
      await here.stores.monitors.passMinutes(aStep(endpoint.id, { afterMinute, batches, windows }));
    }
    const { freedBytes } = await here.workspace.freeSpace();
    expect(freedBytes).toBeGreaterThan(0);
    const minutes = (await here.stores.endpoints.batches(endpoint.id, 0, 1_000)).map((batch) => batch.minute);
    expect([minutes[0], minutes.length]).toEqual([100, 20]);
  });
});

describe("storage use", () => {
  test("says what bytes are for, and null where the browser does not say", async () => {
    const here = await filled();
    const digest = await here.stores.blobs.put(new Uint8Array(5_000));
    await here.stores.tracking.addArtifact(here.run.id, { path: "weights", digest, sizeBytes: 5_000 });
    const use = await here.workspace.use();
    expect(use).toMatchObject({ usedBytes: null, quotaBytes: null, persisted: null });
    expect(use.byKind[0]?.kind).toBe("runs");
    expect(use.byKind.find((entry) => entry.kind === "datasets")?.bytes).toBe(3);
    expect(await here.workspace.persist()).toBe(false);
  });

  test("asks the browser where it can be asked", async () => {
    const { database, clock } = freshStores();
    const keeper = {
      estimate: () => Promise.resolve({ usage: 10, quota: 100 }),
      persisted: () => Promise.resolve(false),
      persist: () => Promise.resolve(true),
    };
    const workspace = createWorkspace(database, { clock, keeper });
    expect(await workspace.use()).toMatchObject({ usedBytes: 10, quotaBytes: 100, persisted: false });
    expect(await workspace.persist()).toBe(true);
  });
});

const utf8 = (text: string) => new TextEncoder().encode(text);
const asBlob = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const filesOf = async (zip: Blob) => unzipSync(new Uint8Array(await zip.arrayBuffer()));

async function changed(zip: Blob, path: string, from: string | RegExp, to: string): Promise<Blob> {
  const files = await filesOf(zip);
  return asBlob(zipSync({ ...files, [path]: utf8(new TextDecoder().decode(files[path]).replace(from, to)) }));
}

async function without(zip: Blob, start: string): Promise<Blob> {
  return asBlob(
    zipSync(Object.fromEntries(Object.entries(await filesOf(zip)).filter(([path]) => !path.startsWith(start)))),
  );
}

/** The first file's content is another. */
async function flipped(zip: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await zip.arrayBuffer());
  // A local header: 30 bytes, whose last four are the lengths of the name and of what follows it.
  const [name, extra] = new Uint16Array(bytes.slice(26, 30).buffer);
  bytes[30 + name! + extra!]! ^= 0xff;
  return asBlob(bytes);
}
