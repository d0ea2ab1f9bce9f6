/**
 * From a drawing to the 8×8 grey values that the Optical Digits use: the strokes fill a 32×32 bitmap, centred and scaled
 * as the dataset's digits are, and each value counts the inked pixels of a 4×4 block (0 to 16).
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line drawn without lifting the pen. */
export type Stroke = readonly Point[];

const SIDE = 32;
const BLOCK = 4;
/** Half the width of a pen line in the bitmap: gives about as much ink as the dataset's digits have. */
const PEN_RADIUS = 2;

export const GRID_SIDE = SIDE / BLOCK;
export const GRID_MAX = BLOCK * BLOCK;

/** 64 values from 0 to 16, row by row; all zeros when nothing is drawn. */
export function digitFromStrokes(strokes: readonly Stroke[]): number[] {
  return countBlocks(bitmapFromStrokes(strokes));
}

/** The 32×32 bitmap (1 is ink), row by row: the drawing's box scaled to the full side, its shape kept, in the middle. */
export function bitmapFromStrokes(strokes: readonly Stroke[]): Uint8Array {
  const bitmap = new Uint8Array(SIDE * SIDE);
  for (const stroke of fitted(strokes)) {
    for (let index = 0; index < stroke.length; index++) {
      const from = stroke[Math.max(0, index - 1)]!;
      inkSegment(bitmap, from, stroke[index]!);
    }
  }
  return bitmap;
}

/** Inked pixels of each 4×4 block of a 32×32 bitmap. */
export function countBlocks(bitmap: Uint8Array): number[] {
  const counts = new Array<number>(GRID_SIDE * GRID_SIDE).fill(0);
  bitmap.forEach((ink, index) => {
    const row = Math.floor(index / SIDE / BLOCK);
    const column = Math.floor((index % SIDE) / BLOCK);
    counts[row * GRID_SIDE + column]! += ink;
  });
  return counts;
}

/** Strokes moved and scaled so that the ink, pen included, touches the longer side of the bitmap. */
function fitted(strokes: readonly Stroke[]): Stroke[] {
  const points = strokes.flat();
  if (points.length === 0) return [];
  const left = Math.min(...points.map((point) => point.x));
  const top = Math.min(...points.map((point) => point.y));
  const width = Math.max(...points.map((point) => point.x)) - left;
  const height = Math.max(...points.map((point) => point.y)) - top;
  const scale = (SIDE - 2 * PEN_RADIUS) / Math.max(width, height, Number.EPSILON);
  const dot = Math.max(width, height) === 0;
  const place = (value: number, start: number, size: number): number =>
    dot ? SIDE / 2 : (value - start - size / 2) * scale + SIDE / 2;
  return strokes.map((stroke) =>
    stroke.map((point) => ({ x: place(point.x, left, width), y: place(point.y, top, height) })),
  );
}

function inkSegment(bitmap: Uint8Array, from: Point, to: Point): void {
  const rowFrom = Math.max(0, Math.floor(Math.min(from.y, to.y) - PEN_RADIUS));
  const rowTo = Math.min(SIDE - 1, Math.ceil(Math.max(from.y, to.y) + PEN_RADIUS));
  for (let row = rowFrom; row <= rowTo; row++) {
    for (let column = 0; column < SIDE; column++) {
      const pixel = { x: column + 0.5, y: row + 0.5 };
      if (distanceToSegment(pixel, from, to) <= PEN_RADIUS) bitmap[row * SIDE + column] = 1;
    }
  }
}

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / lengthSquared;
  const clamped = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - clamped * dx, point.y - from.y - clamped * dy);
}
