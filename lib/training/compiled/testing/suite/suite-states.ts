/** The contract of a target, part 3: what is written is what is read, and a training can be taken up where it was left. */
import { describe, expect, it } from "vitest";
import { sequence, type NamedTensor } from "../../../layer-graph";
import { ADAM } from "../../../objective";
import type { DevicePlan } from "../../device-plan";
import { dense } from "../cases/layer-cases";
import { tensorsOf } from "../oracle/oracle";
import { placeCase } from "../cases/placed-case";
import type { SuiteContext } from "./suite-context";
import { correctedStep } from "./suite-objectives";

/** Weights, statistics and random layers: all that a state must hold. */
const GRAPH = sequence(
  [4],
  [
    dense(7, "relu"),
    { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 },
    { kind: "dropout", rate: 0.3 },
    dense(3, "tanh"),
    { kind: "gaussianNoise", stddev: 0.1 },
    dense(2),
  ],
);
const OPTIONS = { graph: GRAPH, optimizer: ADAM, batchSize: 6, rows: 6, seed: 31 } as const;

const steps = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => correctedStep(ADAM, { step: from + index, rows: 6 }));

/** Reading, writing, repeating, resuming. */
export function describeStates(context: SuiteContext): void {
  const place = (seed: number = OPTIONS.seed) => placeCase(context.target(), { ...OPTIONS, seed });

  describe("weights and state", () => {
    it("reads the tensors that were written, by name and bit for bit, weights before statistics", async () => {
      const { device, tensors } = await place();
      const names = tensorsOf(GRAPH);
      const read = await device.readTensors();
      const ordered = [...names.filter(({ trained }) => trained), ...names.filter(({ trained }) => !trained)];
      expect(read.map(({ name, shape }) => ({ name, shape }))).toEqual(
        ordered.map(({ name, shape }) => ({ name, shape })),
      );
      expect(byName(read)).toEqual(byName(tensors));
      device.dispose();
    });

    it("refuses a tensor that the plan does not have", async () => {
      const { device } = await place();
      const stranger = { name: "dense9/kernel", shape: [1], values: new Float32Array(1) };
      expect(() => device.writeTensors([stranger])).toThrow(
        expect.objectContaining({ code: "training.model-invalid" }),
      );
      device.dispose();
    });

    it("trains to the same bits twice, in one burst or step by step", async () => {
      const first = await place();
      await first.device.run(steps(0, 6));
      const second = await place();
      for (const step of steps(0, 6)) await second.device.run([step]);
      expect(await bits(second.device)).toEqual(await bits(first.device));
      for (const { device } of [first, second]) device.dispose();
    });

    it("trains to other bits from another seed", async () => {
      const first = await place();
      const other = await place(32);
      other.device.writeTensors(first.tensors);
      const moved = other.device.upload(first.batch);
      other.device.setOrder(moved, first.order);
      for (const { device } of [first, other]) await device.run(steps(0, 2));
      expect(await bits(other.device)).not.toEqual(await bits(first.device));
      for (const { device } of [first, other]) device.dispose();
    });

    it("resumes from a state as if it had never stopped", async () => {
      const whole = await place();
      await whole.device.run(steps(0, 3));
      const state = await whole.device.readState();
      await whole.device.run(steps(3, 7));
      const resumed = await place();
      await resumed.device.run(steps(0, 1));
      resumed.device.writeState(state);
      await resumed.device.run(steps(3, 7));
      expect(await bits(resumed.device)).toEqual(await bits(whole.device));
      expect(await resumed.device.readState()).toEqual(await whole.device.readState());
      for (const { device } of [whole, resumed]) device.dispose();
    });

    it("evaluates a part of the rows like those rows alone", async () => {
      const { device, batch, data } = await place();
      const width = batch.features.length / batch.rows;
      const targets = batch.targets.length / batch.rows;
      const part = { start: 1, rows: batch.rows - 2 };
      const alone = device.upload({
        rows: part.rows,
        features: batch.features.slice(width, width * (batch.rows - 1)),
        targets: batch.targets.slice(targets, targets * (batch.rows - 1)),
        sampleWeights: batch.sampleWeights?.slice(1, batch.rows - 1) ?? null,
      });
      expect(await device.evaluate(data, part)).toEqual(await device.evaluate(alone));
      expect(await device.evaluate(data, { start: 0, rows: batch.rows })).toEqual(await device.evaluate(data));
      device.dispose();
    });

    it("keeps two datasets apart and gives the place of a released one back", async () => {
      const { device, batch, data } = await place();
      const { loss } = await device.evaluate(data);
      const other = device.upload({
        ...batch,
        rows: 2,
        features: batch.features.slice(0, 8),
        targets: new Float32Array(4),
      });
      expect((await device.evaluate(other)).loss).not.toBe(loss);
      other.release();
      const bytes = device.memoryBytes();
      for (let turn = 0; turn < 20; turn++) device.upload(batch).release();
      expect(device.memoryBytes()).toBe(bytes);
      expect((await device.evaluate(data)).loss).toBe(loss);
      device.dispose();
    });
  });
}

async function bits(device: DevicePlan): Promise<Readonly<Record<string, readonly number[]>>> {
  return byName(await device.readTensors());
}

function byName(tensors: readonly NamedTensor[]): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(tensors.map(({ name, values }) => [name, [...new Uint32Array(values.slice().buffer)]]));
}
