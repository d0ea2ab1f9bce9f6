/** Windows that slide over an image: where convolutions and poolings look. A sequence is an image of height 1. */
import type { Padding, Pair } from "../../../layer-graph";
import { channelsOf, sizeOf, zeros, type OracleValue } from "./oracle-value";

export interface Windows {
  readonly kernelSize: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

/** One dimension of a sliding window. */
interface Slide {
  readonly outputs: number;
  /** Positions before the first one of the image that the first window covers. */
  readonly before: number;
}

/** One pixel seen through one window. */
interface Sight {
  /** Where the pixel's first channel stands in the input's values. */
  readonly pixel: number;
  /** Which weight of the kernel looks at it: row · kernel width + column. */
  readonly weight: number;
}

/**
 * Slides windows over images [height, width, …]. `visit` gets every pixel that a window sees, row by row (what lies in the padding
 * is not seen), with the window's own output channels. Gives the outputs [outHeight, outWidth, channels], `start` (0) until visited.
 */
export function overWindows(
  input: OracleValue,
  options: { readonly windows: Windows; readonly channels: number; readonly start?: number },
  visit: (output: Float64Array, sight: Sight) => void,
): OracleValue {
  const [height, width] = [input.shape[0]!, input.shape[1]!];
  const { windows, channels } = options;
  const down = slideAlong(height, windows, 0);
  const across = slideAlong(width, windows, 1);
  const output = zeros(input.rows, [down.outputs, across.outputs, channels]);
  output.values.fill(options.start ?? 0);
  const [kernelHeight, kernelWidth] = windows.kernelSize;

  for (let place = 0; place < output.values.length; place += channels) {
    const position = place / channels;
    const left = (position % across.outputs) * windows.strides[1] - across.before;
    const top = (Math.floor(position / across.outputs) % down.outputs) * windows.strides[0] - down.before;
    const image = Math.floor(position / (across.outputs * down.outputs)) * sizeOf(input.shape);
    const sums = output.values.subarray(place, place + channels);
    for (let weight = 0; weight < kernelHeight * kernelWidth; weight++) {
      const y = top + Math.floor(weight / kernelWidth) * windows.dilation[0];
      const x = left + (weight % kernelWidth) * windows.dilation[1];
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      visit(sums, { pixel: image + (y * width + x) * channelsOf(input.shape), weight });
    }
  }
  return output;
}

/**
 * "valid": windows that lie wholly inside. "same": ⌈size / stride⌉ of them, the missing positions shared between both ends, the
 * odd one at the end (TensorFlow's rule).
 */
function slideAlong(size: number, windows: Windows, axis: 0 | 1): Slide {
  const stride = windows.strides[axis];
  const reach = (windows.kernelSize[axis] - 1) * windows.dilation[axis] + 1;
  if (windows.padding === "valid") return { outputs: Math.floor((size - reach) / stride) + 1, before: 0 };
  const outputs = Math.ceil(size / stride);
  return { outputs, before: Math.floor(Math.max((outputs - 1) * stride + reach - size, 0) / 2) };
}

/** Runs a layer of images on a sequence [length, channels]. */
export function asImage(input: OracleValue, layer: (image: OracleValue) => OracleValue): OracleValue {
  const output = layer({ ...input, shape: [1, ...input.shape] });
  return { ...output, shape: output.shape.slice(1) };
}
