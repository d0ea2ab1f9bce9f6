/** The sizes of convolutions and pooling. One-dimensional ones are two-dimensional with height 1, global ones cover everything. */
import type { Layer, Padding, Pair, Shape } from "../../layer-graph";
import type { Window2d } from "./forward-op";

export type WindowLayer = Extract<
  Layer,
  {
    kind:
      | "conv1d"
      | "conv2d"
      | "depthwiseConv2d"
      | "separableConv2d"
      | "maxPool1d"
      | "averagePool1d"
      | "maxPool2d"
      | "averagePool2d"
      | "globalMaxPool"
      | "globalAveragePool";
  }
>;

interface Span {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

/** The window of a layer over an input of shape [length, channels] or [height, width, channels]; null when the rank is another. */
export function layerWindow(layer: WindowLayer, input: Shape): Window2d | null {
  const image = imageOf(layer, input);
  if (image === null) return null;
  const [height, width, channels] = image;
  const span = spanOf(layer, height, width);
  const rows = extent({ size: height, axis: 0, span });
  const columns = extent({ size: width, axis: 1, span });
  return {
    height,
    width,
    channels,
    outHeight: rows.count,
    outWidth: columns.count,
    kernelHeight: span.kernel[0],
    kernelWidth: span.kernel[1],
    strideHeight: span.strides[0],
    strideWidth: span.strides[1],
    dilationHeight: span.dilation[0],
    dilationWidth: span.dilation[1],
    padTop: rows.before,
    padLeft: columns.before,
  };
}

/** Whether a convolution looks at each position alone, so that it is a dense layer on the channels. */
export function isPointwise(window: Window2d): boolean {
  return window.kernelHeight * window.kernelWidth === 1 && window.strideHeight * window.strideWidth === 1;
}

function imageOf(layer: WindowLayer, input: Shape): readonly [number, number, number] | null {
  const rank = rankOf(layer) ?? input.length;
  if (rank !== input.length || rank < 2 || rank > 3) return null;
  const [first = 0, second = 0, third = 0] = input;
  return rank === 2 ? [1, first, second] : [first, second, third];
}

function rankOf(layer: WindowLayer): 2 | 3 | null {
  if (layer.kind === "globalMaxPool" || layer.kind === "globalAveragePool") return null;
  return layer.kind === "conv1d" || layer.kind === "maxPool1d" || layer.kind === "averagePool1d" ? 2 : 3;
}

function spanOf(layer: WindowLayer, height: number, width: number): Span {
  switch (layer.kind) {
    case "globalMaxPool":
    case "globalAveragePool":
      return { kernel: [height, width], strides: [1, 1], dilation: [1, 1], padding: "valid" };
    case "conv1d": {
      const { kernelSize, strides, dilation, padding } = layer;
      return { kernel: [1, kernelSize], strides: [1, strides], dilation: [1, dilation], padding };
    }
    case "maxPool1d":
    case "averagePool1d":
      return { kernel: [1, layer.poolSize], strides: [1, layer.strides], dilation: [1, 1], padding: layer.padding };
    case "maxPool2d":
    case "averagePool2d":
      return { kernel: layer.poolSize, strides: layer.strides, dilation: [1, 1], padding: layer.padding };
    default:
      return { kernel: layer.kernelSize, strides: layer.strides, dilation: layer.dilation, padding: layer.padding };
  }
}

/**
 * Positions along one axis and the padding before the first, as in TensorFlow: "same" gives ⌈size/stride⌉ positions and puts the odd
 * cell of padding behind; "valid" gives those that lie inside, zero or less when the window is larger than the input.
 */
function extent(options: { readonly size: number; readonly axis: 0 | 1; readonly span: Span }) {
  const { size, axis, span } = options;
  const stride = span.strides[axis];
  const covered = (span.kernel[axis] - 1) * span.dilation[axis] + 1;
  if (span.padding === "valid") return { count: Math.floor((size - covered) / stride) + 1, before: 0 };
  const count = Math.ceil(size / stride);
  const padding = Math.max((count - 1) * stride + covered - size, 0);
  return { count, before: Math.floor(padding / 2) };
}
