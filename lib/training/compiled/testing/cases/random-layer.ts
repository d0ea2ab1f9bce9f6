/** A layer made of some small numbers, or none where the kind does not fit the shape. */
import type { GraphActivation, Layer, LayerKind, Padding, Pair, Shape } from "../../../layer-graph";
import { dense } from "./layer-cases";
import { channelsOf, sizeOf } from "../oracle/oracle-value";

/** Small whole numbers; what each means depends on the layer. */
export type Numbers = readonly [number, number, number, number, number, number];

interface Choice {
  readonly kind: LayerKind;
  readonly numbers: Numbers;
  readonly activation: GraphActivation;
  /** An activation whose derivative follows from its output: what recurrent layers allow. */
  readonly gate: GraphActivation;
}

/** The layer for a choice on values of this shape; null where there is none. */
export function layerFor(choice: Choice, shape: Shape): Layer | null {
  switch (shape.length) {
    case 2:
      return sequenceLayer(choice, shape) ?? anyLayer(choice, shape);
    case 3:
      return imageLayer(choice, shape) ?? anyLayer(choice, shape);
    default:
      return anyLayer(choice, shape);
  }
}

function anyLayer({ kind, numbers, activation }: Choice, shape: Shape): Layer | null {
  const [a, b] = numbers;
  switch (kind) {
    case "dense":
      return dense(1 + a, activation, b % 4 !== 0);
    case "batchNormalization":
      return { kind, momentum: 0.8, epsilon: 1e-3 };
    case "layerNormalization":
      return channelsOf(shape) > 2 ? { kind, epsilon: 1e-3 } : null;
    case "dropout":
      return { kind, rate: (1 + (a % 4)) / 8 };
    case "gaussianNoise":
      return { kind, stddev: 0.2 };
    case "activation":
      return { kind, activation };
    case "flatten":
      return shape.length > 1 ? { kind } : null;
    case "reshape":
      return reshape(shape, 1 + (a % 4), 1 + (b % 4));
    default:
      return null;
  }
}

function reshape(shape: Shape, height: number, width: number): Layer | null {
  const channels = sizeOf(shape) / (height * width);
  return Number.isInteger(channels) ? { kind: "reshape", shape: [height, width, channels] } : null;
}

function sequenceLayer({ kind, numbers, activation, gate }: Choice, shape: Shape): Layer | null {
  const [a, b, c, d, e] = numbers;
  const length = shape[0]!;
  const [size, strides, dilation] = [1 + (a % 4), 1 + (b % 3), 1 + (c % 2)];
  const padding = paddingFor(d, length, (size - 1) * dilation + 1);
  switch (kind) {
    case "conv1d":
      return { kind, filters: 1 + e, kernelSize: size, strides, dilation, padding, activation, useBias: b % 4 !== 0 };
    case "maxPool1d":
    case "averagePool1d":
      return { kind, poolSize: size, strides, padding: paddingFor(d, length, size) };
    case "globalMaxPool":
    case "globalAveragePool":
      return { kind };
    case "lstm":
    case "gru":
      return {
        ...{ kind, units: 1 + (a % 6), activation: gate, recurrentActivation: b % 2 === 0 ? "sigmoid" : "hardSigmoid" },
        returnSequences: c % 2 === 0,
      };
    default:
      return null;
  }
}

function imageLayer({ kind, numbers, activation }: Choice, shape: Shape): Layer | null {
  const [a, b, c, d, e, f] = numbers;
  const kernelSize: Pair = [1 + (a % 4), 1 + (b % 4)];
  const strides: Pair = [1 + (c % 2), 1 + (d % 3)];
  const dilation: Pair = [1 + (e % 2), 1 + (f % 2)];
  const padding = imagePadding(a + c, shape, [reach(kernelSize[0], dilation[0]), reach(kernelSize[1], dilation[1])]);
  const convolution = { kernelSize, strides, dilation, padding, activation, useBias: d % 4 !== 0 };
  switch (kind) {
    case "conv2d":
      return { kind, filters: 1 + e, ...convolution };
    case "depthwiseConv2d":
      return { kind, depthMultiplier: 1 + (e % 3), ...convolution };
    case "separableConv2d":
      return { kind, filters: 1 + e, depthMultiplier: 1 + (f % 2), ...convolution };
    case "maxPool2d":
    case "averagePool2d":
      return { kind, poolSize: kernelSize, strides, padding: imagePadding(e, shape, kernelSize) };
    case "globalMaxPool":
    case "globalAveragePool":
      return { kind };
    default:
      return null;
  }
}

function reach(size: number, dilation: number): number {
  return (size - 1) * dilation + 1;
}

function imagePadding(number: number, shape: Shape, windows: Pair): Padding {
  const [down, across] = [paddingFor(number, shape[0]!, windows[0]), paddingFor(number, shape[1]!, windows[1])];
  return down === "valid" && across === "valid" ? "valid" : "same";
}

/** "valid" only where the window fits. */
function paddingFor(number: number, size: number, window: number): Padding {
  return number % 2 === 0 && window <= size ? "valid" : "same";
}
