/** A feature program as words for `kernels/features.ts`, with the room that a chunk of rows needs around it. */
import { columnWidth, type ColumnProgram, type FeatureProgram } from "../feature-program";
import { align } from "./memory-layout";

const KINDS = ["affine", "oneHot", "bin"] as const satisfies readonly ColumnProgram["kind"][];
const HEADER_WORDS = 3;
const COLUMN_WORDS = 7;

/** Byte addresses of a program and of one chunk of rows. */
export interface FeatureLayout {
  /** The words to pass to the kernel. */
  readonly words: number;
  /** Edges of all binned columns, one after another. */
  readonly edges: number;
  /** Raw values of each column, `chunkRows` each. */
  readonly columns: readonly number[];
  /** [chunkRows, width] */
  readonly features: number;
  readonly end: number;
}

export function layOutFeatures(program: FeatureProgram, start: number, chunkRows: number): FeatureLayout {
  let next = start;
  const reserve = (words: number): number => {
    const address = next;
    next += align(4 * words);
    return address;
  };
  return {
    words: reserve(HEADER_WORDS + COLUMN_WORDS * program.columns.length),
    edges: reserve(allEdges(program).length),
    columns: program.columns.map(() => reserve(chunkRows)),
    features: reserve(chunkRows * program.width),
    end: next,
  };
}

/** Writes the words and the edges into a memory. */
export function writeFeatureProgram(program: FeatureProgram, layout: FeatureLayout, buffer: ArrayBufferLike): void {
  const ints = new Int32Array(buffer);
  const floats = new Float32Array(buffer);
  ints.set([program.columns.length, program.width, layout.features], layout.words / 4);
  floats.set(allEdges(program), layout.edges / 4);
  let output = 0;
  let edges = layout.edges;
  program.columns.forEach((column, index) => {
    const at = layout.words / 4 + HEADER_WORDS + COLUMN_WORDS * index;
    ints.set([KINDS.indexOf(column.kind), layout.columns[index]!, output], at);
    if (column.kind === "oneHot") ints[at + 3] = column.categories;
    else floats[at + 3] = column.fill;
    if (column.kind === "affine") floats[at + 4] = column.factor;
    if (column.kind === "bin") {
      ints.set([edges, column.edges.length, Number(column.oneHot)], at + 4);
      edges += 4 * column.edges.length;
    }
    output += columnWidth(column);
  });
}

function allEdges(program: FeatureProgram): readonly number[] {
  return program.columns.flatMap((column) => (column.kind === "bin" ? column.edges : []));
}
