/** A convolution in the words of run parameters and model cards. */
import type { ConvLayer } from "./model-spec";

/** `8 3x3 same batch-norm relu pool 2`: filters, kernel, padding, and what follows. */
export function convolutionInWords(layer: ConvLayer): string {
  const { filters, kernelSize, padding, activation, batchNormalization, pool } = layer;
  return [
    `${filters} ${kernelSize}x${kernelSize} ${padding}`,
    ...(batchNormalization ? ["batch-norm"] : []),
    activation,
    ...(pool > 1 ? [`pool ${pool}`] : []),
  ].join(" ");
}
