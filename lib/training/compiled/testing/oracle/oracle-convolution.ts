/** Convolutions: a weighted sum over each window. */
import type { Layer } from "../../../layer-graph";
import { activate } from "./oracle-activations";
import { addBias, product } from "./oracle-dense";
import { channelsOf, type OracleValue, type WeightsOf } from "./oracle-value";
import { asImage, overWindows, type Windows } from "./oracle-windows";

type Conv<K extends Layer["kind"]> = Extract<Layer, { kind: K }>;

/** Sum over window and channels, for every filter. */
export function conv2d(
  layer: Windows & Pick<Conv<"conv2d">, "filters" | "activation" | "useBias">,
  input: OracleValue,
  weights: WeightsOf,
): OracleValue {
  const channels = channelsOf(input.shape);
  const kernel = weights("kernel");
  const { filters } = layer;
  const output = overWindows(input, { windows: layer, channels: filters }, (sums, { pixel, weight }) => {
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < filters; f++)
        sums[f]! += input.values[pixel + c]! * kernel[(weight * channels + c) * filters + f]!;
  });
  return activate(layer.activation, layer.useBias ? addBias(output, weights("bias")) : output);
}

/** A convolution along a sequence. */
export function conv1d(layer: Conv<"conv1d">, input: OracleValue, weights: WeightsOf): OracleValue {
  const { kernelSize, strides, dilation } = layer;
  const flat = { ...layer, kernelSize: [1, kernelSize], strides: [1, strides], dilation: [1, dilation] } as const;
  return asImage(input, (image) => conv2d(flat, image, weights));
}

/** Every channel has its own filters: output channel c·multiplier + m. */
export function depthwiseConv2d(layer: Conv<"depthwiseConv2d">, input: OracleValue, weights: WeightsOf): OracleValue {
  const output = depthwise(layer, input, weights("depthwiseKernel"));
  return activate(layer.activation, layer.useBias ? addBias(output, weights("bias")) : output);
}

/** A depthwise convolution, then a product that mixes its channels at each position. */
export function separableConv2d(layer: Conv<"separableConv2d">, input: OracleValue, weights: WeightsOf): OracleValue {
  const spread = depthwise(layer, input, weights("depthwiseKernel"));
  const inputs = channelsOf(spread.shape);
  const values = product(spread.values, { inputs, units: layer.filters, kernel: weights("pointwiseKernel") });
  const output = { ...spread, shape: [...spread.shape.slice(0, 2), layer.filters], values };
  return activate(layer.activation, layer.useBias ? addBias(output, weights("bias")) : output);
}

function depthwise(
  layer: Windows & { readonly depthMultiplier: number },
  input: OracleValue,
  kernel: Float64Array,
): OracleValue {
  const channels = channelsOf(input.shape);
  const wide = channels * layer.depthMultiplier;
  return overWindows(input, { windows: layer, channels: wide }, (sums, { pixel, weight }) => {
    for (let out = 0; out < wide; out++) {
      const c = Math.floor(out / layer.depthMultiplier);
      sums[out]! += input.values[pixel + c]! * kernel[weight * wide + out]!;
    }
  });
}
