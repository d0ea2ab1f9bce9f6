/** Batch and layer normalisation, call by call against float64, with both builds. Rooms begin as NaN: nothing is read before it is written. */
import { describe, expect, it } from "vitest";
import type { Layer } from "../../layer-graph";
import type { Slot } from "../plan/slot";
import {
  describeBuilds,
  expectGradient,
  expectValues,
  NO_THROUGH,
  oracle,
  ROWS,
  wide,
  wideAll,
} from "../testing/suite/layer-expectations";
import { sizeOf } from "../testing/oracle/oracle-value";
import { normals, type CallMode } from "../testing/single-call";

describeBuilds("normalisation kernels", (open) => {
  describe("batch normalisation", () => {
    const [rowsPerSample, channels, rows] = [6, 7, 10];
    const epsilon = 1e-3;
    const weights = {
      gamma: normals("gamma", channels),
      beta: normals("beta", channels),
      movingMean: normals("mean", channels),
      movingVariance: normals("variance", channels).map((v) => 0.5 + v * v),
    };
    const x = normals("bn", rows * rowsPerSample * channels).map((v) => 50 + 3 * v);
    const dy = normals("bn dy", x.length);
    const layer: Layer = { kind: "batchNormalization", momentum: 0.9, epsilon };

    async function run(mode: Omit<CallMode, "rows">) {
      const room = await open();
      const sizes = { rowsPerSample, channels, epsilon };
      const shared = { x: room.rows(rowsPerSample * channels, x), gamma: room.whole(weights.gamma) };
      const running = {
        runningMean: room.whole(weights.movingMean),
        runningVariance: room.whole(weights.movingVariance),
      };
      const saved = room.copied(2 * channels);
      const y = room.rows(rowsPerSample * channels);
      const dx = room.rows(rowsPerSample * channels);
      const [dGamma, dBeta] = [room.copied(channels), room.copied(channels)];
      const forward = {
        ...({ ...sizes, momentum: 0.9, activation: "linear", ...shared, beta: room.whole(weights.beta) } as const),
        ...{ ...running, saved, partial: room.copied(3 * channels), y },
      };
      const backward = {
        ...{ ...sizes, training: mode.training ?? true, ...shared, runningVariance: running.runningVariance, saved },
        ...{ partial: room.copied(3 * channels), dy: room.rows(rowsPerSample * channels, dy), dx, dGamma, dBeta },
        ...NO_THROUGH,
      };
      room.run({ rows, ...mode }, (call) => [
        call("batchNorm", forward),
        "barrier",
        call("batchNormApply", forward),
        "barrier",
        call("batchNormGradient", backward),
        "barrier",
        call("batchNormGradientApply", backward),
      ]);
      const gradientSum = (slot: Slot) =>
        Array.from({ length: mode.shards ?? 1 }, (_, shard) => room.read(slot, channels, shard)).reduce((a, b) =>
          a.map((value, index) => value + b[index]!),
        );
      return {
        y: room.read(y, x.length),
        dx: room.read(dx, x.length),
        mean: room.read(running.runningMean, channels),
        variance: room.read(running.runningVariance, channels),
        dGamma: gradientSum(dGamma),
        dBeta: gradientSum(dBeta),
      };
    }

    it.each([
      ["one part", {}],
      ["parts, the last one short", { shards: 3, rowsPerShard: 4 }],
      ["parts, the last one empty", { shards: 4, rowsPerShard: 4 }],
    ] as const)("of a batch in %s", async (_name, mode) => {
      const forward = oracle(layer, [rowsPerSample, channels], rows);
      const of = { forward, x, weights, dy };
      const got = await run(mode);

      expectValues(got.y, forward(wide(x), wideAll(weights)), 1e-4);
      expectGradient(got.dx, of, "x");
      expectGradient(got.dGamma, of, "gamma");
      expectGradient(got.dBeta, of, "beta");
      const ofChannel = (channel: number) => [...x].filter((_, index) => index % channels === channel);
      const means = weights.movingMean.map((_, channel) => average(ofChannel(channel)));
      const variances = means.map((mean, channel) => average(ofChannel(channel).map((v) => (v - mean) ** 2)));
      expectValues(
        got.mean,
        wide(weights.movingMean).map((old, c) => 0.9 * old + 0.1 * means[c]!),
      );
      expectValues(
        got.variance,
        wide(weights.movingVariance).map((old, c) => 0.9 * old + 0.1 * variances[c]!),
      );
    });

    it("takes the running statistics as constants when it does not train", async () => {
      const got = await run({ training: false });
      const scale = (index: number) =>
        weights.gamma[index % channels]! / Math.sqrt(weights.movingVariance[index % channels]! + epsilon);
      expectValues(
        got.y,
        wide(x).map((v, i) => (v - weights.movingMean[i % channels]!) * scale(i) + weights.beta[i % channels]!),
      );
      expectValues(
        got.dx,
        wide(dy).map((d, i) => d * scale(i)),
      );
      expect(got.mean).toEqual(weights.movingMean);
    });
  });

  it.each([1, 3, 4, 7, 18])("layer normalisation of %i channels", async (channels) => {
    const rowsPerSample = 5;
    const shape = [rowsPerSample, channels];
    const layer: Layer = { kind: "layerNormalization", epsilon: 0.01 };
    const weights = { gamma: normals("ln gamma", channels), beta: normals("ln beta", channels) };
    const x = normals("ln", ROWS * sizeOf(shape)).map((v) => 2 + v);
    const dy = normals("ln dy", x.length);
    const room = await open();
    const slots = {
      x: room.rows(sizeOf(shape), x),
      gamma: room.whole(weights.gamma),
      saved: room.rows(2 * rowsPerSample),
    };
    const [y, dx] = [room.rows(sizeOf(shape)), room.rows(sizeOf(shape))];
    const [dGamma, dBeta] = [room.copied(channels), room.copied(channels)];
    const sizes = { rowsPerSample, channels };
    const dySlot = room.rows(sizeOf(shape), dy);
    room.run({ rows: ROWS }, (call) => [
      call("layerNorm", { ...sizes, epsilon: 0.01, ...slots, beta: room.whole(weights.beta), y }),
      call("layerNormGradient", { ...sizes, ...slots, dy: dySlot, dx, dGamma, dBeta, ...NO_THROUGH }),
    ]);

    const forward = oracle(layer, shape);
    expectValues(room.read(y, x.length), forward(wide(x), wideAll(weights)));
    if (channels > 1) expectGradient(room.read(dx, x.length), { forward, x, weights, dy }, "x");
    expectGradient(room.read(dGamma, channels), { forward, x, weights, dy }, "gamma");
    expectGradient(room.read(dBeta, channels), { forward, x, weights, dy }, "beta");
  });
});

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
