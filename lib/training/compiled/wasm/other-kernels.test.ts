/**
 * Calls of their own against float64: values against the oracle's layers, gradients against finite differences of Σ dy·y, on shapes
 * around the widths of vectors. Rooms begin as NaN, so that nothing is read before it is written.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../../random";
import type { GraphActivation, Layer, Padding, Pair, Shape } from "../../layer-graph";
import { FUSIBLE_ACTIVATIONS, type Slot, type Window2d } from "../plan/plan";
import { layerWindow, type WindowLayer } from "../plan/windows";
import { bitsAt, stepKey } from "../random-numbers";
import { finiteDifferences } from "../testing/finite-differences";
import { enableRelaxedSimd, loadKernelFromDisk } from "../testing/node-kernels";
import { activateNumber } from "../testing/oracle-activations";
import { computeLayer } from "../testing/oracle-layers";
import { sizeOf } from "../testing/oracle-value";
import { callRooms, normals, type CallMode, type CallRoom, type Encode } from "../testing/single-call";
import { worstOfTensor } from "../testing/worst-difference";

enableRelaxedSimd();

const NO_THROUGH = { throughActivation: "linear", throughY: null, accumulate: false } as const;
const GATES = { activation: "tanh", recurrentActivation: "hardSigmoid" } as const;
const ROWS = 3;
const PLACES = 12;

type Numbers = Float32Array | Float64Array;
type Weights = Readonly<Record<string, Float32Array>>;
/** The whole layer in float64: outputs from inputs and weights. */
type Forward = (x: Float64Array, weights: Readonly<Record<string, Float64Array>>) => Float64Array;

function oracle(layer: Layer, shape: Shape, rows = ROWS): Forward {
  const mode = { training: true, seed: 1, step: 0 };
  return (x, weights) =>
    computeLayer(layer, [{ rows, shape, values: x }], {
      ...{ mode, node: 0, saveStatistic: () => undefined },
      weights: (name) => weights[name]!,
    }).values;
}

const wide = (values: Numbers) => Float64Array.from(values);
const wideAll = (weights: Weights) =>
  Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, wide(values)]));

/** Finite differences of Σ dy·y at some places of the input ("x") or of a weight. */
function expectedGradient(
  of: { forward: Forward; x: Float32Array; weights: Weights; dy: Float32Array },
  name: string,
): { places: readonly number[]; values: Float64Array } {
  const x = wide(of.x);
  const weights = wideAll(of.weights);
  const target = name === "x" ? x : weights[name]!;
  const random = seededRandom(name);
  const places =
    target.length <= PLACES ? [...target.keys()] : Array.from({ length: PLACES }, () => random.int(target.length));
  const sum = () => of.forward(x, weights).reduce((total, y, index) => total + y * of.dy[index]!, 0);
  return { places, values: finiteDifferences(sum, target, places) };
}

function expectGradient(actual: Numbers, of: Parameters<typeof expectedGradient>[0], name: string): void {
  const { places, values } = expectedGradient(of, name);
  expect(
    worstOfTensor(
      places.map((place) => actual[place]!),
      values,
      1,
    ),
    `gradient of ${name}`,
  ).toBeLessThan(2e-4);
}

function expectValues(actual: Numbers, expected: Numbers, within = 2e-5): void {
  expect(worstOfTensor(actual, expected, 1)).toBeLessThan(within);
}

