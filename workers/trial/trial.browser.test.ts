import { expect, it } from "vitest";
import { createCompiledEngine } from "../../lib/training/compiled/engine";
import { runTrial } from "../../lib/training/compiled/trial-pool";
import { networkFor } from "../../lib/training/model-spec";
import { clouds } from "../../lib/training/testing/clouds";
import { trainParams } from "../../lib/training/testing/fit-to-end";
import type { Trial, TrialEvent } from "../../lib/training/trials";
import { fetchKernel } from "../kernel/fetch-kernel";
import { trialThreads } from "./trial.client";
import { preciseClock } from "../wall-clock";

const model = { kind: "mlp", layers: [{ units: 8, activation: "tanh", dropout: 0.2 }] } as const;
const spec = networkFor({ model, task: "multiclass", inputWidth: 4, classCount: 3 });
const train = clouds({ rows: 120, classes: 3, seed: 1 });

function trial(seed: number, epochs = 3): Trial {
  return { spec, params: trainParams({ seed, epochs }), train, validation: train };
}

it("trains on several threads at once and gives the weights of each trial alone", async () => {
  const trials = [1, 2, 3].map((seed) => trial(seed));
  const events: TrialEvent[] = [];
  const onEvent = (event: TrialEvent) => events.push(event);
  const signal = new AbortController().signal;
  const outcomes = await trialThreads()(trials, { workers: 2, signal, onEvent });
  const engine = await createCompiledEngine({ loadKernel: fetchKernel, clock: preciseClock, reproducible: true });
  for (const [index, one] of trials.entries()) {
    const alone = await runTrial(engine, one, { signal, onEvent: () => undefined });
    expect(outcomes[index]).toEqual({ kind: "done", ...alone });
  }
  expect(events.filter(({ kind }) => kind === "ended").length).toBe(3);
  expect(events.filter((event) => event.kind === "progress" && event.event.kind === "epoch").length).toBe(9);
});

it("cancels all of them", async () => {
  const controller = new AbortController();
  const onEvent = (event: TrialEvent) => event.kind === "progress" && controller.abort();
  const trials = [trial(1, 1_000_000), trial(2, 1_000_000), trial(3)];
  const outcomes = await trialThreads()(trials, { workers: 2, signal: controller.signal, onEvent });
  expect(outcomes.map(({ kind }) => kind)).toEqual(["cancelled", "cancelled", "cancelled"]);
});
