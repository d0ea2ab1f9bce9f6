import { describe, expect, it } from "vitest";
import { checkParams } from "./check-params";
import { DEFAULT_CNN, DEFAULT_TRAIN, type ConvLayer, type ModelSpec } from "./model-spec";

const check = (model: ModelSpec, inputs: number) => checkParams({ ...DEFAULT_TRAIN, model }, inputs);
const cnn = (...patches: readonly Partial<ConvLayer>[]): ModelSpec => ({
  ...DEFAULT_CNN,
  convolutions: patches.map((patch) => ({ ...DEFAULT_CNN.convolutions[0]!, ...patch })),
});
const failure = (code: string, details: object) => expect.objectContaining({ code, details }) as Error;

describe("checkParams", () => {
  it("lets the small default network read digits", () => {
    expect(() => check(DEFAULT_CNN, 64)).not.toThrow();
  });

  it("names inputs that form no square", () => {
    expect(() => check(DEFAULT_CNN, 63)).toThrow(failure("training.not-an-image", { inputs: 63 }));
    expect(() => check(DEFAULT_TRAIN.model, 63)).not.toThrow();
  });

  it("names the convolution that a kernel or a pooling does not fit into", () => {
    const details = { layer: 2, side: 2, kernelSize: 3, pool: 1 };
    expect(() => check(cnn({ pool: 4 }, { pool: 1 }), 64)).toThrow(failure("training.image-too-small", details));
    expect(() => check(cnn({ padding: "valid", pool: 7 }), 64)).toThrow(
      failure("training.image-too-small", { layer: 1, side: 8, kernelSize: 3, pool: 7 }),
    );
  });

  it("names a parameter that is out of range", () => {
    expect(() => check(cnn({ filters: 0 }), 64)).toThrow(failure("training.model-invalid", { parameter: "filters" }));
    expect(() => check(cnn(), 64)).toThrow(failure("training.model-invalid", { parameter: "convolutions" }));
  });
});
