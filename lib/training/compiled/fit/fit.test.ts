import { describe, expect, it } from "vitest";
import { manualClock } from "../../../clock";
import { seededRandom } from "../../../random";
import type { EngineEvent } from "../../engine";
import type { NamedTensor } from "../../layer-graph";
import type { HostRows } from "../device-plan";
import { fitPlan } from "./fit";
import type { PlanTraining } from "./fit-state";
import { targetHost } from "../target-host";
import { fakePlan, fakeTarget, type FakeTarget } from "../testing/fake-device-plan";

const INPUTS = 3;
const train = twoClouds(90, 1);
const validation = twoClouds(40, 2);
const initial: readonly NamedTensor[] = [
  { name: "dense0/kernel", shape: [INPUTS, 1], values: Float32Array.of(0.1, -0.2, 0.3) },
  { name: "dense0/bias", shape: [1], values: new Float32Array(1) },
];

function twoClouds(rows: number, seed: number): HostRows {
  const random = seededRandom(seed);
  const targets = Float32Array.from({ length: rows }, (_, row) => row % 2);
  const features = Float32Array.from({ length: rows * INPUTS }, (_, index) => {
    return (targets[Math.floor(index / INPUTS)]! - 0.5) * 2 + random.normal();
  });
  return { rows, features, targets, sampleWeights: null };
}

function training(overrides: Partial<PlanTraining> = {}): PlanTraining {
  return {
    ...{ host: targetHost(fakeTarget()), plan: fakePlan(INPUTS, 16), seed: 7, initial, train, validation, epochs: 6 },
    learningRate: { rate: 0.05, schedule: { kind: "constant" }, warmupSteps: 0 },
    ...{ patience: null, scoresOnHost: false, signal: new AbortController().signal, clock: manualClock() },
    ...{ checkpoint: null, resume: null, ...overrides },
  };
}

async function fitToEnd(options: PlanTraining) {
  const events: EngineEvent[] = [];
  const fit = fitPlan(options);
  for (;;) {
    const next = await fit.next();
    if (next.done) return { events, epochs: events.filter((event) => event.kind === "epoch"), tensors: next.value };
    events.push(next.value);
  }
}

/** A clock that is `ms` later at every look. */
function tickingClock(ms: number) {
  let now = 0;
  return { nowMs: () => (now += ms) };
}

