/** Pooling and depthwise convolution, call by call against float64, with both builds. Rooms begin as NaN: nothing is read before it is written. */
import { describe, expect, it } from "vitest";
import type { Padding, Pair, Shape } from "../../layer-graph";
import { layerWindow, type WindowLayer } from "../plan/windows";
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
import { normals } from "../testing/single-call";

describeBuilds("pooling and depthwise kernels", (open) => {
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
});
