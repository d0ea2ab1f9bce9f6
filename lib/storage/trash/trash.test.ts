import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { asId, newId, type DatasetId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { DeletableKind } from "../../notebook/services/trash";
import { createWorkspace } from "../backup/workspace";
import { freshStores } from "../testing/fresh";
import {
  handleOf,
  makeEndpoint,
  makeEvaluation,
  makeModelVersion,
  makeNotebook,
  makePackage,
  makePrepared,
  makeRun,
  makeVersion,
} from "../testing/household";
import { aPipelineRun, aRun, PROJECT } from "../testing/samples";

const DATASET = asId<DatasetId>("d".repeat(32));
const by = { by: BY_PERSON };
const thing = (kind: DeletableKind, id: string) => [{ kind, id }];

/** One data version, two runs of it; the first became v1 of the model «digits». */
async function household() {
  const fresh = freshStores();
  const { stores } = fresh;
  const version = await makeVersion(stores, DATASET);
  const prepared = await makePrepared(stores, version);
  const run = await makeRun(stores, version, prepared);
  const other = await makeRun(stores, version, prepared);
  const made = await makePackage(stores, run);
  const evaluation = await makeEvaluation(stores, made);
  const registered = await makeModelVersion(stores, evaluation, "digits");
  const notebook = await makeNotebook(stores, "Digits", [
    handleOf("dataset", version.id),
    handleOf("train", run.id),
    handleOf("package", made.digest),
    handleOf("register", "digits/1"),
  ]);
  return { ...fresh, version, run, other, made, evaluation, registered, notebook };
}

/** Everything that is stored, but the logs of what was done. */
async function dump({ database }: Pick<ReturnType<typeof freshStores>, "database">) {
  const tables = database.tables.filter(({ name }) => name !== "journal" && name !== "trash");
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table.name, await table.toArray()])));
}