describe("fitPlan", () => {
  it("learns, and tells each epoch once with losses and scores of both parts", async () => {
    const { epochs } = await fitToEnd(training());
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(epochs.at(-1)!.validationScore).toBeGreaterThan(0.9);
    expect(epochs.at(-1)!.trainLoss).toBeLessThan(epochs[0]!.trainLoss);
  });

  it("takes every row once per epoch, and the short batch last", async () => {
    const target = fakeTarget();
    await fitToEnd(training({ host: targetHost(target), epochs: 2 }));
    const steps = target.bursts.flat();
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, step) => step));
    expect(steps.slice(0, 6).map(({ start, rows }) => [start, rows])).toEqual([
      [0, 16],
      [16, 16],
      [32, 16],
      [48, 16],
      [64, 16],
      [80, 10],
    ]);
  });

  it("starts with one step and gives the same weights whatever the size of the bursts", async () => {
    const fast = fakeTarget();
    const slow = fakeTarget();
    const one = await fitToEnd(training({ host: targetHost(fast) }));
    const other = await fitToEnd(training({ host: targetHost(slow), clock: tickingClock(30) }));
    expect(fast.bursts.slice(0, 3).map(({ length }) => length)).toEqual([1, 4, 1]);
    expect(slow.bursts.every(({ length }) => length === 1)).toBe(true);
    expect(other.tensors).toEqual(one.tensors);
  });

  it("tells steps at most every 100 ms, with the mean loss since the last time", async () => {
    const { events } = await fitToEnd(training({ clock: tickingClock(12), epochs: 2 }));
    const steps = events.filter((event) => event.kind === "step");
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.length).toBeLessThan(8);
    for (const { loss, stepsPerSecond, stepsPerEpoch } of steps) {
      expect(loss).toBeGreaterThan(0);
      expect(stepsPerSecond).toBeGreaterThan(0);
      expect(stepsPerEpoch).toBe(6);
    }
  });

  it("stops early and gives the weights of the best epoch", async () => {
    const turned = { ...validation, targets: validation.targets.map((label) => 1 - label) };
    const { epochs, tensors } = await fitToEnd(training({ validation: turned, patience: 2, epochs: 50 }));
    const best = epochs.findLast((epoch) => epoch.best)!;
    expect(epochs.length).toBe(best.epoch + 2);
    const until = await fitToEnd(training({ validation: turned, epochs: best.epoch }));
    expect(tensors).toEqual(until.tensors);
  });

  it("judges the curve on the training rows when there are none to validate on", async () => {
    const { epochs } = await fitToEnd(training({ validation: null, epochs: 1 }));
    expect(epochs[0]!.validationLoss).toBe(epochs[0]!.trainLoss);
  });

  it("lowers the rate on a plateau", async () => {
    const target = fakeTarget();
    const turned = { ...validation, targets: validation.targets.map((label) => 1 - label) };
    const schedule = { kind: "plateau", factor: 0.5, patience: 1, floor: 0.2 } as const;
    const learningRate = { rate: 0.05, schedule, warmupSteps: 0 };
    await fitToEnd(training({ host: targetHost(target), validation: turned, epochs: 5, learningRate }));
    const rates = [0, 6, 12, 18, 24].map((step) => target.bursts.flat()[step]!.learningRate);
    expect(rates).toEqual([0.05, 0.05, 0.025, 0.0125, 0.010_000_000_000_000_002]);
  });

  it("ends with cancelled within one burst, and leaves nothing on the device", async () => {
    const controller = new AbortController();
    const target = fakeTarget((_, burst) => burst === 3 && controller.abort());
    const fit = fitToEnd(training({ host: targetHost(target), signal: controller.signal, epochs: 1_000 }));
    await expect(fit).rejects.toMatchObject({ code: "cancelled" });
    expect(target.bursts.length).toBe(3);
    expect(target.placed()).toBe(0);
  });

  it("can be cancelled between two pieces of an evaluation, which give the same scores as one", async () => {
    const whole = await fitToEnd(training({ epochs: 1 }));
    const heavy = { ...fakePlan(INPUTS, 16), flopsPerStep: 1e9 };
    const pieces = await fitToEnd(training({ plan: heavy, epochs: 1 }));
    expect(pieces.epochs[0]!.trainLoss).toBeCloseTo(whole.epochs[0]!.trainLoss, 12);
    expect(pieces.epochs[0]!.validationScore).toBeCloseTo(whole.epochs[0]!.validationScore, 12);

    const controller = new AbortController();
    let evaluated = 0;
    const target = fakeTarget();
    const place = async (...call: Parameters<typeof target.place>) => {
      const device = await target.place(...call);
      const evaluate: typeof device.evaluate = (rows, part) => {
        if (++evaluated === 2) controller.abort();
        return device.evaluate(rows, part);
      };
      return { ...device, evaluate };
    };
    const host = targetHost({ ...target, place });
    const cancelled = fitToEnd(training({ plan: heavy, host, signal: controller.signal }));
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    expect(evaluated).toBe(2);
  });

  it("leaves nothing on the device when it is abandoned", async () => {
    const target = fakeTarget();
    const fit = fitPlan(training({ host: targetHost(target) }));
    await fit.next();
    await fit.return([]);
    expect(target.placed()).toBe(0);
  });
});

describe("a diverging training", () => {
  const learningRate = { rate: 1e30, schedule: { kind: "constant" }, warmupSteps: 0 } as const;

  it("names the epoch and step, after it saved and kept the last good weights", async () => {
    const wild = { ...train, features: train.features.map((value) => value * 1e25) };
    const saved: (readonly NamedTensor[])[] = [];
    const kept: (readonly NamedTensor[])[] = [];
    const checkpoint = { due: () => false, save: async (tensors: readonly NamedTensor[]) => void saved.push(tensors) };
    const fit = fitPlan(training({ train: wild, learningRate, checkpoint }), (tensors) => kept.push(tensors));
    const run = async () => {
      while (!(await fit.next()).done);
    };
    await expect(run()).rejects.toMatchObject({ code: "training.loss-not-finite", details: { epoch: 1 } });
    expect(saved).toEqual([initial]);
    expect(kept).toEqual([initial]);
  });
});

