import { beforeAll, describe, expect, it } from "vitest";
import { manualClock, type Clock } from "../clock";
import { newId, type RecipeId, type RunId } from "../ids";
import { BY_PERSON } from "../journal";
import { prepareRecipe } from "../preprocess/prepare-recipe";
import type { RecipeSpec } from "../preprocess/recipe";
import { compiledCandidates } from "../training/compiled/candidates";
import { loadKernelFromDisk } from "../training/compiled/testing/node-kernels";
import type { BackendName, TrainParams } from "../training/model-spec";
import { pickEngine, type Picker } from "../training/picker";
import { trainParams } from "../training/testing/fit-to-end";
import { tfjsCandidates } from "../training/tfjs/candidates";
import { ARTIFACTS } from "./artifacts";
import { readArtifact } from "./load-network";
import type { Run } from "./run";
import { memoryTracking } from "./testing/memory-tracking";
import { storedClouds, type StoredClouds } from "./testing/stored-clouds";
import { trainRun, type TrainEvent, type TrainPorts } from "./train-run";

const EPOCHS = 12;
const PARAMS: Partial<TrainParams> = {
  model: { kind: "mlp", layers: [{ units: 8, activation: "relu", dropout: 0.25 }] },
  ...{ backend: "compiled-wasm", epochs: EPOCHS, batchSize: 16, earlyStopping: { patience: 4 } },
};

interface Wish {
  readonly params?: Partial<TrainParams>;
  readonly resumeFrom?: RunId;
  readonly recipeId?: RecipeId;
  /** Stops at this epoch, as a tab that is closed does. */
  readonly until?: number;
}

/** A tracking store and data that several runs share. */
async function workplace(world: StoredClouds) {
  const tracking = memoryTracking();
  const clock = manualClock();
  const stores = { ...world.stores, tracking };
  const kernels = { loadKernel: loadKernelFromDisk, clock, threads: 1, openWebgpu: async () => null };
  const candidates = [...compiledCandidates(kernels), ...tfjsCandidates({ wasmPath: null }, clock)];
  const picker: Picker = { candidates, reproducible: candidates[0]!, clock };
  const ports: TrainPorts = {
    ...{ stores, clock: tickingClock(), locks: null },
    chooseEngine: (request) => pickEngine(request, picker),
  };
  const train = async ({ params = {}, resumeFrom, recipeId = world.recipe.id, until = Infinity }: Wish = {}) => {
    const stop = new AbortController();
    const events: TrainEvent[] = [];
    const onEvent = (event: TrainEvent) => {
      events.push(event);
      if (event.kind === "epoch" && event.epoch === until) stop.abort();
    };
    const runId = newId<RunId>();
    const request = {
      ...{ runId, projectId: world.projectId, experiment: "clouds", runName: "run", recipeId, goal: world.goal },
      ...{ params: trainParams({ ...PARAMS, ...params }), reuseBackend: null, resumeFrom: resumeFrom ?? null },
      ...{ notebookId: null, cellId: null, pipelineRunId: null, notebookJson: "{}", by: BY_PERSON },
    };
    const error: unknown = await trainRun(request, ports, { signal: stop.signal, onEvent }).then(
      () => null,
      (failure: unknown) => failure,
    );
    return { run: await tracking.getRun(runId), error, epochs: epochsOf(events) };
  };
  const curve = async (run: Run) => {
    const keys = ["train_loss", "val_loss", "train_accuracy", "val_accuracy", "best_epoch", "baseline_loss"];
    const histories = await Promise.all(keys.map((key) => tracking.metricHistory(run.id, key)));
    return histories.map((points) => points.map(({ step, value }) => [step, value]));
  };
  return { train, curve, bytes: (run: Run, path: string) => readArtifact(stores, run, path) };
}

/** Every look is 4 s later, so that a checkpoint is due every few epochs. */
function tickingClock(): Clock {
  let now = 0;
  return { nowMs: () => (now += 4_000) };
}

function epochsOf(events: readonly TrainEvent[]): readonly number[] {
  return events.flatMap((event) => (event.kind === "epoch" ? [event.epoch] : []));
}

describe("a resumed training", () => {
  let world: StoredClouds;
  let place: Awaited<ReturnType<typeof workplace>>;
  beforeAll(async () => {
    world = await storedClouds("binary");
    place = await workplace(world);
  });

  it.each([1, 5, 8])("cut off in epoch %i ends with the bits and the curve of an uninterrupted run", async (until) => {
    const whole = await place.train();
    const cut = await place.train({ until });
    expect(cut.run).toMatchObject({ status: "KILLED" });
    const rest = await place.train({ resumeFrom: cut.run.id });
    expect(rest).toMatchObject({ error: null, epochs: whole.epochs });
    expect(rest.run).toMatchObject({
      ...{ status: "FINISHED", metrics: whole.run.metrics, tags: { "ciclo.resumedFrom": cut.run.id } },
      backend: { chosen: "compiled-wasm", reason: "reused" },
    });
    expect(await place.curve(rest.run)).toEqual(await place.curve(whole.run));
    for (const path of [ARTIFACTS.weights, ARTIFACTS.testPredictions]) {
      expect(await place.bytes(rest.run, path)).toEqual(await place.bytes(whole.run, path));
    }
  });

  it("can be cut off again, even before it has stored a state of its own", async () => {
    const whole = await place.train();
    const first = await place.train({ until: 7 });
    const second = await place.train({ until: 1, resumeFrom: first.run.id });
    const third = await place.train({ resumeFrom: second.run.id });
    expect(await place.bytes(third.run, ARTIFACTS.weights)).toEqual(await place.bytes(whole.run, ARTIFACTS.weights));
    expect(await place.curve(third.run)).toEqual(await place.curve(whole.run));
  });

  it.each<[string, BackendName, Wish]>([
    ["params", "compiled-wasm", { params: { learningRate: 0.5 } }],
    ["params", "compiled-wasm", { params: { epochs: 50 } }],
    ["state", "cpu", { params: { backend: "cpu" } }],
  ])("is refused because of its %s after a run on %s", async (what, backend, wish) => {
    const cut = await place.train({ params: { backend }, until: 3 });
    const refused = await place.train({ ...wish, resumeFrom: cut.run.id });
    expect(refused.error).toMatchObject({ code: "training.not-resumable", details: { what } });
    expect(refused.run).toMatchObject({ status: "FAILED", error: { code: "training.not-resumable" } });
  });

  it("reads the same data by content: fitted again it goes on, from another recipe it is refused", async () => {
    const cut = await place.train({ until: 3 });
    const { stores, goal, recipe } = world;
    const prepared = (spec: RecipeSpec) =>
      prepareRecipe({ stores, clock: manualClock() }, { splitId: recipe.splitId, goal, spec });
    const same = await prepared(recipe.fitted.spec);
    const { steps } = recipe.fitted.spec;
    const other = await prepared({ steps: [{ kind: "drop", columns: ["y"] }, ...steps] });
    expect(same.id).not.toBe(recipe.id);
    expect(await place.train({ recipeId: same.id, resumeFrom: cut.run.id })).toMatchObject({ error: null });
    const refused = await place.train({ recipeId: other.id, resumeFrom: cut.run.id });
    expect(refused.error).toMatchObject({ code: "training.not-resumable", details: { what: "data" } });
  });

  it("is refused after a run that has finished", async () => {
    const finished = await place.train();
    const again = await place.train({ resumeFrom: finished.run.id });
    expect(again.error).toMatchObject({ code: "training.not-resumable", details: { what: "status" } });
  });
});
