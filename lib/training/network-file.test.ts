import { expect, it } from "vitest";
import { initialWeights } from "./initial-weights";
import { networkFor } from "./model-spec";
import { networkFromFile, networkToFile } from "./network-file";

const layers = [{ units: 3, activation: "relu" as const, dropout: 0 }];
const spec = networkFor({ model: { kind: "mlp", layers }, task: "multiclass", inputWidth: 2, classCount: 4 });
const network = { spec, convolutions: [], weights: initialWeights(spec, 1) };

it("reads back the bits it wrote, also through JSON", () => {
  const { header, bytes } = networkToFile(network);
  expect(bytes.byteLength).toBe(4 * (2 * 3 + 3 + 3 * 4 + 4));
  expect(networkFromFile({ header: JSON.parse(JSON.stringify(header)), bytes })).toEqual(network);
});

it("names the tensor that is cut off", () => {
  const { header, bytes } = networkToFile(network);
  expect(() => networkFromFile({ header, bytes: bytes.subarray(0, bytes.length - 4) })).toThrow(
    expect.objectContaining({ code: "storage.corrupt", details: { what: "dense1.bias" } }),
  );
});