describe("resume", () => {
  it.each([1, 2, 3, 5])("from the checkpoint of epoch %i gives the weights of an uninterrupted run", async (epoch) => {
    const whole = await fitToEnd(training({ patience: 3 }));
    const resume = await stateAfter(epoch, { patience: 3 });
    const rest = await fitToEnd(training({ resume, patience: 3 }));
    expect(rest.tensors).toEqual(whole.tensors);
    expect(rest.epochs).toEqual(whole.epochs.slice(epoch));
  });

  it("goes on in the middle of an epoch", async () => {
    const states: Uint8Array[] = [];
    const checkpoint = { due: () => true, save: async (_: unknown, state: Uint8Array) => void states.push(state) };
    const whole = await fitToEnd(training({ clock: tickingClock(2_000), checkpoint, epochs: 2 }));
    expect(states.length).toBeGreaterThan(4);
    for (const resume of states) {
      const rest = await fitToEnd(training({ resume, epochs: 2 }));
      expect(rest.tensors).toEqual(whole.tensors);
    }
  });

  it("keeps to the schedule: warm-up, then half a cosine", async () => {
    const schedule = { kind: "cosine", floor: 0.1 } as const;
    const learningRate = { rate: 0.05, schedule, warmupSteps: 8 };
    const whole = await fitToEnd(training({ learningRate }));
    for (const epoch of [1, 2, 4]) {
      const resume = await stateAfter(epoch, { learningRate });
      expect((await fitToEnd(training({ learningRate, resume }))).tensors).toEqual(whole.tensors);
    }
  });

  it("trains no further where it had already stopped early", async () => {
    const turned = { ...validation, targets: validation.targets.map((label) => 1 - label) };
    const options = { validation: turned, patience: 2, epochs: 50 };
    const whole = await fitToEnd(training(options));
    const rest = await fitToEnd(training({ ...options, resume: await stateAfter(whole.epochs.length, options) }));
    expect(rest.epochs).toEqual([]);
    expect(rest.tensors).toEqual(whole.tensors);
  });

  it("refuses the state of another training", async () => {
    const resume = await stateAfter(1);
    await expect(fitToEnd(training({ resume, seed: 8 }))).rejects.toMatchObject({
      code: "training.not-resumable",
      details: { what: "plan" },
    });
  });

  async function stateAfter(epoch: number, overrides: Partial<PlanTraining> = {}): Promise<Uint8Array> {
    const states: Uint8Array[] = [];
    const checkpoint = { due: () => true, save: async (_: unknown, state: Uint8Array) => void states.push(state) };
    await fitToEnd(training({ ...overrides, checkpoint }));
    return states[epoch - 1]!;
  }
});

describe("a lost device", () => {
  it("goes on from the last copy on another device: same events, same weights", async () => {
    const whole = await fitToEnd(training());
    for (const burst of [1, 2, 5, 9]) {
      const second = fakeTarget();
      const first = fakeTarget((target, count) => count === burst && target.lose());
      const run = await fitToEnd(training({ host: targetHost(first, () => Promise.resolve(second)) }));
      expect(run.epochs).toEqual(whole.epochs);
      expect(run.tensors).toEqual(whole.tensors);
      expect([first.placed(), second.placed()]).toEqual([0, 0]);
    }
  });

  it("computes epochs since the last copy again without telling them again", async () => {
    const options = { patience: 3, epochs: 12 };
    const whole = await fitToEnd(training(options));
    const clock = manualClock();
    const second = fakeTarget();
    const first = fakeTarget((target, count) => count === 9 && target.lose());
    // A copy to the host takes so long that it is not worth one at the end of each epoch.
    const place: typeof first.place = async (...call) => {
      const device = await first.place(...call);
      return { ...device, readState: () => (clock.advance(100), device.readState()) };
    };
    const host = targetHost({ ...first, place }, () => Promise.resolve(second));
    const run = await fitToEnd(training({ ...options, host, clock }));
    expect(run.epochs).toEqual(whole.epochs);
    expect(run.tensors).toEqual(whole.tensors);
    const lastStep = first.bursts.flat().at(-1)?.step;
    expect(lastStep).toBeGreaterThan(30);
    expect(second.bursts[0]?.[0]?.step).toBe(6);
  });

  it("is renewed when it was lost before the training began", async () => {
    const lost = fakeTarget();
    lost.lose();
    const run = await fitToEnd(training({ host: targetHost(lost, () => Promise.resolve(fakeTarget())) }));
    expect(run.tensors).toEqual((await fitToEnd(training())).tensors);
  });

  it("fails when there is no other device, and when the other is lost before the next copy", async () => {
    const lost = () => fakeTarget((target: FakeTarget) => target.lose());
    const alone = fitToEnd(training({ host: targetHost(lost()) }));
    await expect(alone).rejects.toMatchObject({ code: "training.device-lost" });
    const twice = fitToEnd(training({ host: targetHost(lost(), () => Promise.resolve(lost())) }));
    await expect(twice).rejects.toMatchObject({ code: "training.device-lost" });
  });
});
