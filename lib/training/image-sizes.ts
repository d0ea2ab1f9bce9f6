/** Sizes of the images inside a network with convolutions. */
import type { ConvLayer, NetworkSpec } from "./model-spec";

/** A square image: side × side × channels. */
export interface ImageSize {
  readonly side: number;
  readonly channels: number;
}

/** The image that enters each convolution (one channel at first), and last the one that leaves the last of them. */
export function imageSizes(spec: NetworkSpec): readonly ImageSize[] {
  if (spec.imageSide === null) return [];
  const sizes: ImageSize[] = [{ side: spec.imageSide, channels: 1 }];
  for (const layer of spec.convolutions) sizes.push(sizeAfter(layer, sizes.at(-1)?.side ?? 0));
  return sizes;
}

/** How many numbers enter the first dense layer: the inputs, or the flattened last image. */
export function denseInputs(spec: NetworkSpec): number {
  const last = imageSizes(spec).at(-1);
  return last ? last.side * last.side * last.channels : spec.inputWidth;
}

/** "valid" loses kernelSize − 1 pixels; pooling drops what does not fill a square. */
function sizeAfter({ kernelSize, padding, pool, filters }: ConvLayer, side: number): ImageSize {
  const convolved = padding === "same" ? side : side - kernelSize + 1;
  return { side: Math.floor(convolved / pool), channels: filters };
}
