/** Poolings: one number per window and channel. What lies in the padding counts for nothing. */
import type { Layer } from "../../../layer-graph";
import { channelsOf, sizeOf, zeros, type OracleValue } from "./oracle-value";
import { asImage, overWindows } from "./oracle-windows";

type Pool2d = Omit<Extract<Layer, { kind: "maxPool2d" | "averagePool2d" }>, "kind">;
type Pool1d = Extract<Layer, { kind: "maxPool1d" | "averagePool1d" }>;
type Statistic = "max" | "average";

/** The largest, or the mean, of each window. */
export function pool2d(statistic: Statistic, layer: Pool2d, input: OracleValue): OracleValue {
  const channels = channelsOf(input.shape);
  const windows = { ...layer, kernelSize: layer.poolSize, dilation: [1, 1] } as const;
  if (statistic === "max")
    return overWindows(input, { windows, channels, start: -Infinity }, (largest, { pixel }) => {
      for (let c = 0; c < channels; c++) largest[c] = Math.max(largest[c]!, input.values[pixel + c]!);
    });
  const counts = overWindows(input, { windows, channels: 1 }, (count) => void count[0]!++);
  const sums = overWindows(input, { windows, channels }, (sum, { pixel }) => {
    for (let c = 0; c < channels; c++) sum[c]! += input.values[pixel + c]!;
  });
  return { ...sums, values: sums.values.map((sum, i) => sum / counts.values[Math.floor(i / channels)]!) };
}

/** The same along a sequence. */
export function pool1d(layer: Pool1d, input: OracleValue): OracleValue {
  const flat = { poolSize: [1, layer.poolSize], strides: [1, layer.strides], padding: layer.padding } as const;
  return asImage(input, (image) => pool2d(layer.kind === "maxPool1d" ? "max" : "average", flat, image));
}

/** Over all positions at once: [channels]. */
export function globalPool(statistic: Statistic, input: OracleValue): OracleValue {
  const channels = channelsOf(input.shape);
  const positions = sizeOf(input.shape) / channels;
  const output = zeros(input.rows, [channels]);
  output.values.forEach((_, index) => {
    const start = Math.floor(index / channels) * positions * channels + (index % channels);
    const seen = Array.from({ length: positions }, (_, position) => input.values[start + position * channels]!);
    output.values[index] = statistic === "max" ? Math.max(...seen) : seen.reduce((a, b) => a + b, 0) / positions;
  });
  return output;
}
