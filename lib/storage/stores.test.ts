import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { asId, newId, type RunId, type Sha256 } from "../ids";
import { BY_PERSON } from "../journal";
import { codeCell } from "../notebook/document/defaults";
import type { ModelPackage } from "../packaging/package";
import { EMPTY_SCENARIO } from "../serving/scenario";
import { freshStores } from "./testing/fresh";
import {
  aBatch,
  aMonitor,
  anAlert,
  anEndpoint,
  anEvaluation,
  aNotebook,
  aPackage,
  aPipelineRun,
  aRun,
  aStep,
  aVersion,
  aWindow,
  digestOf,
  PROJECT,
} from "./testing/samples";

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: { code?: string }) => error.code,
  );

describe("blobs", () => {
  test("the same bytes twice keep one copy under their SHA-256", async () => {
    const { stores, database } = freshStores();
    const first = await stores.blobs.put(new Uint8Array([1, 2, 3]));
    const second = await stores.blobs.put(new Uint8Array([1, 2, 3]));
    expect(first).toBe("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    expect(second).toBe(first);
    expect(await database.blobs.count()).toBe(1);
    expect(await stores.blobs.get(first)).toEqual(new Uint8Array([1, 2, 3]));
  });

  test("a view is stored without the buffer behind it", async () => {
    const { stores, database } = freshStores();
    const digest = await stores.blobs.put(new Uint8Array(1_000).subarray(10, 14));
    expect((await database.blobs.get(digest))?.bytes.buffer.byteLength).toBe(4);
  });

  test("bytes that are gone are storage.corrupt", async () => {
    const { stores } = freshStores();
    expect(await codeOf(stores.blobs.get(digestOf("0")))).toBe("storage.corrupt");
  });
});

describe("datasets", () => {
  test("versions are counted within their dataset, and the same content and parents are the same version", async () => {
    const { stores } = freshStores();
    const first = await stores.datasets.addVersion(aVersion(), BY_PERSON);
    const again = await stores.datasets.addVersion(aVersion(), BY_PERSON);
    const child = await stores.datasets.addVersion(aVersion({ parents: [first.id] }), BY_PERSON);
    const other = await stores.datasets.addVersion(aVersion({ datasetId: newId() }), BY_PERSON);
    expect([first.version, again.id, child.version, other.version]).toEqual([1, first.id, 2, 1]);
    expect((await stores.datasets.latestVersion(first.datasetId))?.id).toBe(child.id);
    expect(await stores.journal.list(PROJECT, { subject: first.id })).toMatchObject([
      { command: "dataset.version", actor: "person", atMs: 1_000, details: { version: 1, message: "first" } },
    ]);
  });

  test("versions added at the same time get different numbers", async () => {
    const { stores } = freshStores();
    const added = await Promise.all(
      ["1", "2", "3", "4"].map((digit) =>
        stores.datasets.addVersion(aVersion({ contentSha256: digestOf(digit) }), BY_PERSON),
      ),
    );
    expect(added.map((version) => version.version).sort()).toEqual([1, 2, 3, 4]);
  });

  test("a dataset's name is taken once", async () => {
    const { stores } = freshStores();
    const [a, b] = await Promise.all([
      stores.datasets.createDataset({ projectId: PROJECT, name: "iris" }),
      stores.datasets.createDataset({ projectId: PROJECT, name: "iris" }),
    ]);
    expect(a.id).toBe(b.id);
    expect((await stores.datasets.findDataset(PROJECT, "iris"))?.id).toBe(a.id);
    expect(await stores.datasets.findDataset(PROJECT, "wine")).toBeNull();
    expect(await codeOf(stores.datasets.getVersion(newId()))).toBe("data.version-not-found");
  });
});

describe("tracking", () => {
  test("experiment ids are decimal strings counted up", async () => {
    const { stores } = freshStores();
    const ids = [];
    for (const name of ["a", "b", "a", "c"]) ids.push((await stores.tracking.ensureExperiment(PROJECT, name)).id);
    expect(ids).toEqual(["1", "2", "1", "3"]);
  });

  test("metrics keep their history and the run their last values, NaN too", async () => {
    const { stores } = freshStores();
    const run = aRun();
    await stores.tracking.createRun(run, BY_PERSON);
    const point = (step: number, value: number) => ({ key: "loss", step, value, timestampMs: step });
    await stores.tracking.logMetrics(run.id, [point(0, 2), point(1, 1)]);
    await stores.tracking.logMetrics(run.id, [point(2, NaN), { ...point(0, 5), key: "loss2" }]);
    const history = await stores.tracking.metricHistory(run.id, "loss");
    expect(history.map((found) => [found.step, found.value])).toEqual([
      [0, 2],
      [1, 1],
      [2, NaN],
    ]);
    expect((await stores.tracking.getRun(run.id)).metrics).toEqual({ loss: NaN, loss2: 5 });
  });

  test("writers at the same time do not lose each other's part of a run", async () => {
    const { stores } = freshStores();
    const run = aRun();
    await stores.tracking.createRun(run, BY_PERSON);
    const artifact = (path: string) => ({ path, digest: digestOf("6"), sizeBytes: 1 });
    await Promise.all([
      stores.tracking.addArtifact(run.id, artifact("a")),
      stores.tracking.addArtifact(run.id, artifact("b")),
      stores.tracking.updateRun(run.id, { tags: { note: "x" } }),
      stores.tracking.logMetrics(run.id, [{ key: "m", step: 0, value: 1, timestampMs: 0 }]),
    ]);
    const saved = await stores.tracking.getRun(run.id);
    expect(saved.artifacts.map((found) => found.path).sort()).toEqual(["a", "b"]);
    expect([saved.tags, saved.metrics]).toEqual([{ note: "x" }, { m: 1 }]);
  });

  test("a run finishes once", async () => {
    const { stores } = freshStores();
    const run = aRun();
    await stores.tracking.createRun(run, BY_PERSON);
    const end = { status: "FINISHED", endTimeMs: 20, error: null } as const;
    await stores.tracking.finishRun(run.id, end, BY_PERSON);
    expect(await codeOf(stores.tracking.finishRun(run.id, { ...end, status: "KILLED" }, BY_PERSON))).toBe(
      "run.illegal-transition",
    );
    expect((await stores.tracking.getRun(run.id)).status).toBe("FINISHED");
    const commands = (await stores.journal.list(PROJECT, { subject: run.id })).map((entry) => entry.command);
    expect(commands).toEqual(["run.finish", "run.start"]);
    expect(await codeOf(stores.tracking.getRun(newId<RunId>()))).toBe("run.not-found");
  });
});

describe("packages, evaluations and the registry", () => {
  test("saving a package twice journals it once", async () => {
    const { stores } = freshStores();
    const made = aPackage();
    await stores.packages.savePackage(made, BY_PERSON);
    await stores.packages.savePackage(made, BY_PERSON);
    expect(await stores.packages.listPackages(PROJECT)).toEqual([made]);
    expect(await stores.journal.list(PROJECT)).toHaveLength(1);
    expect(await codeOf(stores.packages.getPackage(digestOf("7")))).toBe("package.not-found");
  });

  test("an evaluation comes back as it was", async () => {
    const { stores } = freshStores();
    const evaluation = anEvaluation();
    await stores.evaluations.saveEvaluation(evaluation, BY_PERSON);
    expect(await stores.evaluations.getEvaluation(evaluation.id)).toEqual(evaluation);
    expect(await codeOf(stores.evaluations.getEvaluation(newId()))).toBe("storage.corrupt");
  });

  test("a digest is registered once per model, and versions pass ten in order", async () => {
    const { stores } = freshStores();
    const register = (digit: number) =>
      stores.registry.registerVersion(
        {
          projectId: PROJECT,
          modelName: "m",
          packageDigest: asId(digit.toString(16).padStart(64, "0")),
          runId: newId(),
          evaluationId: null,
          tags: {},
        },
        BY_PERSON,
      );
    for (let digit = 1; digit <= 11; digit++) await register(digit);
    expect((await register(3)).version).toBe("3");
    const versions = await stores.registry.listModelVersions(PROJECT, "m");
    expect(versions.map((found) => found.version).slice(0, 3)).toEqual(["11", "10", "9"]);
  });

  test("moving an alias journals from, to and why, and an unknown version changes nothing", async () => {
    const { stores } = freshStores();
    const version = { projectId: PROJECT, modelName: "m", runId: newId<RunId>(), evaluationId: null, tags: {} };
    await stores.registry.registerVersion({ ...version, packageDigest: digestOf("1") }, BY_PERSON);
    await stores.registry.registerVersion({ ...version, packageDigest: digestOf("2") }, BY_PERSON);
    const move = (to: string | null, reason: "first-version" | "rolled-back") =>
      stores.registry.setAlias(
        { projectId: PROJECT, modelName: "m", alias: "champion", version: to, reason },
        BY_PERSON,
      );
    await move("1", "first-version");
    await move("2", "rolled-back");
    expect(await codeOf(move("9", "rolled-back"))).toBe("registry.model-not-found");
    expect((await stores.registry.getModel(PROJECT, "m")).aliases).toEqual({ champion: "2" });
    const [last] = await stores.journal.list(PROJECT, { subject: "m", limit: 1 });
    expect(last).toMatchObject({
      command: "alias.set",
      subjects: ["m", "m/2", digestOf("2")],
      details: { modelName: "m", alias: "champion", from: "1", to: "2", reason: "rolled-back" },
    });
    await move(null, "rolled-back");
    expect((await stores.registry.getModel(PROJECT, "m")).aliases).toEqual({});
  });
});

describe("endpoints and monitors", () => {
  test("new routes keep the old ones, mark the minute and quiet the monitor", async () => {
    const { stores } = freshStores();
    const endpoint = anEndpoint();
    await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    await stores.monitors.saveMonitor(aMonitor(endpoint.id), BY_PERSON);
    await stores.monitors.passMinutes(aStep(endpoint.id, { batches: [aBatch(endpoint.id, 12)] }));
    const routes = [{ packageDigest: digestOf("8"), modelVersion: "2", percent: 100 }];
    const after = await stores.endpoints.setRoutes(
      endpoint.id,
      { routes, rollout: { kind: "all-at-once" } },
      BY_PERSON,
    );
    expect(after).toMatchObject({ routes, previousRoutes: endpoint.routes, routedAtMinute: 12 });
    expect((await stores.monitors.findMonitor(endpoint.id))?.sinceMinute).toBe(12);
    const [entry] = await stores.journal.list(PROJECT, { subject: digestOf("8") });
    expect(entry?.details).toMatchObject({ from: "v1 100", to: "v2 100" });
  });

  test("a step moves the world's clock to its last minute, and one that began elsewhere is not stored", async () => {
    const { stores } = freshStores();
    const endpoint = anEndpoint();
    await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    const pass = (afterMinute: number, ...minutes: readonly number[]) => {
      const batches = minutes.map((minute) => aBatch(endpoint.id, minute));
      return stores.monitors.passMinutes(aStep(endpoint.id, { afterMinute, batches }));
    };
    expect([await pass(0, 1, 2), await pass(2, 3), await pass(2, 3, 4), await pass(9, 10)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect((await stores.endpoints.getEndpoint(endpoint.id)).world.minute).toBe(3);
    const batches = await stores.endpoints.batches(endpoint.id, 1, 3);
    expect(batches.map((batch) => batch.minute)).toEqual([1, 2]);
  });

  test.each(["batches", "windows", "alerts", "journal"] as const)(
    "a step that dies while it writes %s leaves the minute, the log, the windows and the alerts as they were",
    async (table) => {
      const { stores, database } = freshStores();
      const endpoint = anEndpoint();
      const monitor = aMonitor(endpoint.id);
      await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
      await stores.monitors.saveMonitor(monitor, BY_PERSON);
      const everything = () => Promise.all(database.tables.map((stored) => stored.toArray()));
      const before = await everything();
      const dies = () => {
        throw new DOMException("killed", "AbortError");
      };
      const step = aStep(endpoint.id, {
        batches: [1, 2].map((minute) => aBatch(endpoint.id, minute)),
        windows: [aWindow(monitor, 0)],
        alert: anAlert(monitor),
      });
      database.table(table).hook("creating", dies);
      await expect(stores.monitors.passMinutes(step)).rejects.toMatchObject({ code: "storage.unavailable" });
      expect(await everything()).toEqual(before);
      database.table(table).hook("creating").unsubscribe(dies);
      expect(await stores.monitors.passMinutes(step)).toBe(true);
      expect((await stores.endpoints.getEndpoint(endpoint.id)).world.minute).toBe(2);
    },
  );

  test("restarting the world clears its log and windows and leaves other endpoints alone", async () => {
    const { stores } = freshStores();
    const [endpoint, other] = [anEndpoint(), anEndpoint({ name: "other" })];
    const monitor = aMonitor(endpoint.id);
    for (const made of [endpoint, other]) await stores.endpoints.createEndpoint(made, BY_PERSON);
    await stores.monitors.saveMonitor(monitor, BY_PERSON);
    const brought = { windows: [aWindow(monitor, 0)], alert: anAlert(monitor) };
    await stores.monitors.passMinutes(aStep(endpoint.id, { ...brought, batches: [aBatch(endpoint.id, 4)] }));
    await stores.monitors.passMinutes(aStep(other.id, { batches: [aBatch(other.id, 4)] }));
    const scenario = { ...EMPTY_SCENARIO, seed: 99 };
    const after = await stores.endpoints.resetWorld(endpoint.id, scenario, BY_PERSON);
    expect(after.world).toMatchObject({ minute: 0, scenario });
    expect(await stores.endpoints.batches(endpoint.id, 0, 100)).toEqual([]);
    expect(await stores.monitors.windows(monitor.id, 10)).toEqual([]);
    expect(await stores.endpoints.batches(other.id, 0, 100)).toHaveLength(1);
    expect(await stores.monitors.listAlerts(PROJECT)).toMatchObject([{ status: "dismissed" }]);
  });

  test("an injected scenario is journalled, other changes of the world are not", async () => {
    const { stores } = freshStores();
    const endpoint = anEndpoint();
    await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    await stores.endpoints.updateWorld(endpoint.id, { playing: false });
    const injection = { at: 5, feature: "*", kind: "shift", strength: 2, ramp: 0, visible: true } as const;
    await stores.endpoints.updateWorld(endpoint.id, { scenario: { ...EMPTY_SCENARIO, injections: [injection] } });
    const commands = (await stores.journal.list(PROJECT)).map((entry) => entry.command);
    expect(commands).toEqual(["scenario.inject", "endpoint.create"]);
    expect((await stores.endpoints.getEndpoint(endpoint.id)).world.playing).toBe(false);
  });

  test("the last windows come oldest first, and an alert is journalled", async () => {
    const { stores } = freshStores();
    const endpoint = anEndpoint();
    const monitor = aMonitor(endpoint.id);
    await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    const windows = [0, 1, 2, 3, 10].map((index) => aWindow(monitor, index));
    const alert = anAlert(monitor);
    await stores.monitors.passMinutes(aStep(endpoint.id, { windows, alert }));
    const last = await stores.monitors.windows(monitor.id, 3);
    expect(last.map((window) => window.index)).toEqual([2, 3, 10]);
    await stores.monitors.updateAlert(alert.id, { status: "handled", pipelineRunId: asId("p") });
    expect(await stores.monitors.listAlerts(PROJECT)).toMatchObject([{ status: "handled", pipelineRunId: "p" }]);
    expect(await stores.journal.list(PROJECT)).toMatchObject([
      { command: "alert.fire", actor: "trigger" },
      { command: "endpoint.create" },
    ]);
  });
});

describe("pipelines", () => {
  test("publishing the same document again returns the version that exists", async () => {
    const { stores } = freshStores();
    const document = aNotebook();
    const version = (digit: string) => ({
      id: newId<never>(),
      projectId: PROJECT,
      notebookId: document.id,
      document,
      digest: digestOf(digit),
      handles: {},
      createdAtMs: 1,
    });
    const first = await stores.pipelines.publish(version("1"), BY_PERSON);
    const same = await stores.pipelines.publish(version("1"), BY_PERSON);
    const second = await stores.pipelines.publish(version("2"), BY_PERSON);
    expect([first.version, same.id, second.version]).toEqual([1, first.id, 2]);
    expect((await stores.pipelines.latestPipelineVersion(document.id))?.version).toBe(2);
    expect(await codeOf(stores.pipelines.getPipelineVersion(newId()))).toBe("pipeline.not-published");
  });

  test("two alerts during a run start nothing", async () => {
    const { stores } = freshStores();
    const endpointId = newId<NonNullable<ReturnType<typeof aPipelineRun>["endpointId"]>>();
    const first = aPipelineRun({ endpointId });
    await stores.pipelines.startRun(first, BY_PERSON);
    expect(await codeOf(stores.pipelines.startRun(aPipelineRun({ endpointId }), BY_PERSON))).toBe("pipeline.busy");
    await stores.pipelines.finishRun(first.id, { status: "done", outcome: "promoted", endedAtMs: 5 }, BY_PERSON);
    await stores.pipelines.startRun(aPipelineRun({ endpointId }), BY_PERSON);
    expect(await stores.pipelines.listRuns(PROJECT)).toHaveLength(2);
  });

  test("a gate's verdict is journalled once, with both operands", async () => {
    const { stores } = freshStores();
    const run = aPipelineRun();
    await stores.pipelines.startRun(run, BY_PERSON);
    const contender = (version: string, accuracy: number) => ({
      version,
      gateSet: { accuracy },
      originalTest: { accuracy },
    });
    const gate = {
      verdict: "blessed",
      metric: "accuracy",
      challenger: contender("2", 0.95),
      champion: contender("1", 0.7),
      checks: [],
      gateRows: 60,
    } as const;
    await stores.pipelines.updateRun(run.id, { gate, phase: "canary" });
    await stores.pipelines.updateRun(run.id, { phase: "finished" });
    const verdicts = (await stores.journal.list(PROJECT)).filter((entry) => entry.command === "gate.verdict");
    expect(verdicts).toMatchObject([
      { actor: "trigger", details: { verdict: "blessed", challenger: 0.95, champion: 0.7, gateRows: 60 } },
    ]);
  });
});

describe("notebooks", () => {
  test("the project is made once, even by two first starts at the same time", async () => {
    const { stores } = freshStores();
    const [a, b] = await Promise.all([stores.notebooks.ensureProject(), stores.notebooks.ensureProject()]);
    expect(a.id).toBe(b.id);
    expect(await stores.journal.list(a.id)).toHaveLength(1);
  });

  test("what two tabs save of one notebook is kept from both", async () => {
    const { stores } = freshStores();
    const base = aNotebook();
    await stores.notebooks.createNotebook(PROJECT, base, BY_PERSON);
    const cell = codeCell(newId(), "1 + 1");
    const titled = { ...base, title: "new" };
    expect(await stores.notebooks.saveNotebook(titled, base)).toBe(titled);
    const both = await stores.notebooks.saveNotebook({ ...base, cells: [cell] }, base);
    expect(both).toEqual({ ...base, title: "new", cells: [cell] });
    expect(await stores.notebooks.getNotebook(base.id)).toEqual(both);
  });

  test("a deleted notebook is not brought back by a late save", async () => {
    const { stores, trash } = freshStores();
    const document = aNotebook();
    await stores.notebooks.createNotebook(PROJECT, document, BY_PERSON);
    await stores.notebooks.saveNotebook({ ...document, title: "new" }, document);
    expect(await stores.notebooks.listNotebooks(PROJECT)).toMatchObject([{ title: "new", cellCount: 0 }]);
    await trash.remove(PROJECT, [{ kind: "notebook", id: document.id }], { by: BY_PERSON });
    expect(await codeOf(stores.notebooks.saveNotebook(document, document))).toBe("notebook.not-found");
    expect(await stores.notebooks.results(document.id)).toEqual([]);
  });

  test("a cell's result replaces the one before", async () => {
    const { stores } = freshStores();
    const document = aNotebook();
    await stores.notebooks.createNotebook(PROJECT, document, BY_PERSON);
    const result = {
      cellId: newId<never>(),
      outcome: "done",
      handle: null,
      fingerprint: "f",
      error: null,
      display: [],
      finishedAtMs: 1,
      durationMs: 2,
    } as const;
    await stores.notebooks.saveResult(document.id, result);
    await stores.notebooks.saveResult(document.id, { ...result, outcome: "failed" });
    expect(await stores.notebooks.results(document.id)).toEqual([{ ...result, outcome: "failed" }]);
    await stores.notebooks.removeResult(document.id, result.cellId);
    expect(await stores.notebooks.results(document.id)).toEqual([]);
  });
});

describe("the journal", () => {
  test("is newest first, keeps its order within one millisecond, and keeps projects apart", async () => {
    const { stores } = freshStores();
    const entry = (subject: string, projectId = PROJECT) => ({
      projectId,
      actor: "person" as const,
      command: "cell.run" as const,
      subjects: [subject],
      cause: null,
      virtualMinute: null,
      details: {},
    });
    for (const subject of ["a", "b", "a"]) await stores.journal.append(entry(subject));
    await stores.journal.append(entry("a", asId("other")));
    expect((await stores.journal.list(PROJECT)).map((found) => found.subjects[0])).toEqual(["a", "b", "a"]);
    expect(await stores.journal.list(PROJECT, { subject: "a" })).toHaveLength(2);
    expect(await stores.journal.list(PROJECT, { limit: 1 })).toHaveLength(1);
  });

  test("a change that fails leaves no entry", async () => {
    const { stores } = freshStores();
    const endpoint = anEndpoint();
    await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    await expect(stores.endpoints.createEndpoint(endpoint, BY_PERSON)).rejects.toMatchObject({
      code: "storage.duplicate",
    });
    expect(await stores.journal.list(PROJECT)).toHaveLength(1);
  });
});

describe("a name serves one contract", () => {
  const signature = (target: string): ModelPackage["signature"] => ({
    task: "binary",
    inputMode: "columns",
    inputs: [{ name: "age", type: "double" }],
    target,
    classes: ["no", "yes"],
  });
  const version = { projectId: PROJECT, modelName: "loans", runId: newId<RunId>(), evaluationId: null, tags: {} };

  async function twoPackages() {
    const { stores } = freshStores();
    const [loans, species] = [digestOf("1"), digestOf("2")];
    await stores.packages.savePackage(aPackage({ digest: loans, signature: signature("default") }), BY_PERSON);
    await stores.packages.savePackage(aPackage({ digest: species, signature: signature("species") }), BY_PERSON);
    return { stores, loans, species };
  }

  test("a registered model refuses a version that predicts something else, and keeps what it has", async () => {
    const { stores, loans, species } = await twoPackages();
    await stores.registry.registerVersion({ ...version, packageDigest: loans }, BY_PERSON);
    await expect(
      stores.registry.registerVersion({ ...version, packageDigest: species }, BY_PERSON),
    ).rejects.toMatchObject({ code: "registry.other-target", details: { serves: "default", found: "species" } });
    expect(await stores.registry.listModelVersions(PROJECT)).toHaveLength(1);
  });

  test("a route refuses it too, whoever changes the routes, but takes back what it has served", async () => {
    const { stores, loans, species } = await twoPackages();
    const route = (packageDigest: Sha256) => ({ packageDigest, modelVersion: "1", percent: 100 });
    const endpoint = anEndpoint({ routes: [route(loans)], previousRoutes: [] });
    await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
    const rollout = { kind: "all-at-once" } as const;
    for (const routes of [[route(species)], [route(loans), route(species)]]) {
      await expect(stores.endpoints.setRoutes(endpoint.id, { routes, rollout }, BY_PERSON)).rejects.toMatchObject({
        code: "registry.other-target",
      });
    }
    expect(await stores.endpoints.getEndpoint(endpoint.id)).toEqual(endpoint);
  });
});