describe.each(["plain", "relaxed"])("kernels of the %s build", (build) => {
  let open: () => Promise<CallRoom>;
  beforeAll(async () => {
    open = await callRooms(loadKernelFromDisk, { relaxed: build === "relaxed" });
  });

  describe.each([
    ["two by two, whole vectors", [6, 4, 8], [2, 2], [2, 2], "valid"],
    ["two by two, odd sizes", [5, 7, 6], [2, 2], [2, 2], "valid"],
    ["two by two, padded", [5, 3, 4], [2, 2], [2, 2], "same"],
    ["overlapping", [6, 5, 5], [3, 2], [1, 2], "valid"],
    ["overlapping, padded", [6, 7, 4], [3, 3], [2, 1], "same"],
    ["with gaps", [7, 8, 3], [2, 1], [3, 3], "valid"],
    ["of everything", [4, 5, 9], [4, 5], [1, 1], "valid"],
  ] as readonly [string, Shape, Pair, Pair, Padding][])("pooling %s", (name, shape, poolSize, strides, padding) => {
    it.each(["maxPool2d", "averagePool2d"] as const)("%s", async (kind) => {
      const layer = { kind, poolSize, strides, padding } as const;
      const window = layerWindow(layer, shape)!;
      const outputs = window.outHeight * window.outWidth * window.channels;
      const room = await open();
      const x = normals(name, ROWS * sizeOf(shape));
      const dy = normals(`${name} dy`, ROWS * outputs);
      const slots = { x: room.rows(sizeOf(shape), x), y: room.rows(outputs), dy: room.rows(outputs, dy) };
      const dx = room.rows(sizeOf(shape));
      room.run({ rows: ROWS }, (call) => [
        call(kind, { window, ...slots }),
        call(`${kind}Gradient`, { window, ...slots, dx, ...NO_THROUGH }),
      ]);

      const forward = oracle(layer, shape);
      expectValues(room.read(slots.y, ROWS * outputs), forward(wide(x), {}), 1e-6);
      expectGradient(room.read(dx, x.length), { forward, x, weights: {}, dy }, "x");
    });
  });

  it("gives a tie's gradient to the first maximum", async () => {
    const room = await open();
    for (const [height, width, strides] of [
      [4, 4, 2],
      [3, 3, 1],
    ] as const) {
      const layer: WindowLayer = { kind: "maxPool2d", poolSize: [2, 2], strides: [strides, strides], padding: "valid" };
      const window = layerWindow(layer, [height, width, 1])!;
      const slots = { x: room.rows(height * width, new Float32Array(height * width)), y: room.rows(4) };
      const dy = room.rows(4, [1, 2, 3, 4]);
      const dx = room.rows(height * width);
      room.run({ rows: 1 }, (call) => [
        call("maxPool2d", { window, ...slots }),
        call("maxPool2dGradient", { window, ...slots, dy, dx, ...NO_THROUGH }),
      ]);
      const got = room.read(dx, height * width);
      const taken = strides === 2 ? [0, 2, 8, 10] : [0, 1, 3, 4];
      expect(taken.map((place) => got[place])).toEqual([1, 2, 3, 4]);
    }
  });

  it("shows a NaN in a pooled window", async () => {
    const room = await open();
    const window = layerWindow({ kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" }, [2, 2, 1])!;
    const y = room.rows(1);
    for (let place = 0; place < 4; place++) {
      const x = room.rows(
        4,
        [1, 2, 3, 4].map((value, index) => (index === place ? NaN : value)),
      );
      room.run({ rows: 1 }, (call) => [call("maxPool2d", { window, x, y })]);
      expect(room.read(y, 1)[0]).toBeNaN();
    }
  });

  it.each([
    ["one filter per channel", [6, 7, 8], 1, [3, 3], [1, 1], [1, 1], "same"],
    ["odd channels, strided", [7, 6, 5], 1, [3, 2], [2, 2], [1, 1], "same"],
    ["two filters, dilated", [9, 8, 3], 2, [3, 2], [1, 1], [2, 3], "valid"],
    ["three filters, strided", [6, 6, 5], 3, [2, 3], [2, 1], [1, 1], "valid"],
    ["wide image", [4, 17, 4], 1, [3, 5], [1, 1], [1, 1], "valid"],
    ["dilated, padded", [8, 9, 12], 1, [3, 3], [1, 1], [2, 2], "same"],
  ] as readonly [string, Shape, number, Pair, Pair, Pair, Padding][])(
    "depthwise convolution: %s",
    async (name, shape, depthMultiplier, kernelSize, strides, dilation, padding) => {
      const layer = {
        ...({ kind: "depthwiseConv2d", depthMultiplier, kernelSize, strides, dilation, padding } as const),
        ...({ activation: "linear", useBias: true } as const),
      };
      const window = layerWindow(layer, shape)!;
      const filters = window.channels * depthMultiplier;
      const outputs = window.outHeight * window.outWidth * filters;
      const weights = {
        depthwiseKernel: normals(`${name} kernel`, kernelSize[0] * kernelSize[1] * filters),
        bias: normals(`${name} bias`, filters),
      };
      const room = await open();
      const x = normals(name, ROWS * sizeOf(shape));
      const dy = normals(`${name} dy`, ROWS * outputs);
      const call = { window, multiplier: depthMultiplier };
      const slots = { x: room.rows(sizeOf(shape), x), kernel: room.whole(weights.depthwiseKernel) };
      const y = room.rows(outputs);
      const dySlot = room.rows(outputs, dy);
      const [dx, dKernel, dBias] = [
        room.rows(sizeOf(shape)),
        room.copied(weights.depthwiseKernel.length),
        room.copied(filters),
      ];
      room.run({ rows: ROWS }, (encode) => [
        encode("depthwise2d", { ...call, ...slots, activation: "linear", bias: room.whole(weights.bias), y }),
        encode("depthwise2dWeightGradient", { ...call, x: slots.x, dy: dySlot, dKernel, dBias }),
        encode("depthwise2dInputGradient", { ...call, dy: dySlot, kernel: slots.kernel, dx, ...NO_THROUGH }),
      ]);

      const forward = oracle(layer, shape);
      const of = { forward, x, weights, dy };
      expectValues(room.read(y, ROWS * outputs), forward(wide(x), wideAll(weights)));
      expectGradient(room.read(dx, x.length), of, "x");
      expectGradient(room.read(dKernel, weights.depthwiseKernel.length), of, "depthwiseKernel");
      expectGradient(room.read(dBias, filters), of, "bias");
    },
  );

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

  describe.each(["lstm", "gru"] as const)("%s", (kind) => {
    it.each([
      [1, 1, 1, false],
      [5, 3, 4, false],
      [4, 6, 7, true],
      [3, 9, 13, true],
    ])(
      "over %i times with %i features and %i units (all times: %s)",
      async (time, features, units, returnSequences) => {
        const parts = kind === "lstm" ? 4 : 3;
        const layer = { kind, units, ...GATES, returnSequences };
        const rows = 6;
        const outputs = (returnSequences ? time : 1) * units;
        const name = `${kind} ${time} ${features} ${units}`;
        const weights = {
          kernel: normals(`${name} k`, features * parts * units).map((v) => v / 2),
          recurrentKernel: normals(`${name} r`, units * parts * units).map((v) => v / 3),
          bias: normals(`${name} b`, parts * units),
        };
        const x = normals(name, rows * time * features);
        const dy = normals(`${name} dy`, rows * outputs);
        const room = await open();
        const shared = {
          ...{ time, features, units, ...GATES, returnSequences, x: room.rows(time * features, x) },
          ...{ kernel: room.whole(weights.kernel), recurrentKernel: room.whole(weights.recurrentKernel) },
          ...{ bias: room.whole(weights.bias), hidden: room.rows(time * units) },
          gates: room.rows(time * units * (kind === "lstm" ? 5 : 3)),
        };
        const [y, dx] = [room.rows(outputs), room.rows(time * features)];
        const gradients = {
          dKernel: room.copied(weights.kernel.length),
          dRecurrentKernel: room.copied(weights.recurrentKernel.length),
          dBias: room.copied(weights.bias.length),
        };
        const dySlot = room.rows(outputs, dy);
        const work = room.rows(6 * units);
        const mode = { rows, shards: 2, rowsPerShard: 4 };
        room.run(mode, (call) => [
          call(kind, { ...shared, y }),
          call(`${kind}Gradient`, { ...shared, dy: dySlot, dx, ...gradients, work, ...NO_THROUGH }),
        ]);

        const forward = oracle(layer, [time, features], rows);
        const of = { forward, x, weights, dy };
        const sum = (slot: Slot) => {
          const second = room.read(slot, slot.width, 1);
          return room.read(slot, slot.width).map((value, index) => value + second[index]!);
        };
        expectValues(room.read(y, rows * outputs), forward(wide(x), wideAll(weights)));
        expectGradient(room.read(dx, x.length), of, "x");
        expectGradient(sum(gradients.dKernel), of, "kernel");
        expectGradient(sum(gradients.dRecurrentKernel), of, "recurrentKernel");
        expectGradient(sum(gradients.dBias), of, "bias");
      },
    );
  });

  it("adds up an embedding's gradients row by row, from zeros", async () => {
    const [length, inputDim, outputDim] = [4, 5, 6];
    const room = await open();
    const random = seededRandom("words");
    const x = Float32Array.from({ length: ROWS * length }, () => random.int(inputDim - 1));
    const table = normals("table", inputDim * outputDim);
    const dy = normals("embedding dy", ROWS * length * outputDim);
    const sizes = { length, inputDim, outputDim, x: room.rows(length, x) };
    const [y, dTable] = [room.rows(length * outputDim), room.copied(table.length)];
    const dySlot = room.rows(length * outputDim, dy);
    room.run({ rows: ROWS }, (call) => [
      call("embedding", { ...sizes, table: room.whole(table), y }),
      call("embeddingGradient", { ...sizes, dy: dySlot, dTable }),
    ]);

    const expected = new Float32Array(table.length);
    dy.forEach((d, index) => (expected[x[Math.floor(index / outputDim)]! * outputDim + (index % outputDim)]! += d));
    expect(room.read(dTable, table.length)).toEqual(expected);
    expect(room.read(y, dy.length)).toEqual(
      dy.map((_, index) => table[x[Math.floor(index / outputDim)]! * outputDim + (index % outputDim)]!),
    );
  });

  it("drops the elements that the hash names, in every shard and again in backward", async () => {
    const [width, rows, rate] = [7, 5, 0.375];
    const room = await open();
    const x = normals("dropout", rows * width);
    const call = { width, rate, node: 3 };
    const [y, dx] = [room.rows(width), room.rows(width)];
    const xSlot = room.rows(width, x);
    const mode = { rows, shards: 2, rowsPerShard: 3, seed: 42, step: 9 };
    room.run(mode, (encode) => [
      encode("dropout", { ...call, x: xSlot, y }),
      encode("dropoutGradient", { ...call, dy: xSlot, dx, ...NO_THROUGH }),
    ]);

    const key = stepKey({ seed: 42, step: 9, node: 3 });
    const kept = Float32Array.from(x, (v, i) => (bitsAt(key, i) >= rate * 2 ** 32 ? v * Math.fround(1 / 0.625) : 0));
    expect(room.read(y, x.length).map((v) => v + 0)).toEqual(kept);
    expect(room.read(dx, x.length).map((v) => v + 0)).toEqual(kept);
    room.run({ rows, training: false }, (encode) => [encode("dropout", { ...call, x: xSlot, y })]);
    expect(room.read(y, x.length)).toEqual(x);
  });

  it("adds normal noise: Box and Muller's formula, its mean and its spread", async () => {
    const [width, rows, stddev] = [625, 16, 0.5];
    const room = await open();
    const y = room.rows(width, new Float32Array(width * rows));
    const x = room.rows(width, new Float32Array(width * rows));
    room.run({ rows, seed: 5, step: 2 }, (call) => [call("gaussianNoise", { width, stddev, node: 1, x, y })]);

    const noise = room.read(y, width * rows);
    const key = stepKey({ seed: 5, step: 2, node: 1 });
    const expected = Float64Array.from(noise, (_, i) => {
      const radius = Math.sqrt(-2 * Math.log((bitsAt(key, 2 * i) + 1) / 2 ** 32));
      return stddev * radius * Math.cos((2 * Math.PI * bitsAt(key, 2 * i + 1)) / 2 ** 32);
    });
    expectValues(noise, expected, 1e-4);
    expect(average([...noise])).toBeCloseTo(0, 1);
    expect(Math.sqrt(average([...noise].map((v) => v * v)))).toBeCloseTo(stddev, 1);
  });

  it.each(["softmax", "logSoftmax", "gelu", "mish", "swish", "gelu_new"] as const)(
    "%s on its own, and its gradient",
    async (activation) => {
      const [rowsPerSample, channels] = [3, 6];
      const shape = [rowsPerSample, channels];
      const room = await open();
      const x = normals(activation, ROWS * sizeOf(shape));
      const dy = normals(`${activation} dy`, x.length);
      const call = { rowsPerSample, channels, activation, x: room.rows(sizeOf(shape), x), y: room.rows(sizeOf(shape)) };
      const dx = room.rows(sizeOf(shape));
      const dySlot = room.rows(sizeOf(shape), dy);
      room.run({ rows: ROWS }, (encode) => [
        encode("activation", call),
        encode("activationGradient", { ...call, dy: dySlot, dx, ...NO_THROUGH }),
      ]);

      const forward = oracle({ kind: "activation", activation }, shape);
      expectValues(room.read(call.y, x.length), forward(wide(x), {}), 1e-6);
      expectGradient(room.read(dx, x.length), { forward, x, weights: {}, dy }, "x");
    },
  );

  it("copies columns there and back, and adds", async () => {
    const room = await open();
    const [rowsPerSample, width, column, total] = [2, 3, 4, 9];
    const x = normals("columns", ROWS * rowsPerSample * width);
    const sizes = { rowsPerSample, width, column, total };
    const xSlot = room.rows(rowsPerSample * width, x);
    const y = room.rows(rowsPerSample * total);
    const [dx, twice] = [room.rows(rowsPerSample * width), room.rows(rowsPerSample * width)];
    room.run({ rows: ROWS }, (call) => [
      call("copyColumns", { ...sizes, x: xSlot, y }),
      call("copyColumnsGradient", { ...sizes, dy: y, dx, ...NO_THROUGH }),
      call("add", { width: rowsPerSample * width, a: xSlot, b: dx, y: twice }),
    ]);

    expect(room.read(dx, x.length)).toEqual(x);
    expect(room.read(twice, x.length)).toEqual(x.map((v) => 2 * v));
    const line = room.read(y, total);
    expect([...line.subarray(column, column + width)]).toEqual([...x.subarray(0, width)]);
    expect(line[column - 1]).toBeNaN();
    expect(line[column + width]).toBeNaN();
  });

  describe("a gradient through an activation, added to another", () => {
    const channels = 6;
    const window = layerWindow({ kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" }, [
      5,
      4,
      channels,
    ])!;
    const width = 5 * 4 * channels;
    const outputs = window.outHeight * window.outWidth * channels;
    type Through = Pick<typeof NO_THROUGH, never> & {
      readonly throughActivation: GraphActivation;
      readonly throughY: Slot | null;
      readonly accumulate: boolean;
    };
    /** What each call that has a `through` sends to dx. */
    const calls: Readonly<
      Record<string, (room: CallRoom, call: Encode, x: Slot, dx: Slot, through: Through) => readonly number[]>
    > = {
      maxPool2dGradient: (room, call, x, dx, through) => {
        const y = room.rows(outputs, maxima(room.read(x, ROWS * width), window));
        return call("maxPool2dGradient", {
          window,
          x,
          y,
          dy: room.rows(outputs, normals("d", ROWS * outputs)),
          dx,
          ...through,
        }) as readonly number[];
      },
      averagePool2dGradient: (room, call, _x, dx, through) =>
        call("averagePool2dGradient", {
          window,
          dy: room.rows(outputs, normals("d", ROWS * outputs)),
          dx,
          ...through,
        }) as readonly number[],
      depthwise2dInputGradient: (room, call, _x, dx, through) =>
        call("depthwise2dInputGradient", {
          ...{ window, multiplier: 1, dy: room.rows(outputs, normals("d", ROWS * outputs)), dx },
          ...{ kernel: room.whole(normals("k", 4 * channels)), ...through },
        }) as readonly number[],
      layerNormGradient: (room, call, x, dx, through) => {
        const saved = room.rows(2 * 20, normals("s", ROWS * 40));
        const dy = room.rows(width, normals("d", ROWS * width));
        const sizes = { rowsPerSample: 20, channels, x, gamma: room.whole(normals("g", channels)), saved };
        return call("layerNormGradient", {
          ...sizes,
          dy,
          dx,
          dGamma: null,
          dBeta: null,
          ...through,
        }) as readonly number[];
      },
      batchNormGradientApply: (room, call, x, dx, through) => {
        const statistics = { saved: room.copied(2 * channels), partial: room.copied(3 * channels) };
        const dy = room.rows(width, normals("d", ROWS * width));
        const weights = {
          gamma: room.whole(normals("g", channels)),
          runningVariance: room.whole(normals("v", channels).map(Math.abs)),
        };
        const sizes = { training: false, rowsPerSample: 20, channels, epsilon: 0.1, x, ...weights, ...statistics };
        return call("batchNormGradientApply", {
          ...sizes,
          dy,
          dx,
          dGamma: null,
          dBeta: null,
          ...through,
        }) as readonly number[];
      },
      dropoutGradient: (room, call, _x, dx, through) =>
        call("dropoutGradient", {
          width,
          rate: 0.5,
          node: 2,
          dy: room.rows(width, normals("d", ROWS * width)),
          dx,
          ...through,
        }) as readonly number[],
      copyColumnsGradient: (room, call, _x, dx, through) =>
        call("copyColumnsGradient", {
          ...{ rowsPerSample: 20, width: channels, column: 1, total: 9 },
          ...{ dy: room.rows(180, normals("d", ROWS * 180)), dx, ...through },
        }) as readonly number[],
      pass: (room, call, _x, dx, through) =>
        call("pass", { width, dy: room.rows(width, normals("d", ROWS * width)), dx, ...through }) as readonly number[],
      activationGradient: (room, call, x, dx, through) =>
        call("activationGradient", {
          ...({ rowsPerSample: 20, channels, activation: "swish", x, y: x, dx, ...through } as const),
          dy: room.rows(width, normals("d", ROWS * width)),
        }) as readonly number[],
    };

    it.each(Object.keys(calls))("%s", async (name) => {
      const room = await open();
      const x = normals("x", ROWS * width);
      const before = normals("before", ROWS * width);
      const xSlot = room.rows(width, x);
      const raw = room.rows(width);
      room.run({ rows: ROWS }, (call) => [calls[name]!(room, call, xSlot, raw, NO_THROUGH)]);
      const plain = room.read(raw, x.length);
      for (const activation of FUSIBLE_ACTIVATIONS) {
        const y = Float32Array.from(x, (v) => activateNumber(activation, v));
        for (const accumulate of [false, true]) {
          const dx = room.rows(width, accumulate ? before : []);
          const through = { throughActivation: activation, throughY: room.rows(width, y), accumulate };
          room.run({ rows: ROWS }, (call) => [calls[name]!(room, call, xSlot, dx, through)]);
          const expected = wide(plain).map(
            (value, index) => value * slopeFromOutput(activation, y[index]!) + (accumulate ? before[index]! : 0),
          );
          expectValues(room.read(dx, x.length), expected, 1e-5);
        }
      }
    });

    it("takes the pooled value's own activation where it pools the activation's output", async () => {
      const room = await open();
      for (const count of [channels, 8]) {
        const shape = [4, 4, count];
        const sizes = layerWindow({ kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" }, shape)!;
        const x = normals("relu", ROWS * sizeOf(shape)).map((v) => Math.max(v - 0.5, 0));
        const y = maxima(x, sizes);
        const dy = normals("relu dy", y.length);
        const slots = {
          ...{ x: room.rows(sizeOf(shape), x), y: room.rows(4 * count, y) },
          ...{ dy: room.rows(4 * count, dy), dx: room.rows(sizeOf(shape)) },
        };
        room.run({ rows: ROWS }, (call) => [
          call("maxPool2dGradient", {
            ...{ window: sizes, ...slots },
            ...{ throughActivation: "relu", throughY: slots.x, accumulate: false },
          }),
        ]);
        const sent = [...room.read(slots.dx, x.length)].filter((v) => v !== 0);
        expect(sent.sort()).toEqual([...dy].filter((_, index) => y[index]! > 0).sort());
      }
    });
  });
});

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Largest of each 2 × 2 window of whole images. */
function maxima(x: Float32Array, window: Window2d): Float32Array {
  const { height, width, channels, outHeight, outWidth } = window;
  const outputs = outHeight * outWidth * channels;
  const rows = x.length / (height * width * channels);
  return Float32Array.from({ length: rows * outputs }, (_, index) => {
    const [row, inRow] = [Math.floor(index / outputs), index % outputs];
    const position = Math.floor(inRow / channels);
    const [top, left] = [2 * Math.floor(position / outWidth), 2 * (position % outWidth)];
    const seen = [0, 1, width, width + 1].map((step) => {
      const pixel = row * height * width + top * width + left + step;
      return x[pixel * channels + (inRow % channels)]!;
    });
    return Math.max(...seen);
  });
}

const SLOPES: Partial<Record<GraphActivation, (y: number) => number>> = {
  relu: (y) => Number(y > 0),
  relu6: (y) => Number(y > 0 && y < 6),
  elu: (y) => (y >= 0 ? 1 : y + 1),
  selu: (y) => (y >= 0 ? 1.0507009873554805 : y + 1.7580993408473768),
  sigmoid: (y) => y * (1 - y),
  hardSigmoid: (y) => (y > 0 && y < 1 ? 0.2 : 0),
  tanh: (y) => 1 - y * y,
  softplus: (y) => 1 - Math.exp(-y),
  softsign: (y) => (1 - Math.abs(y)) ** 2,
};

function slopeFromOutput(activation: GraphActivation, y: number): number {
  return SLOPES[activation]?.(y) ?? 1;
}
