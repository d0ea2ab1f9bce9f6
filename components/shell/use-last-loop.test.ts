import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { fullWorkspace } from "@/lib/storage/testing/full-workspace";
import { lastLoop } from "./use-last-loop";

it("the rail of every page stands, whichever record of the last notebook cannot be used", async () => {
  const { stores, database, projectId } = await fullWorkspace();
  const [notebook] = await stores.notebooks.listNotebooks(projectId);
  const [version] = await stores.datasets.listVersions(projectId);
  const { cells } = await stores.notebooks.getNotebook(notebook!.id);
  const { id: cellId } = cells.find(({ kind }) => kind === "dataset")!;
  const handle = { kind: "dataset", id: version!.id, digest: version!.contentSha256 } as const;
  const done = {
    outcome: "done",
    fingerprint: "{}",
    error: null,
    display: [],
    finishedAtMs: 1,
    durationMs: 5,
  } as const;
  await stores.notebooks.saveResult(notebook!.id, { ...done, cellId, handle });
  const named = await lastLoop({ stores, locks: null }, projectId);
  expect(JSON.stringify(named)).toContain(`v${version!.version}`);

  await database.datasetVersions.put({ ...version!, rowCount: 1e308 });
  await database.endpoints.toCollection().modify({ routes: null as never });
  const stops = named.stops.map(({ key }) => key);
  expect((await lastLoop({ stores, locks: null }, projectId)).stops.map(({ key }) => key)).toEqual(stops);
});
