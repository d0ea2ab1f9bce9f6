/** Raw columns to features with the CPU target's kernel, a chunk of rows at a time: what is staged does not grow with the table. */
import type { FeatureProgram } from "../feature-program";
import { HEAP_START } from "./burst-block";
import { layOutFeatures, writeFeatureProgram, type FeatureLayout } from "./feature-words";
import { instantiateKernel, type KernelExports } from "./kernel-exports";
import { createLinearMemory, MOST_BYTES, type LinearMemory } from "./linear-memory";
import { compileKernel, type LoadKernel } from "./load-kernel";

const CHUNK_ROWS = 4096;

export type RawColumn = Float32Array | Int32Array;

/** Features [rowCount, program.width], row-major; `columns` as the program's, one value per row. */
export type FeatureTransform = (
  program: FeatureProgram,
  columns: readonly RawColumn[],
  rowCount: number,
) => Promise<Float32Array>;

/** The plain build: every operation of a feature program is exact, so all builds agree. */
export async function createFeatureTransform(loadKernel: LoadKernel): Promise<FeatureTransform> {
  const module = await compileKernel(loadKernel, { relaxed: false, shared: false });
  return async (program, columns, rowCount) => {
    const layout = layOutFeatures(program, HEAP_START, Math.min(CHUNK_ROWS, rowCount));
    const memory = createLinearMemory({ bytes: layout.end, limitBytes: MOST_BYTES, shared: false });
    const kernel = await instantiateKernel(module, memory.memory);
    writeFeatureProgram(program, layout, memory.buffer());
    const features = new Float32Array(rowCount * program.width);
    for (let start = 0; start < rowCount; start += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, rowCount - start);
      features.set(runChunk({ kernel, memory, layout, program }, columns, { start, rows }), start * program.width);
    }
    return features;
  };
}

interface Stage {
  readonly kernel: KernelExports;
  readonly memory: LinearMemory;
  readonly layout: FeatureLayout;
  readonly program: FeatureProgram;
}

/** The features of a chunk, as a view that the next chunk overwrites. */
function runChunk(
  { kernel, memory, layout, program }: Stage,
  columns: readonly RawColumn[],
  part: { readonly start: number; readonly rows: number },
): Float32Array {
  columns.forEach((column, index) => {
    const bits = new Uint32Array(column.buffer, column.byteOffset + 4 * part.start, part.rows);
    memory.words().set(bits, layout.columns[index]! / 4);
  });
  kernel.features(layout.words, part.rows);
  return new Float32Array(memory.buffer(), layout.features, part.rows * program.width);
}
