import { describe, expect, it } from "vitest";
import { manualClock, type Clock } from "../clock";
import type { Task } from "../data/goal";
import { readTable, readIndices } from "../data/version/read-table";
import { AppError } from "../errors";
import { newId, type RunId } from "../ids";
import { BY_PERSON } from "../journal";
import { rawFeatures } from "../preprocess/raw-features";
import type { TrainParams } from "../training/model-spec";
import { pickEngine, type Picker } from "../training/picker";
import { tfjsCandidates } from "../training/tfjs/candidates";
import { trainParams } from "../training/testing/fit-to-end";
import { ARTIFACTS } from "./artifacts";
import { loadNetwork, loadTestOutputs, readArtifact } from "./load-network";
import { runLockName, type Run } from "./run";
import type { TrackingStore } from "./store";
import { memoryTracking } from "./testing/memory-tracking";
import { storedClouds } from "./testing/stored-clouds";
import { trainRun, type TrainEvent, type TrainPorts } from "./train-run";

function tfjsPicker(clock: Clock): Picker {
  const candidates = tfjsCandidates({ wasmPath: null }, clock);
  return { candidates, reproducible: candidates[0]!, clock };
}

interface Setting {
  /** What the stored recipe was made for. */
  readonly task?: "binary" | "regression";
  /** What the run is asked for, where it differs. */
  readonly goalTask?: Task;
  readonly params?: Partial<TrainParams>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainEvent) => void;
  readonly tracking?: TrackingStore;
}

async function train({ task = "binary", goalTask = task, params = {}, signal, onEvent, ...setting }: Setting) {
  const { stores, projectId, goal, recipe } = await storedClouds(task);
  const tracking = setting.tracking ?? memoryTracking();
  const clock = manualClock(1_000);
  const held: string[] = [];
  const runId = newId<RunId>();
  const events: TrainEvent[] = [];
  const request = {
    ...{ runId, projectId, experiment: "clouds", runName: "first", recipeId: recipe.id, by: BY_PERSON },
    goal: { ...goal, task: goalTask },
    params: trainParams({ epochs: 12, batchSize: 16, ...params }),
    ...{ reuseBackend: null, resumeFrom: null },
    ...{ notebookId: null, cellId: null, pipelineRunId: null, notebookJson: '{"cells":[]}' },
  };
  const ports: TrainPorts = {
    stores: { ...stores, tracking },
    clock,
    locks: {
      hold: (name, work) => {
        held.push(name);
        return work();
      },
    },
    chooseEngine: (choice) => pickEngine(choice, tfjsPicker(clock)),
  };
  const options = {
    signal: signal ?? new AbortController().signal,
    onEvent: (event: TrainEvent) => {
      events.push(event);
      onEvent?.(event);
    },
  };
  const outcome = await trainRun(request, ports, options).catch((error: unknown) => error);
  return { outcome, runId, tracking, stores, recipe, events, held, run: () => tracking.getRun(runId) };
}

