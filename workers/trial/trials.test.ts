import { describe, expect, it } from "vitest";
import { manualClock } from "../../lib/clock";
import { createCompiledEngine } from "../../lib/training/compiled/engine";
import { loadKernelFromDisk } from "../../lib/training/compiled/testing/node-kernels";
import { runTrial, trialPool } from "../../lib/training/compiled/trial-pool";
import { networkFor } from "../../lib/training/model-spec";
import { clouds } from "../../lib/training/testing/clouds";
import { trainParams } from "../../lib/training/testing/fit-to-end";
import type { Trial, TrialEvent } from "../../lib/training/trials";
import { spawnNodeTrial } from "../testing/node-trial-worker";

const model = { kind: "mlp", layers: [{ units: 8, activation: "tanh", dropout: 0.2 }] } as const;
const spec = networkFor({ model, task: "multiclass", inputWidth: 4, classCount: 3 });
const train = clouds({ rows: 120, classes: 3, seed: 1 });

function trial(seed: number, epochs = 3): Trial {
  return { spec, params: trainParams({ seed, epochs }), train, validation: train };
}

describe("trials on threads", () => {
  it("give the weights of each trial alone, in their order; a bad one fails alone", async () => {
    const bad = { ...trial(4), train: { ...train, targets: train.targets.map(() => 3) } };
    const trials = [trial(1, 6), trial(2), bad, trial(3)];
    const signal = new AbortController().signal;
    const outcomes = await trialPool(spawnNodeTrial)(trials, { workers: 2, signal });
    const engine = await createCompiledEngine({
      ...{ loadKernel: loadKernelFromDisk, clock: manualClock(), reproducible: true },
    });
    for (const index of [0, 1, 3]) {
      const alone = await runTrial(engine, trials[index]!, { signal, onEvent: () => undefined });
      expect(outcomes[index]).toEqual({ kind: "done", ...alone });
    }
    expect(outcomes[2]).toMatchObject({ kind: "failed", error: { code: "training.label-out-of-range" } });
  });

  it("are cancelled while they train", async () => {
    const controller = new AbortController();
    const onEvent = (event: TrialEvent) => event.kind === "progress" && controller.abort();
    const trials = [trial(1, 1_000_000), trial(2, 1_000_000), trial(3)];
    const outcomes = await trialPool(spawnNodeTrial)(trials, { workers: 2, signal: controller.signal, onEvent });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  it("lose only the trial whose thread dies", async () => {
    const signal = new AbortController().signal;
    let threads = 0;
    const spawn = () => {
      const worker = spawnNodeTrial();
      if (threads++ > 0) return worker;
      return { ...worker, run: (...call: Parameters<typeof worker.run>) => (worker.crash(), worker.run(...call)) };
    };
    const outcomes = await trialPool(spawn)([trial(1), trial(2)], { workers: 1, signal });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["failed", "done"]);
    expect(outcomes[0]).toMatchObject({ error: { code: "worker.crashed" } });
  });
});
