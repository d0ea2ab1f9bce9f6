/**
 * The window of the convolution that runs, and its image: the input itself where every window lies inside it, else a copy with a
 * border of zeros, so that the kernels have no case for the edge.
 */
import { RESERVED } from "../matrix/edge";
import { clearFloats, copyFloats } from "../matrix/pack";
import { tempBase } from "../step";
import {
  channels,
  dilationHeight,
  dilationWidth,
  height,
  kernelHeight,
  kernelWidth,
  outHeight,
  outWidth,
  padLeft,
  padTop,
  readWindow,
  strideHeight,
  strideWidth,
  width,
} from "./window";

/** Positions of the output. */
export let positions: i32 = 0;
/** Neighbouring inputs that meet neighbouring weights: a row of the kernel, or with holes in it one tap. */
export let segment: i32 = 0;
/** Segments of a kernel row: 1, or with holes its taps. */
export let segmentsPerRow: i32 = 0;

/** Sizes of the image with its border, and whether it has one. */
export let imageHeight: i32 = 0;
export let imageWidth: i32 = 0;
export let bordered: bool = false;

/** Reads the window and lays out the room: position offsets, image, the rest. */
export function readImage(words: usize): void {
  readWindow(words);
  positions = outHeight * outWidth;
  segment = dilationWidth == 1 ? kernelWidth * channels : channels;
  segmentsPerRow = dilationWidth == 1 ? 1 : kernelWidth;
  const needHeight = (outHeight - 1) * strideHeight + (kernelHeight - 1) * dilationHeight + 1;
  const needWidth = (outWidth - 1) * strideWidth + (kernelWidth - 1) * dilationWidth + 1;
  imageHeight = max<i32>(needHeight, padTop + height);
  imageWidth = max<i32>(needWidth, padLeft + width);
  bordered = imageHeight > height || imageWidth > width;
}

/** Floats of the image with its border. */
// @ts-ignore: decorator
@inline
export function imageFloats(): i32 {
  return imageHeight * imageWidth * channels;
}

/** Offset of every output position's window in the image, in bytes: a table of u32. */
export function positionOffsets(): usize {
  return tempBase + RESERVED;
}

/** Room for one image with its border; a convolution whose image is its input leaves it to what follows. */
export function imageRoom(): usize {
  return positionOffsets() + (<usize>((positions + 15) & ~15) << 2);
}

/** Room behind the image, where there is one. */
export function roomBehind(needsImage: bool): usize {
  return needsImage ? imageRoom() + (<usize>((imageFloats() + 15) & ~15) << 2) : imageRoom();
}

export function writePositionOffsets(): void {
  let at = positionOffsets();
  const across = <u32>(strideWidth * channels) << 2;
  const down = <u32>(strideHeight * imageWidth * channels) << 2;
  for (let row = 0; row < outHeight; row++) {
    let offset = <u32>row * down;
    for (let column = 0; column < outWidth; column++) {
      store<u32>(at, offset);
      at += 4;
      offset += across;
    }
  }
}

/** Bytes from the image's start to its pixel that meets kernel row `kernelRow`, segment `part`, at position 0. */
export function segmentOffset(kernelRow: i32, part: i32): usize {
  const column = part * dilationWidth;
  return <usize>((kernelRow * dilationHeight * imageWidth + column) * channels) << 2;
}

/** The image of the input at `x`: x itself, or its copy inside a border that `clearImage` has made. */
export function imageOf(x: usize): usize {
  if (!bordered) return x;
  let from = x;
  let to = interior();
  for (let row = 0; row < height; row++) {
    copyFloats(from, to, width * channels);
    from += <usize>(width * channels) << 2;
    to += <usize>(imageWidth * channels) << 2;
  }
  return imageRoom();
}

export function clearImage(): void {
  clearFloats(imageRoom(), imageFloats());
}

/** First pixel inside the border. */
export function interior(): usize {
  return imageRoom() + (<usize>((padTop * imageWidth + padLeft) * channels) << 2);
}