describe("trainRun", () => {
  it("records a finished run: params, inputs, metrics by epoch, baseline, backend and artifacts", async () => {
    const { outcome, tracking, runId, events, held, stores } = await train({});
    const run = outcome as Run;
    expect(run).toMatchObject({
      status: "FINISHED",
      startTimeMs: 1_000,
      endTimeMs: 1_000,
      params: { model: "mlp", hidden_layers: "32 relu", optimizer: "adam", batch_size: "16", target: "label" },
      backend: { chosen: "cpu", reason: "pinned" },
      tags: { "mlflow.user": "person" },
      error: null,
    });
    expect(run.inputs[0]).toMatchObject({ name: "clouds", version: 1, context: "training" });
    expect(run.inputs[0]!.digest).toMatch(/^[0-9a-f]{32}$/);
    expect(run.metrics).toMatchObject({ baseline_accuracy: 0.5 });
    expect(run.metrics["val_accuracy"]).toBeGreaterThan(0.9);
    const history = await tracking.metricHistory(runId, "val_loss");
    expect(history.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    // This engine cannot resume, so that there is no state.
    const paths = Object.values(ARTIFACTS).filter((path) => path !== ARTIFACTS.trainingState);
    expect(run.artifacts.map(({ path }) => path).sort()).toEqual(paths.sort());
    expect(events[0]).toMatchObject({ kind: "backend" });
    expect(held).toEqual([runLockName(runId)]);
    const notebook = await readArtifact(stores, run, ARTIFACTS.notebook);
    expect(new TextDecoder().decode(notebook)).toBe('{"cells":[]}');
  });

  it("keeps the network that made the stored test predictions", async () => {
    const { outcome, stores, recipe } = await train({ params: { model: { kind: "linear" } } });
    const { weights } = await loadNetwork(stores, outcome as Run);
    const outputs = await loadTestOutputs(stores, outcome as Run);
    const split = await stores.datasets.getSplit(recipe.splitId);
    const table = await readTable({ stores, versionId: recipe.datasetVersionId });
    const features = rawFeatures(recipe.fitted, table, await readIndices(stores.blobs, split.parts.test));
    const { kernel, bias } = weights[0]!;
    for (let row = 0; row < outputs.length; row++) {
      let logit = bias[0]!;
      let input = 0;
      features.plans.forEach((plan, index) => {
        const raw = features.columns[index]![row]!;
        if (plan.kind === "numeric") {
          const centred = Number.isNaN(raw) ? (plan.fill ?? NaN) - plan.offset : raw;
          logit += kernel[input++]! * centred * plan.factor;
          return;
        }
        if (raw >= 0) logit += kernel[input + raw]!;
        input += plan.categories.length;
      });
      expect(outputs[row]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 5);
    }
  });

  it("tells regression scores in units of the target", async () => {
    const { outcome, events } = await train({ task: "regression", params: { epochs: 30 } });
    const run = outcome as Run;
    expect(run.metrics["baseline_rmse"]).toBeGreaterThan(100);
    expect(run.metrics["val_rmse"]).toBeLessThan(run.metrics["baseline_rmse"]! / 2);
    const last = events.findLast((event) => event.kind === "epoch");
    expect(last).toMatchObject({ validationScore: run.metrics["val_rmse"] });
  });

  it("marks a cancelled run KILLED and keeps its checkpoint", async () => {
    const controller = new AbortController();
    const onEvent = (event: TrainEvent) => event.kind === "epoch" && event.epoch === 2 && controller.abort();
    const { outcome, run } = await train({ signal: controller.signal, onEvent });
    expect(outcome).toMatchObject({ code: "cancelled" });
    const stored = await run();
    expect(stored).toMatchObject({ status: "KILLED", error: { code: "cancelled" } });
    expect(stored.artifacts.map(({ path }) => path)).toContain(ARTIFACTS.checkpoint);
    expect(stored.metrics["val_loss"]).toBeDefined();
  });

  it("marks a run whose loss explodes FAILED, with the epoch", async () => {
    const params = { optimizer: "sgd" as const, learningRate: 1e20, loss: "meanSquaredError" as const };
    const { outcome, run } = await train({ task: "regression", params });
    expect(outcome).toMatchObject({ code: "training.loss-not-finite" });
    expect(await run()).toMatchObject({ status: "FAILED", error: { code: "training.loss-not-finite" } });
  });

  it.each<[string, Setting, string]>([
    ["a task that the target cannot answer", { goalTask: "regression" }, "training.task-mismatch"],
    ["a pinned backend that is not here", { params: { backend: "webgpu" } }, "training.backend-unavailable"],
    ["a batch of nothing", { params: { batchSize: 0 } }, "training.model-invalid"],
  ])("records %s as the run's failure", async (_, setting, code) => {
    const { outcome, run } = await train(setting);
    expect(outcome).toMatchObject({ code });
    expect(await run()).toMatchObject({ status: "FAILED", error: { code } });
  });

  it("tells the first failure when the end cannot be written either", async () => {
    const tracking: TrackingStore = {
      ...memoryTracking(),
      addArtifact: () => Promise.reject(new AppError("storage.quota-exceeded")),
      finishRun: () => Promise.reject(new AppError("storage.unavailable")),
    };
    expect((await train({ tracking })).outcome).toMatchObject({ code: "storage.quota-exceeded" });
  });
});
