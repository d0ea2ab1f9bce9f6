/**
 * How many outputs one thread computes. Larger tiles load less for each multiplication (they decide the speed of a software adapter);
 * smaller ones make more threads (a GPU needs thousands). Measured on the software adapter: 8 × 8 with four-float loads runs at ten
 * times the speed of one output per thread, while kernels that stage tiles in workgroup memory gain nothing: barriers cost more.
 */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
}

const WIDE: readonly Tile[] = [
  { rows: 8, columns: 8 },
  { rows: 4, columns: 8 },
  { rows: 4, columns: 4 },
  { rows: 2, columns: 4 },
  { rows: 1, columns: 4 },
];
const MAX_NARROW_COLUMNS = 8;

/**
 * The largest tile that still makes `parallelism` threads of a [rows, columns] result; `wide` ones have columns in groups of four.
 */
export function tileFor(input: {
  readonly rows: number;
  readonly columns: number;
  readonly wide: boolean;
  readonly parallelism: number;
}): Tile {
  const { rows, columns, parallelism } = input;
  const candidates = input.wide ? WIDE.filter((tile) => columns % tile.columns === 0) : narrowTiles(columns);
  const threads = (tile: Tile) => Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
  return candidates.find((tile) => threads(tile) >= parallelism) ?? candidates.at(-1) ?? { rows: 1, columns: 1 };
}

/** Columns that divide the result, so that no thread computes beyond its edge; else four. */
function narrowTiles(columns: number): readonly Tile[] {
  const sizes = Array.from({ length: MAX_NARROW_COLUMNS }, (_, index) => MAX_NARROW_COLUMNS - index);
  const width = sizes.find((size) => columns % size === 0 && size > 1) ?? Math.min(columns, 4);
  return [
    { rows: 8, columns: width },
    { rows: 4, columns: width },
    { rows: 2, columns: width },
    { rows: 1, columns: width },
    { rows: 1, columns: 1 },
  ];
}
