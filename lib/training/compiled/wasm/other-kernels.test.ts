/** Embedding, random layers, stand-alone activations and copies, call by call against float64, with both builds. Rooms begin as NaN: nothing is read before it is written. */
import { expect, it } from "vitest";
import { seededRandom } from "../../../random";
import { bitsAt, stepKey } from "../random-numbers";
import {
  describeBuilds,
  expectGradient,
  expectValues,
  NO_THROUGH,
  oracle,
  ROWS,
  wide,
} from "../testing/suite/layer-expectations";
import { sizeOf } from "../testing/oracle/oracle-value";
import { normals } from "../testing/single-call";

describeBuilds("other kernels", (open) => {
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
});

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
