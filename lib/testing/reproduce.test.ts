/** Reproducing a run, on the real product in Node. */
import { describe, expect, it } from "vitest";
import { asId, newId, type CellId } from "../ids";
import { BY_PERSON } from "../journal";
import { applyEdit } from "../notebook/document/edits";
import type { StageKind } from "../notebook/document/document";
import { restoreRun } from "../notebook/document/restore-run";
import { openNotebook } from "../notebook/runtime/open-notebook";
import type { NotebookRuntime } from "../notebook/runtime/runtime";
import { starterNotebook } from "../notebook/templates/starter";
import { ARTIFACTS } from "../tracking/artifacts";
import { reproductionOf, type Repeated } from "../tracking/reproduction";
import { TAGS, type Run } from "../tracking/run";
import { DEFAULT_CSV_OPTIONS } from "../data/version/dataset";
import { nodeServices, type NodeServices } from "./node-services";
import { settled } from "./starter-loop";
import { caseFile } from "./table-loop";

const FILE = "17-class-labels-that-are-numbers.csv";

describe("reproducing a run", () => {
  it("brings back its data, split, recipe and options, and gives the same bits", async () => {
    const { runtime, services, id, edit, train } = await open();
    const first = await train();
    expect(restored(runtime, await notebookOf(services, first), first)?.edits).toEqual([]);

    await importAs(services, FILE, (text) => text.split("\n").slice(0, 100).join("\n"));
    edit("dataset", { version: 2 });
    edit("split", { seed: 99 });
    edit("train", { epochs: 3 });
    const second = await train();
    expect(second.inputs[0]?.version).toBe(2);
    const other = reproductionOf(await repeated(services, first), await repeated(services, second));
    expect(other).toEqual({ kind: "other-inputs", inputs: ["data", "split", "recipe", "options"] });

    const restoration = restored(runtime, await notebookOf(services, first), first)!;
    expect(restoration.edits.map(({ cell }) => cell.kind)).toEqual(["dataset", "split", "train"]);
    for (const { kind, cellId, params } of restoration.edits) runtime.edit({ kind, cellId, params });
    runtime.runCell(id("train"), { kind: "reproduce", runId: first.id });
    await settled(runtime);
    const again = await lastRun(runtime, services, id("train"));
    expect(again.tags[TAGS.reproduces]).toBe(first.id);
    expect(again.id).not.toBe(first.id);
    expect(reproductionOf(await repeated(services, first), await repeated(services, again))).toEqual({
      kind: "identical",
    });
    expect((await train()).tags[TAGS.reproduces]).toBeUndefined();
    await runtime.dispose();
  });

  it("is not offered where a cell that the run needs is gone", async () => {
    const { runtime, services, id, train } = await open();
    const first = await train();
    runtime.edit({ kind: "remove", cellId: id("split") });
    expect(restored(runtime, await notebookOf(services, first), first)).toBeNull();
    await runtime.dispose();
  });
});

/** A notebook of its own file, trained for a moment on the reproducible engine. */
async function open() {
  const services = nodeServices();
  const { id: projectId } = await services.stores.notebooks.ensureProject();
  const source = await importAs(services, FILE);
  const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
  const starter = starterNotebook("csv", ids);
  const id = (kind: StageKind): CellId => starter.cells.find((cell) => cell.kind === kind)!.id;
  const params = {
    dataset: { source, datasetName: FILE },
    goal: { target: "turno", task: "multiclass", metric: "accuracy", minimum: 0.9 },
    train: { reproducible: true, epochs: 5 },
  } as const;
  const document = Object.entries(params).reduce(
    (made, [kind, change]) => applyEdit(made, { kind: "params", cellId: id(kind as StageKind), params: change }),
    starter,
  );
  await services.stores.notebooks.createNotebook(projectId, document, BY_PERSON);
  const runtime = await openNotebook({ services, notebookId: document.id, timer: { after: () => () => undefined } });
  const edit = (kind: StageKind, change: Readonly<Record<string, unknown>>) =>
    runtime.edit({ kind: "params", cellId: id(kind), params: change });
  const train = async (): Promise<Run> => {
    runtime.runCell(id("train"));
    await settled(runtime);
    return lastRun(runtime, services, id("train"));
  };
  return { services, runtime, id, edit, train };
}

async function importAs(services: NodeServices, name: string, change: (text: string) => string = (text) => text) {
  const { id: projectId } = await services.stores.notebooks.ensureProject();
  const file = new Blob([change((await caseFile(name)).toString())]);
  const { sourceSha256 } = await services.data.ingestFile(file, name);
  const source = { kind: "file", sourceSha256, fileName: name } as const;
  const request = { projectId, datasetName: name, source, csv: DEFAULT_CSV_OPTIONS, message: "", by: BY_PERSON };
  await services.data.importDataset(request);
  return source;
}

async function lastRun(runtime: NotebookRuntime, services: NodeServices, cellId: CellId): Promise<Run> {
  const { result, status } = runtime.getSnapshot().states[cellId]!;
  if (!result?.handle) throw new Error(`${status}: ${JSON.stringify(result?.error)}`);
  return services.stores.tracking.getRun(asId(result.handle.id));
}

async function notebookOf({ stores }: NodeServices, run: Run): Promise<string> {
  const artifact = run.artifacts.find(({ path }) => path === ARTIFACTS.notebook)!;
  return new TextDecoder().decode(await stores.blobs.get(artifact.digest));
}

function restored(runtime: NotebookRuntime, notebookJson: string, run: Run) {
  const { states } = runtime.getSnapshot();
  return restoreRun(runtime.document, { run, notebookJson }, (id) => states[id]?.result?.handle?.id ?? null);
}

async function repeated({ stores }: NodeServices, run: Run): Promise<Repeated> {
  return { run, splitDigest: (await stores.datasets.getSplit(run.splitId)).digest };
}
