/** LSTM and GRU, call by call against float64, with both builds. Rooms begin as NaN: nothing is read before it is written. */
import { describe, it } from "vitest";
import type { Slot } from "../plan/slot";
import {
  describeBuilds,
  expectGradient,
  expectValues,
  NO_THROUGH,
  oracle,
  wide,
  wideAll,
} from "../testing/suite/layer-expectations";
import { normals } from "../testing/single-call";

const GATES = { activation: "tanh", recurrentActivation: "hardSigmoid" } as const;

describeBuilds("recurrent kernels", (open) => {
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
});
