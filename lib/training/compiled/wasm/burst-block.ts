/** What JavaScript and the interpreter (`kernels/program.ts`) tell each other through memory: the burst, its steps, its results. */
import type { PlannedStep } from "../device-plan";

/** Static data of the kernels lies below; the build checks that it does. */
export const HEAP_START = 4_096;

/** The burst's words, then the barrier's two cache lines. */
export const BURST_BLOCK_BYTES = 192;
/** In words from the block's start. The barrier's own counters lie around them and are right as the last burst left them. */
const MAY_SLEEP = 17;
const BROKEN = 18;

const STEP_WORDS = 6;
/** Longer bursts are cut: the table is set aside once. */
export const MAX_STEPS = 1_024;
export const STEP_TABLE_BYTES = MAX_STEPS * STEP_WORDS * 4;

/** One cache line per shard. */
export const RESULT_BYTES = 64;
const RESULT_FLOATS = RESULT_BYTES / 8;

/** Addresses are in bytes, 0 for none. */
export interface Burst {
  readonly program: number;
  readonly threads: number;
  readonly steps: number;
  readonly stepCount: number;
  readonly training: boolean;
  readonly seed: number;
  readonly temp: number;
  readonly tempStride: number;
  readonly results: number;
  readonly order: number;
  readonly features: number;
  readonly targets: number;
  readonly sampleWeights: number;
  /** Whether every thread of the burst may sleep; a page's own thread may only look again and again. */
  readonly maySleep: boolean;
}

export function writeBurst(words: Uint32Array, block: number, burst: Burst): void {
  words.set(
    [
      burst.program,
      burst.threads,
      burst.steps,
      burst.stepCount,
      burst.training ? 1 : 0,
      burst.seed,
      burst.temp,
      burst.tempStride,
      burst.results,
      burst.order,
      burst.features,
      burst.targets,
      burst.sampleWeights,
    ],
    block / 4,
  );
  words[block / 4 + MAY_SLEEP] = burst.maySleep ? 1 : 0;
  words[block / 4 + BROKEN] = 0;
}

/** Writes the table of at most {@link MAX_STEPS} steps. */
export function writeSteps(buffer: ArrayBufferLike, address: number, steps: readonly PlannedStep[]): void {
  const words = new Uint32Array(buffer, address, steps.length * STEP_WORDS);
  const floats = new Float32Array(buffer, address, steps.length * STEP_WORDS);
  steps.forEach((step, index) => {
    const at = index * STEP_WORDS;
    words[at] = step.start;
    words[at + 1] = step.rows;
    words[at + 2] = step.step;
    floats[at + 3] = step.learningRate;
    floats[at + 4] = step.correction1;
    floats[at + 5] = step.correction2;
  });
}

export interface BurstSums {
  /** Σ over the steps of the batch's mean loss, penalties included. */
  readonly loss: number;
  /** Σ over the rows of weight · loss. */
  readonly rowLoss: number;
  /** Σ over the rows. */
  readonly score: number;
}

export function clearResults(buffer: ArrayBufferLike, address: number, shards: number): void {
  new Float64Array(buffer, address, shards * RESULT_FLOATS).fill(0);
}

/** Adds the shards' sums in their order. */
export function readResults(buffer: ArrayBufferLike, address: number, shards: number): BurstSums {
  const values = new Float64Array(buffer, address, shards * RESULT_FLOATS);
  const sums = { loss: 0, rowLoss: 0, score: 0 };
  for (let shard = 0; shard < shards; shard++) {
    const at = shard * RESULT_FLOATS;
    sums.loss += values[at]!;
    sums.rowLoss += values[at + 1]!;
    sums.score += values[at + 2]!;
  }
  return sums;
}
