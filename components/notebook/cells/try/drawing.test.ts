import { describe, expect, it } from "vitest";
import { bitmapFromStrokes, countBlocks, digitFromStrokes, GRID_MAX, type Stroke } from "./drawing";

const circle: Stroke = Array.from({ length: 41 }, (_, step) => ({
  x: 100 + 40 * Math.cos((step / 40) * 2 * Math.PI),
  y: 70 + 60 * Math.sin((step / 40) * 2 * Math.PI),
}));

describe("digitFromStrokes", () => {
  it("is all zeros for an empty pad", () => {
    expect(digitFromStrokes([])).toEqual(new Array(64).fill(0));
  });

  it("gives the same digit wherever and however large it is drawn", () => {
    const moved = circle.map((point) => ({ x: point.x * 3 + 500, y: point.y * 3 - 40 }));
    expect(digitFromStrokes([moved])).toEqual(digitFromStrokes([circle]));
  });

  it("fills the height, keeps the shape and leaves the inside of a zero empty", () => {
    const digit = digitFromStrokes([circle]);
    const row = (index: number) => digit.slice(index * 8, index * 8 + 8);
    expect(Math.max(...row(0))).toBeGreaterThan(0);
    expect(Math.max(...row(7))).toBeGreaterThan(0);
    expect(digit[3 * 8 + 3]).toBe(0);
    expect(digit[3 * 8]).toBeLessThanOrEqual(4);
  });

  it("puts a vertical line in the middle", () => {
    const digit = digitFromStrokes([
      [
        { x: 3, y: 0 },
        { x: 3, y: 90 },
      ],
    ]);
    for (let row = 1; row < 7; row++) {
      expect(digit[row * 8 + 3]).toBe(8);
      expect(digit[row * 8 + 4]).toBe(8);
      expect(digit[row * 8 + 1]).toBe(0);
    }
  });

  it("draws a single tap as a dot in the middle", () => {
    const bitmap = bitmapFromStrokes([[{ x: 9, y: 9 }]]);
    expect(bitmap[16 * 32 + 16]).toBe(1);
    expect(bitmap[0]).toBe(0);
  });

  it("has about as much ink as the dataset's zeros", () => {
    const ink = digitFromStrokes([circle]).reduce((sum, value) => sum + value, 0);
    expect(ink).toBeGreaterThan(200);
    expect(ink).toBeLessThan(420);
  });
});

describe("countBlocks", () => {
  it("counts at most 16 pixels a block", () => {
    expect(countBlocks(new Uint8Array(1024).fill(1))).toEqual(new Array(64).fill(GRID_MAX));
  });
});
