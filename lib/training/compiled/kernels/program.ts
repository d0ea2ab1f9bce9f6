/**
 * The interpreter: one call runs a burst of training steps (or of evaluation batches) without going back to JavaScript. Every thread
 * calls `run` on the same burst block. A program is a table of word lists, one per segment and shard; all shards finish a segment
 * before any begins the next.
 */
import { barrier, setBarrier } from "./barrier";
// Made by `scripts/kernels.mjs` from the table of opcodes: one switch that calls each kernel by its name.
import { dispatch } from "./dispatch";
import { setData } from "./gather";
import { setResults } from "./results";
import { rowsOfShard, setMode, setPlan, setShard, setStep, rowsPerShard, shards } from "./step";

export { setTileRows } from "./matrix/tile";

export { features } from "./features";

/** Burst block, in words (see `wasm/burst-block.ts`). */
const PROGRAM = 0;
const THREADS = 4;
const STEPS = 8;
const STEP_COUNT = 12;
const TRAINING = 16;
const SEED = 20;
const TEMP = 24;
const TEMP_STRIDE = 28;
const RESULTS = 32;
const ORDER = 36;
const FEATURES = 40;
const TARGETS = 44;
const SAMPLE_WEIGHTS = 48;
const BARRIER = 64;

/** Bytes of an entry of the step table. */
const STEP_BYTES: usize = 24;
/** Words before the table of addresses in a program: shards, rowsPerShard, gradientStride, scratchStride, segments. */
const PROGRAM_HEADER: usize = 20;
const END = -1;

/** First byte that the module's own constants leave free. */
export function heapBase(): usize {
  return __heap_base;
}

/** Runs this thread's part of the burst described at `block`; returns 0, or 1 when another thread never came to a barrier. */
export function run(block: usize, thread: i32): i32 {
  const program = load<usize>(block, PROGRAM);
  const threads = load<i32>(block, THREADS);
  const segments = load<i32>(program, 16);
  setPlan(load<i32>(program), load<i32>(program, 4), load<usize>(program, 8), load<usize>(program, 12));
  setMode(
    load<i32>(block, TRAINING),
    load<u32>(block, SEED),
    load<usize>(block, TEMP) + <usize>thread * load<usize>(block, TEMP_STRIDE),
  );
  setResults(load<usize>(block, RESULTS));
  setData(
    load<usize>(block, ORDER),
    load<usize>(block, FEATURES),
    load<usize>(block, TARGETS),
    load<usize>(block, SAMPLE_WEIGHTS),
  );
  setBarrier(block + BARRIER, threads);
  let entry = load<usize>(block, STEPS);
  for (let left = load<i32>(block, STEP_COUNT); left > 0; left--, entry += STEP_BYTES) {
    setStep(entry);
    let table = program + PROGRAM_HEADER;
    for (let segment = 0; segment < segments; segment++) {
      for (let shard = thread; shard < shards; shard += threads) {
        setShard(shard);
        runWords(load<usize>(table + (<usize>shard << 2)), shard);
      }
      table += <usize>shards << 2;
      if (!barrier()) return 1;
    }
  }
  return 0;
}

/** Calls one after another, [opcode, number of words, words…], up to END. */
function runWords(at: usize, shard: i32): void {
  const rowStart = shard * rowsPerShard;
  const rowCount = rowsOfShard(shard);
  let opcode = load<i32>(at);
  while (opcode != END) {
    dispatch(opcode, at + 8, rowStart, rowCount);
    at += 8 + (load<usize>(at, 4) << 2);
    opcode = load<i32>(at);
  }
}
