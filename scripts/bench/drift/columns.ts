/**
 * The columns that the drift benchmark compares, made from the row's number alone, so that `peers/drift.py` can make the same ones: a hash of
 * (salt, row) gives a uniform number in (0, 1), and the column's shape turns one or two of them into a value.
 */
import type { Column } from "../../../lib/data/table";

export type Side = "reference" | "current";

/** Columns take turns. `flags` holds two values, which Evidently compares as categories. */
const SHAPES = [
  "normal",
  "exponential",
  "lognormal",
  "integers",
  "normal",
  "uniform",
  "exponential",
  "flags",
  "normal",
  "categories",
] as const;
type Shape = (typeof SHAPES)[number];

const CATEGORIES = Array.from({ length: 12 }, (_, index) => `category ${index}`);
/** Every third column drifts by this much of its unit. */
const SHIFT = 0.15;

/** A column in the words of `peers/drift.py`. */
export interface ColumnSpec {
  readonly name: string;
  readonly shape: Shape;
  /** Of the reference and the current side. */
  readonly salts: readonly [number, number];
  /** Of the current side. */
  readonly shift: number;
}

/** The column at a place. */
export function columnSpec(index: number): ColumnSpec {
  const shape = SHAPES[index % SHAPES.length]!;
  return { name: `${index}-${shape}`, shape, salts: [4 * index, 4 * index + 2], shift: index % 3 === 0 ? SHIFT : 0 };
}

/** One side of a column. Cost: O(rows). */
export function benchColumn({ shape, salts, shift }: ColumnSpec, side: Side, rows: number): Column {
  const place = side === "reference" ? { salt: salts[0], shift: 0 } : { salt: salts[1], shift };
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = valueOf(shape, place, row);
  if (shape !== "categories") return { storage: "numeric", values };
  return { storage: "dictionary", codes: Int32Array.from(values), categories: CATEGORIES };
}

interface Place {
  readonly salt: number;
  readonly shift: number;
}

function valueOf(shape: Shape, { salt, shift }: Place, row: number): number {
  const u = uniform(salt, row);
  switch (shape) {
    case "normal":
      return normal(u, uniform(salt + 1, row)) + shift;
    case "lognormal":
      return Math.exp(0.5 * normal(u, uniform(salt + 1, row))) + shift;
    case "exponential":
      return -Math.log(u) * (1 + shift);
    case "uniform":
      return u + shift;
    case "integers":
      return Math.floor(100 * u * u * (1 + shift));
    case "flags":
      return u < 0.3 + shift ? 1 : 0;
    case "categories":
      return Math.floor(CATEGORIES.length * Math.pow(u, 1 + shift));
  }
}

/** Box and Muller. */
function normal(u: number, v: number): number {
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** MurmurHash3's finaliser over row and salt, as a number in (0, 1). */
function uniform(salt: number, row: number): number {
  let hash = (row + Math.imul(salt + 1, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}