describe("a deletion", () => {
  test("takes what stands on it, says so before, and comes back exactly as it was", async () => {
    const house = await household();
    const before = await dump(house);
    const what = thing("run", house.run.id);
    expect(await house.trash.plan(PROJECT, what)).toEqual({
      refusal: null,
      takes: [
        { kind: "packages", names: [house.made.digest.slice(0, 8)] },
        { kind: "evaluations", names: [house.evaluation.id.slice(0, 8)] },
        { kind: "versions", names: ["digits/1"] },
        { kind: "cells", names: ["Digits"] },
      ],
    });
    const deletion = await house.trash.remove(PROJECT, what, by);
    expect(deletion).toMatchObject({ name: house.run.name, things: what });
    expect(await house.stores.tracking.listRuns(PROJECT)).toEqual([house.other]);
    expect(await house.stores.registry.listModels(PROJECT)).toEqual([]);
    expect(await house.stores.packages.listPackages(PROJECT)).toEqual([]);
    expect((await house.stores.notebooks.results(house.notebook)).map(({ handle }) => handle?.kind)).toEqual([
      "dataset",
    ]);
    expect(await house.trash.bringBack(deletion.id, BY_PERSON)).toEqual([deletion]);
    expect(await dump(house)).toEqual(before);
    expect(await house.trash.last(PROJECT)).toBeNull();
  });

  test.each([
    ["a dataset", "dataset", () => DATASET, 0],
    ["a version of it", "dataset-version", (house) => house.version.id, 0],
    ["a model", "model", () => "digits", 2],
    ["a package", "package", (house) => house.made.digest, 2],
    ["a notebook", "notebook", (house) => house.notebook, 2],
  ] as const satisfies readonly (readonly [
    string,
    DeletableKind,
    (house: Awaited<ReturnType<typeof household>>) => string,
    number,
  ])[])("of %s goes and comes back whole", async (_name, kind, idOf, runsLeft) => {
    const house = await household();
    const before = await dump(house);
    const { id } = await house.trash.remove(PROJECT, thing(kind, idOf(house)), by);
    expect(await house.stores.tracking.listRuns(PROJECT)).toHaveLength(runsLeft);
    expect(await dump(house)).not.toEqual(before);
    await house.trash.bringBack(id, BY_PERSON);
    expect(await dump(house)).toEqual(before);
  });

  test("of the champion leaves its model without one, and gives it back", async () => {
    const house = await household();
    const second = await makeEvaluation(house.stores, await makePackage(house.stores, house.other));
    await makeModelVersion(house.stores, second, "digits");
    const before = await dump(house);
    const what = thing("model-version", "digits/2");
    expect((await house.trash.plan(PROJECT, what)).takes).toEqual([{ kind: "champion", names: ["digits"] }]);
    const { id } = await house.trash.remove(PROJECT, what, by);
    expect((await house.stores.registry.getModel(PROJECT, "digits")).aliases).toEqual({});
    await house.trash.bringBack(id, BY_PERSON);
    expect(await dump(house)).toEqual(before);
  });

  test("of an endpoint takes its log, monitor, trigger, alerts and retrainings, and frees what it served", async () => {
    const house = await household();
    const bare = await dump(house);
    const { endpoint } = await makeEndpoint(house.stores, house.registered, house.made, "digits");
    const before = await dump(house);
    const { id } = await house.trash.remove(PROJECT, thing("endpoint", endpoint.id), by);
    expect(await dump(house)).toEqual(bare);
    expect((await house.trash.plan(PROJECT, thing("dataset", DATASET))).refusal).toBeNull();
    await house.trash.bringBack(id, BY_PERSON);
    expect(await dump(house)).toEqual(before);
  });

  test.each([
    ["run", (house) => house.run.id],
    ["dataset", () => DATASET],
    ["package", (house) => house.made.digest],
    ["model", () => "digits"],
    ["model-version", () => "digits/1"],
  ] as const satisfies readonly (readonly [DeletableKind, (house: Awaited<ReturnType<typeof household>>) => string])[])(
    "of a %s that an endpoint answers with is refused by the endpoint's name, and changes nothing",
    async (kind, idOf) => {
      const house = await household();
      await makeEndpoint(house.stores, house.registered, house.made, "digits");
      const before = await dump(house);
      const refusal = { code: "trash.in-service", details: { endpoint: "digits" } };
      expect((await house.trash.plan(PROJECT, thing(kind, idOf(house)))).refusal).toMatchObject(refusal);
      await expect(house.trash.remove(PROJECT, thing(kind, idOf(house)), by)).rejects.toMatchObject(refusal);
      expect(await dump(house)).toEqual(before);
    },
  );

  test("of what trains, or of what a retraining uses, is refused", async () => {
    const house = await household();
    const running = aRun({ status: "RUNNING", name: "calm-owl", notebookId: house.notebook });
    await house.stores.tracking.createRun(running, BY_PERSON);
    for (const what of [thing("run", running.id), thing("notebook", house.notebook)]) {
      await expect(house.trash.remove(PROJECT, what, by)).rejects.toMatchObject({
        code: "trash.training",
        details: { run: "calm-owl" },
      });
    }
    const retraining = aPipelineRun({ overrides: { data: house.version.id } });
    await house.stores.pipelines.startRun(retraining, BY_PERSON);
    for (const what of [thing("dataset-version", house.version.id), thing("pipeline-run", retraining.id)]) {
      await expect(house.trash.remove(PROJECT, what, by)).rejects.toMatchObject({ code: "trash.retraining" });
    }
  });

  test("of what is gone already says so", async () => {
    const house = await household();
    await expect(house.trash.remove(PROJECT, thing("run", newId()), by)).rejects.toMatchObject({
      code: "trash.not-there",
    });
    expect(await house.trash.bringBack(newId(), BY_PERSON)).toEqual([]);
  });
});

