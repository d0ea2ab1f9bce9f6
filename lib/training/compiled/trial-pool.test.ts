import { describe, expect, it } from "vitest";
import { AppError } from "../../errors";
import { networkFor } from "../model-spec";
import { clouds } from "../testing/clouds";
import { trainParams } from "../testing/fit-to-end";
import type { Trial, TrialEvent, TrialResult, TrialRunOptions, TrialWorker } from "../trials";
import { trialPool } from "./trial-pool";

const spec = networkFor({ model: { kind: "linear" }, task: "binary", inputWidth: 4, classCount: 2 });
const data = clouds({ rows: 8, classes: 2, seed: 1 });

function trial(seed: number): Trial {
  return { spec, params: trainParams({ seed }), train: data, validation: data };
}

/** A result that tells which trial it is of. */
function resultOf({ params }: Trial): TrialResult {
  const bias = Float32Array.of(params.seed);
  return {
    network: { spec, convolutions: [], weights: [{ inputs: 4, units: 1, kernel: new Float32Array(4), bias }] },
    epochs: [],
  };
}

const idle = () => new AbortController().signal;

/** Workers that do as `run` says; counts how many are alive. */
function crew(run: (trial: Trial, options: TrialRunOptions) => Promise<TrialResult>) {
  const alive = new Set<TrialWorker>();
  let spawned = 0;
  const spawn = () => {
    const worker: TrialWorker = { run, dispose: () => void alive.delete(worker) };
    alive.add(worker);
    spawned++;
    return worker;
  };
  return { spawn, alive: () => alive.size, spawned: () => spawned };
}

describe("trialPool", () => {
  it("gives outcomes in the order of the trials, however they end", async () => {
    const waits = [30, 1, 20, 5];
    const { spawn, alive, spawned } = crew(async (one) => {
      await new Promise((resolve) => setTimeout(resolve, waits[one.params.seed]));
      return resultOf(one);
    });
    const outcomes = await trialPool(spawn)([0, 1, 2, 3].map(trial), { workers: 2, signal: idle() });
    const seeds = outcomes.map((outcome) => outcome.kind === "done" && outcome.network.weights[0]!.bias[0]);
    expect(seeds).toEqual([0, 1, 2, 3]);
    expect([spawned(), alive()]).toEqual([2, 0]);
  });

  it("starts no more threads than there are trials", async () => {
    const { spawn, spawned } = crew((one) => Promise.resolve(resultOf(one)));
    await trialPool(spawn)([trial(1)], { workers: 8, signal: idle() });
    expect(spawned()).toBe(1);
    expect(await trialPool(spawn)([], { workers: 8, signal: idle() })).toEqual([]);
    expect(spawned()).toBe(1);
  });

  it("keeps a failure with its trial and goes on with the others", async () => {
    const failure = new AppError("training.loss-not-finite", { details: { epoch: 1, step: 2 } });
    const { spawn, spawned } = crew((one) =>
      one.params.seed === 1 ? Promise.reject(failure) : Promise.resolve(resultOf(one)),
    );
    const outcomes = await trialPool(spawn)([0, 1, 2].map(trial), { workers: 1, signal: idle() });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["done", "failed", "done"]);
    expect(outcomes[1]).toMatchObject({ error: { code: "training.loss-not-finite", details: { epoch: 1, step: 2 } } });
    expect(spawned()).toBe(1);
  });

  it("takes a new thread after a crash", async () => {
    const { spawn, spawned, alive } = crew((one) =>
      one.params.seed === 0 ? Promise.reject(new AppError("worker.crashed")) : Promise.resolve(resultOf(one)),
    );
    const outcomes = await trialPool(spawn)([0, 1].map(trial), { workers: 1, signal: idle() });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["failed", "done"]);
    expect([spawned(), alive()]).toEqual([2, 0]);
  });

  it("fails each trial when no thread can be started", async () => {
    const spawn = () => {
      throw new AppError("worker.load-failed");
    };
    const outcomes = await trialPool(spawn)([0, 1].map(trial), { workers: 1, signal: idle() });
    expect(outcomes.map((outcome) => outcome.kind === "failed" && outcome.error.code)).toEqual([
      "worker.load-failed",
      "worker.load-failed",
    ]);
  });

  it("cancels the running trials and starts no other", async () => {
    const controller = new AbortController();
    const events: TrialEvent[] = [];
    const { spawn, alive } = crew(
      (one, { signal }) =>
        new Promise((resolve, reject) => {
          if (one.params.seed === 0) return resolve(resultOf(one));
          signal.addEventListener("abort", () => reject(new AppError("cancelled")));
          controller.abort();
        }),
    );
    const onEvent = (event: TrialEvent) => events.push(event);
    const outcomes = await trialPool(spawn)([0, 1, 2].map(trial), { workers: 1, signal: controller.signal, onEvent });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["done", "cancelled", "cancelled"]);
    expect(events.map(({ kind, trial: index }) => `${kind} ${index}`)).toEqual([
      "started 0",
      "ended 0",
      "started 1",
      "ended 1",
    ]);
    expect(alive()).toBe(0);
  });
});
