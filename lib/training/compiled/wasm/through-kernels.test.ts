/** Gradients through an activation, call by call against float64, with both builds. Rooms begin as NaN: nothing is read before it is written. */
import { describe, expect, it } from "vitest";
import type { GraphActivation } from "../../layer-graph";
import type { Window2d } from "../plan/forward-op";
import { FUSIBLE_ACTIVATIONS } from "../plan/backward-op";
import type { Slot } from "../plan/slot";
import { layerWindow } from "../plan/windows";
import { describeBuilds, expectValues, NO_THROUGH, ROWS, wide } from "../testing/suite/layer-expectations";
import { activateNumber } from "../testing/oracle/oracle-activations";
import { sizeOf } from "../testing/oracle/oracle-value";
import { normals, type Call, type CallRoom, type Encode } from "../testing/single-call";

describeBuilds("gradients", (open) => {
  describe("a gradient through an activation, added to another", () => {
    const channels = 6;
    const window = layerWindow({ kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" }, [
      5,
      4,
      channels,
    ])!;
    const width = 5 * 4 * channels;
    const outputs = window.outHeight * window.outWidth * channels;
    interface Through {
      readonly throughActivation: GraphActivation;
      readonly throughY: Slot | null;
      readonly accumulate: boolean;
    }
    /** What each call that has a `through` sends to dx. */
    const calls: Readonly<Record<string, (room: CallRoom, call: Encode, x: Slot, dx: Slot, through: Through) => Call>> =
      {
        maxPool2dGradient: (room, call, x, dx, through) => {
          const y = room.rows(outputs, maxima(room.read(x, ROWS * width), window));
          return call("maxPool2dGradient", {
            window,
            x,
            y,
            dy: room.rows(outputs, normals("d", ROWS * outputs)),
            dx,
            ...through,
          });
        },
        averagePool2dGradient: (room, call, _x, dx, through) =>
          call("averagePool2dGradient", {
            window,
            dy: room.rows(outputs, normals("d", ROWS * outputs)),
            dx,
            ...through,
          }),
        depthwise2dInputGradient: (room, call, _x, dx, through) =>
          call("depthwise2dInputGradient", {
            ...{ window, multiplier: 1, dy: room.rows(outputs, normals("d", ROWS * outputs)), dx },
            ...{ kernel: room.whole(normals("k", 4 * channels)), ...through },
          }),
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
          });
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
          });
        },
        dropoutGradient: (room, call, _x, dx, through) =>
          call("dropoutGradient", {
            width,
            rate: 0.5,
            node: 2,
            dy: room.rows(width, normals("d", ROWS * width)),
            dx,
            ...through,
          }),
        copyColumnsGradient: (room, call, _x, dx, through) =>
          call("copyColumnsGradient", {
            ...{ rowsPerSample: 20, width: channels, column: 1, total: 9 },
            ...{ dy: room.rows(180, normals("d", ROWS * 180)), dx, ...through },
          }),
        pass: (room, call, _x, dx, through) =>
          call("pass", { width, dy: room.rows(width, normals("d", ROWS * width)), dx, ...through }),
        activationGradient: (room, call, x, dx, through) =>
          call("activationGradient", {
            ...({ rowsPerSample: 20, channels, activation: "swish", x, y: x, dx, ...through } as const),
            dy: room.rows(width, normals("d", ROWS * width)),
          }),
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
