/** Single calls of the CPU target's kernels on a memory of their own: for tests of kernels, one op at a time. */
import { seededRandom } from "../../../random";
import type { Slot } from "../plan/slot";
import {
  HEAP_START,
  RESULT_BYTES,
  STEP_TABLE_BYTES,
  BURST_BLOCK_BYTES,
  writeBurst,
  writeSteps,
} from "../wasm/burst-block";
import { encodeCall, type CallFields, type CallName } from "../wasm/encode-call";
import { instantiateKernel } from "../wasm/kernel-exports";
import { compileKernel, type LoadKernel } from "../wasm/load-kernel";
import { align } from "../wasm/memory-layout";

/** How a call is run. Shards have `rowsPerShard` rows and leave their barriers together; one shard with all rows by default. */
export interface CallMode {
  readonly rows: number;
  readonly shards?: number;
  readonly rowsPerShard?: number;
  readonly training?: boolean;
  readonly seed?: number;
  readonly step?: number;
}

/** A call by name, or the place where all shards wait. */
export type Call = readonly number[] | "barrier";

export interface CallRoom {
  /** A slot of `width` floats per row, with these values (NaN where there are none: nothing may be read before it is written). */
  rows(width: number, values?: ArrayLike<number>): Slot;
  /** A slot that all rows share. */
  whole(values: ArrayLike<number>): Slot;
  /** A slot of which every shard has a copy, NaN. */
  copied(width: number): Slot;
  /** Runs calls, each encoded for every shard. */
  run(mode: CallMode, calls: (call: Encode) => readonly Call[]): void;
  /** The first `count` floats of a slot, of a shard's copy. */
  read(slot: Slot, count: number, shard?: number): Float32Array;
}

export type Encode = <Name extends CallName>(name: Name, fields: CallFields<Name>) => Call;

/** Floats per thread that calls may use: enough for what tests run. */
const TEMP_FLOATS = 1 << 16;
const MEMORY_BYTES = 1 << 25;
/** Bytes of one shard's copies. */
const COPY_BYTES = 1 << 18;
const MOST_SHARDS = 4;
const END = -1;

/** Rooms of the given build; each has a memory of its own. */
export async function callRooms(
  loadKernel: LoadKernel,
  options: { readonly relaxed: boolean },
): Promise<() => Promise<CallRoom>> {
  const module = await compileKernel(loadKernel, { ...options, shared: false });
  return async () => {
    const memory = new WebAssembly.Memory({ initial: MEMORY_BYTES / 65_536 });
    const kernel = await instantiateKernel(module, memory);
    return openRoom(memory.buffer, (block) => kernel.run(block, 0));
  };
}

function openRoom(buffer: ArrayBuffer, run: (block: number) => void): CallRoom {
  const floats = new Float32Array(buffer);
  const words = new Int32Array(buffer);
  let next = HEAP_START;
  const reserve = (bytes: number): number => {
    const address = next;
    next += align(bytes);
    return address;
  };
  const frame = {
    block: reserve(BURST_BLOCK_BYTES),
    results: reserve(MOST_SHARDS * RESULT_BYTES),
    steps: reserve(STEP_TABLE_BYTES),
    temp: reserve(4 * TEMP_FLOATS),
  };
  floats.fill(NaN, frame.temp / 4, frame.temp / 4 + TEMP_FLOATS);
  let copies = reserve(MOST_SHARDS * COPY_BYTES);
  const place = (values: ArrayLike<number>, bytes: number): number => {
    const address = reserve(bytes);
    floats.fill(NaN, address / 4, (address + align(bytes)) / 4);
    floats.set(values, address / 4);
    return address / 4;
  };
  const addressIn = (slot: Slot, shard: number): number =>
    4 * slot.offset + (slot.space === "scratch" ? shard * COPY_BYTES : 0);
  return {
    rows: (width, values = []) => ({
      space: "batch",
      width,
      offset: place(values, 4 * Math.max(values.length, 64 * width)),
    }),
    whole: (values) => ({ space: "parameters", width: values.length, offset: place(values, 4 * values.length) }),
    copied(width) {
      const offset = copies / 4;
      copies += align(4 * width);
      for (let shard = 0; shard < MOST_SHARDS; shard++) {
        const start = offset + (shard * COPY_BYTES) / 4;
        floats.fill(NaN, start, start + width);
      }
      return { space: "scratch", width, offset };
    },
    run(mode, calls) {
      const { rows, shards = 1, rowsPerShard = rows, training = true, seed = 1, step = 0 } = mode;
      const programs = Array.from({ length: shards }, (_, shard) =>
        segmentsOf(calls((name, fields) => encodeCall(name, fields, (slot) => addressIn(slot, shard)))),
      );
      const segments = programs[0]!.length;
      const addresses = Array.from({ length: segments * shards }, (_, index) => {
        const list = programs[index % shards]![Math.floor(index / shards)]!;
        const address = reserve(4 * list.length);
        words.set(list, address / 4);
        return address;
      });
      const program = reserve(4 * (5 + addresses.length));
      words.set([shards, rowsPerShard, COPY_BYTES, COPY_BYTES, segments, ...addresses], program / 4);
      writeSteps(buffer, frame.steps, [{ start: 0, rows, step, learningRate: 0, correction1: 1, correction2: 1 }]);
      writeBurst(new Uint32Array(buffer), frame.block, {
        ...{ program, threads: 1, steps: frame.steps, stepCount: 1, training, seed, maySleep: false },
        ...{ temp: frame.temp, tempStride: 0, results: frame.results },
        ...{ order: 0, features: 0, targets: 0, sampleWeights: 0 },
      });
      run(frame.block);
    },
    read(slot, count, shard = 0) {
      const start = addressIn(slot, shard) / 4;
      return floats.slice(start, start + count);
    },
  };
}

function segmentsOf(calls: readonly Call[]): readonly (readonly number[])[] {
  const segments: number[][] = [[]];
  for (const call of calls) {
    if (call === "barrier") segments.push([]);
    else segments[segments.length - 1]!.push(...call);
  }
  return segments.map((segment) => [...segment, END]);
}

/** Seeded normal numbers as float32. */
export function normals(seed: string, count: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => random.normal());
}
