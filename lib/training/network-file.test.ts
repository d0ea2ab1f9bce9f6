import { expect, it } from "vitest";
import { initialNetwork } from "./initial-weights";
import { DEFAULT_CNN, networkFor } from "./model-spec";
import { networkFromFile, networkToFile } from "./network-file";

const layers = [{ units: 3, activation: "relu" as const, dropout: 0 }];
const spec = networkFor({ model: { kind: "mlp", layers }, task: "multiclass", inputWidth: 2, classCount: 4 });
const network = initialNetwork(spec, 1);

it("reads back the bits it wrote, also through JSON", () => {
  const { header, bytes } = networkToFile(network);
  expect(bytes.byteLength).toBe(4 * (2 * 3 + 3 + 3 * 4 + 4));
  expect(networkFromFile({ header: JSON.parse(JSON.stringify(header)), bytes })).toEqual(network);
});

it("keeps convolutions and the running statistics of batch normalisation", () => {
  const convolutions = DEFAULT_CNN.convolutions.map((layer) => ({ ...layer, batchNormalization: true }));
  const model = { ...DEFAULT_CNN, convolutions };
  const image = initialNetwork(networkFor({ model, task: "multiclass", inputWidth: 64, classCount: 10 }), 1);
  const { header, bytes } = networkToFile(image);
  expect(header.tensors.map(({ name }) => name)).toContain("norm1.movingVariance");
  expect(header.tensors.find(({ name }) => name === "conv1.kernel")?.shape).toEqual([3, 3, 8, 16]);
  expect(networkFromFile({ header: JSON.parse(JSON.stringify(header)), bytes })).toEqual(image);
});

it("reads a network that was stored before there were convolutions", () => {
  const { header, bytes } = networkToFile(network);
  const { imageSide: _, convolutions: __, ...before } = header.spec;
  expect(networkFromFile({ header: { ...header, spec: before }, bytes })).toEqual(network);
});

it("names the tensor that is cut off", () => {
  const { header, bytes } = networkToFile(network);
  expect(() => networkFromFile({ header, bytes: bytes.subarray(0, bytes.length - 4) })).toThrow(
    expect.objectContaining({ code: "storage.corrupt", details: { what: "dense1.bias" } }),
  );
});