describe("the way back", () => {
  test("brings along what was removed later and is stood on", async () => {
    const house = await household();
    const before = await dump(house);
    const run = await house.trash.remove(PROJECT, thing("run", house.run.id), by);
    const data = await house.trash.remove(PROJECT, thing("dataset", DATASET), by);
    expect(await house.trash.last(PROJECT)).toEqual(data);
    expect(await house.trash.bringBack(run.id, BY_PERSON)).toEqual([run, data]);
    expect(await dump(house)).toEqual(before);
  });

  test("leaves what was made anew since, and refuses an endpoint whose name is taken", async () => {
    const house = await household();
    const first = await makeEndpoint(house.stores, house.registered, house.made, "digits");
    const { id } = await house.trash.remove(PROJECT, thing("endpoint", first.endpoint.id), by);
    const second = await makeEndpoint(house.stores, house.registered, house.made, "digits");
    const before = await dump(house);
    await expect(house.trash.bringBack(id, BY_PERSON)).rejects.toMatchObject({
      code: "trash.name-taken",
      details: { name: "digits" },
    });
    expect(await dump(house)).toEqual(before);
    await house.trash.remove(PROJECT, thing("endpoint", second.endpoint.id), by);
    await house.trash.bringBack(id, BY_PERSON);
    expect(await house.stores.endpoints.listEndpoints(PROJECT)).toMatchObject([{ id: first.endpoint.id }]);
  });

  test("of a notebook that was begun anew makes the new one go", async () => {
    const house = await household();
    const fresh = await makeNotebook(house.stores, "Digits", []);
    const { id } = await house.trash.remove(PROJECT, thing("notebook", house.notebook), { ...by, replacedBy: fresh });
    await house.trash.bringBack(id, BY_PERSON);
    expect((await house.stores.notebooks.listNotebooks(PROJECT)).map((found) => found.id)).toEqual([house.notebook]);
    expect((await house.trash.last(PROJECT))?.things).toEqual(thing("notebook", fresh));
  });
});

describe("numbers of versions", () => {
  test("are never given twice, whatever is deleted and forgotten", async () => {
    const house = await household();
    await house.trash.remove(PROJECT, thing("dataset", DATASET), by);
    await house.trash.forget(Infinity);
    const version = await makeVersion(house.stores, DATASET);
    expect(version.version).toBe(2);
    const run = await makeRun(house.stores, version, await makePrepared(house.stores, version));
    const evaluation = await makeEvaluation(house.stores, await makePackage(house.stores, run));
    expect((await makeModelVersion(house.stores, evaluation, "digits")).version).toBe("2");
  });
});

describe("the bytes of what was deleted", () => {
  test("survive a backup and a restore, and go when the trash is forgotten", async () => {
    const house = await household();
    const { id: projectId } = await house.stores.notebooks.ensureProject();
    const chunk = await house.stores.blobs.put(new Uint8Array([1, 2, 3]));
    await house.database.datasetVersions.update(house.version.id, { columns: [{ name: "x", chunks: [chunk] }] });
    const before = await dump(house);
    const { id } = await house.trash.remove(PROJECT, thing("dataset", DATASET), by);
    const workspace = createWorkspace(house.database, { clock: house.clock });
    expect((await workspace.use()).byKind.find(({ kind }) => kind === "trash")?.bytes).toBeGreaterThan(3);
    await workspace.restore((await workspace.backup()).zip);
    await house.trash.bringBack(id, BY_PERSON);
    expect(await dump(house)).toEqual(before);
    expect(await house.stores.blobs.get(chunk)).toEqual(new Uint8Array([1, 2, 3]));

    await house.trash.remove(PROJECT, thing("dataset", DATASET), by);
    house.clock.advance(24 * 60 * 60 * 1_000);
    expect(await house.trash.forget(house.clock.nowMs() - 2 * 24 * 60 * 60 * 1_000)).toBe(0);
    await workspace.freeSpace();
    expect(await house.trash.last(projectId)).toBeNull();
    await expect(house.stores.blobs.get(chunk)).rejects.toMatchObject({ code: "storage.corrupt" });
  });
});
