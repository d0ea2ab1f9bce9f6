import { describe, expect, it } from "vitest";
import type { Padding, Pair } from "../../layer-graph";
import { layerWindow } from "./windows";

const conv = (kernelSize: Pair, strides: Pair, dilation: Pair, padding: Padding) =>
  ({
    kind: "conv2d",
    filters: 1,
    kernelSize,
    strides,
    dilation,
    padding,
    activation: "linear",
    useBias: true,
  }) as const;

describe("layerWindow", () => {
  it("puts the odd cell of same padding behind, as TensorFlow does", () => {
    // Height: ⌈6/2⌉ = 3 positions cover 2·2 + 3 = 7, one more than there is: none before. Width: 5 − 1 = 4 more, two before.
    const window = layerWindow(conv([3, 5], [2, 1], [1, 1], "same"), [6, 8, 2]);
    expect(window).toMatchObject({ outHeight: 3, outWidth: 8, padTop: 0, padLeft: 2 });
  });

  it("counts the gaps of a dilated kernel", () => {
    const window = layerWindow(conv([3, 3], [1, 1], [2, 3], "same"), [8, 8, 2]);
    expect(window).toMatchObject({ outHeight: 8, outWidth: 8, padTop: 2, padLeft: 3 });
  });

  it("needs no padding where the stride skips more than the kernel covers", () => {
    const window = layerWindow(conv([1, 2], [3, 3], [1, 1], "same"), [7, 7, 2]);
    expect(window).toMatchObject({ outHeight: 3, outWidth: 3, padTop: 0, padLeft: 0 });
  });

  it("makes a sequence an image of height 1", () => {
    const layer = { kind: "maxPool1d", poolSize: 3, strides: 2, padding: "same" } as const;
    expect(layerWindow(layer, [6, 4])).toEqual({
      height: 1,
      width: 6,
      channels: 4,
      outHeight: 1,
      outWidth: 3,
      kernelHeight: 1,
      kernelWidth: 3,
      strideHeight: 1,
      strideWidth: 2,
      dilationHeight: 1,
      dilationWidth: 1,
      padTop: 0,
      padLeft: 0,
    });
  });

  it("makes a global pool one window over everything", () => {
    const window = layerWindow({ kind: "globalAveragePool" }, [5, 7, 4]);
    expect(window).toMatchObject({ kernelHeight: 5, kernelWidth: 7, outHeight: 1, outWidth: 1, channels: 4 });
  });
});
