import { describe, expect, it } from "vitest";
import { stateFromBytes, stateToBytes, trainingDigest, type TrainingState } from "./checkpoint";
import { fakePlan } from "../testing/fake-device-plan";

const state: TrainingState = {
  digest: "abc",
  progress: {
    ...{ epoch: 3, stepInEpoch: 7, powers: [0.1 + 0.2, 1e-300] },
    stopping: { bestLoss: null, epochsSince: 0 },
    plateau: { bestLoss: 0.123_456_789_012_345_67, epochsSince: 2, factor: 1 / 3 },
    best: [{ name: "dense0/kernel", shape: [2, 1], values: Float32Array.of(0.1, -0) }],
  },
  device: {
    parameters: Float32Array.of(1.5, -3e-45, 0.3),
    optimizer: new Float32Array(0),
    statistics: Float32Array.of(7),
  },
};

describe("a training at rest", () => {
  it("comes back with all its bits", () => {
    expect(stateFromBytes(stateToBytes(state), "abc")).toEqual(state);
    const withoutBest = { ...state, progress: { ...state.progress, best: null } };
    expect(stateFromBytes(stateToBytes(withoutBest), "abc")).toEqual(withoutBest);
  });

  it("comes back from the middle of a larger buffer", () => {
    const bytes = stateToBytes(state);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(stateFromBytes(larger.subarray(3, 3 + bytes.length), "abc")).toEqual(state);
  });

  it("is refused when it is cut, damaged or something else", () => {
    const bytes = stateToBytes(state);
    const damaged = bytes.slice().fill(0xff, 4, 12);
    for (const bad of [bytes.subarray(0, bytes.length - 1), bytes.subarray(0, 2), damaged, new Uint8Array(40)]) {
      expect(() => stateFromBytes(bad, "abc")).toThrow(expect.objectContaining({ code: "storage.corrupt" }));
    }
  });

  it("belongs to one training: plan, seed, rows and rate", async () => {
    const learningRate = { rate: 0.1, schedule: { kind: "constant" }, warmupSteps: 0 } as const;
    const base = { plan: fakePlan(3, 16), seed: 1, rows: 90, learningRate };
    const digests = await Promise.all([
      trainingDigest(base),
      trainingDigest({ ...base, seed: 2 }),
      trainingDigest({ ...base, rows: 91 }),
      trainingDigest({ ...base, plan: fakePlan(3, 17) }),
      trainingDigest({ ...base, learningRate: { ...learningRate, rate: 0.2 } }),
    ]);
    expect(new Set(digests).size).toBe(5);
    expect(await trainingDigest({ ...base })).toBe(digests[0]);
  });
});
