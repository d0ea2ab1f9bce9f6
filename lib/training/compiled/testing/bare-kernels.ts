/** Matrix kernels without the interpreter, on a memory where everything that is not an operand is NaN. Node only. */
import assert from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import type { Slot } from "../plan/slot";
import { encodeCall, type CallFields, type CallName } from "../wasm/encode-call";
import { compileAssemblyScript } from "./assembly-script";

const ENTRY = "lib/training/compiled/kernels/matrix/bare-matrix.ts";
const PAGES = 512;
const WORD_FLOATS = 64;

export type MatrixKernel =
  "dense" | "denseWeightGradient" | "denseInputGradient" | "conv2d" | "conv2dWeightGradient" | "conv2dInputGradient";

type Kernel = (words: number, rowStart: number, rowCount: number) => void;
type Exports = Readonly<Record<MatrixKernel, Kernel>> & {
  readonly setTileRows: (rows: number) => void;
  readonly setTemp: (address: number) => void;
  readonly heapBase: () => number;
};

export interface Operand {
  readonly slot: Slot;
  readonly values: Float32Array;
}

export interface BareKernels {
  setTileRows(rows: number): void;
  /** Forgets all operands. */
  clear(): void;
  /** `width` is floats per row, or all of them. */
  place(values: ArrayLike<number>, width: number): Operand;
  /** Runs a kernel with `temp` floats of room; throws when anything but operands and room was written. */
  run<Name extends MatrixKernel & CallName>(
    name: Name,
    fields: CallFields<Name>,
    call: { readonly rowStart: number; readonly rowCount: number; readonly temp: number },
  ): void;
}

/** Compiles the kernels as `scripts/kernels.mjs` does. */
export async function loadBareKernels({ relaxed }: { readonly relaxed: boolean }): Promise<BareKernels> {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const { instance } = await WebAssembly.instantiate(await compileBareKernels(relaxed), { env: { memory } });
  return onMemory(instance.exports as unknown as Exports, memory);
}

async function compileBareKernels(relaxed: boolean): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array | null = null;
  const features = ["--enable", "simd", ...(relaxed ? ["--enable", "relaxed-simd"] : [])];
  const flags = ["--runtime", "stub", "-O3", "--converge", "--noAssert", "--importMemory", "--use", "abort="];
  const error = await compileAssemblyScript([ENTRY, "--outFile", "bare.wasm", ...flags, ...features], {
    readFile: (file) => (existsSync(file) ? readFileSync(file, "utf8") : null),
    writeFile: (_file, contents) => {
      binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  assert(binary, error ?? undefined);
  return Uint8Array.from(binary);
}

function onMemory(kernels: Exports, memory: WebAssembly.Memory): BareKernels {
  const floats = new Float32Array(memory.buffer);
  const integers = new Int32Array(memory.buffer);
  const wordsAt = Math.ceil(kernels.heapBase() / 64) * 16;
  let top = wordsAt;
  let operands: Operand[] = [];

  /** Room for some floats, with a gap of NaN behind it. */
  const reserve = (count: number) => {
    const at = top;
    top += Math.ceil((count + 9) / 16) * 16;
    return at;
  };
  const clear = () => {
    floats.fill(NaN, wordsAt);
    operands = [];
    top = wordsAt + WORD_FLOATS;
  };
  clear();

  return {
    setTileRows: (rows) => kernels.setTileRows(rows),
    clear,
    place: (values, width) => {
      const offset = reserve(values.length);
      const operand = {
        slot: { space: "scratch" as const, offset, width },
        values: floats.subarray(offset, offset + values.length),
      };
      operand.values.set(values);
      operands.push(operand);
      return operand;
    },
    run: (name, fields, { rowStart, rowCount, temp }) => {
      const end = top;
      const room = reserve(temp);
      floats.fill(NaN, room, top + 64);
      integers.set(encodeCall(name, fields, (slot) => slot.offset * 4).slice(2), wordsAt);
      kernels.setTemp(room * 4);
      kernels[name](wordsAt * 4, rowStart, rowCount);
      checkGaps(floats, [...operands.map(rangeOf), [room, room + temp]], wordsAt + WORD_FLOATS, top + 64);
      top = end;
    },
  };
}

const rangeOf = ({ slot, values }: Operand): readonly [number, number] => [slot.offset, slot.offset + values.length];

function checkGaps(floats: Float32Array, used: readonly (readonly [number, number])[], from: number, to: number): void {
  let at = from;
  for (const [start, end] of [...used, [to, to] as const]) {
    for (; at < start; at++) {
      assert(Number.isNaN(floats[at]), `written outside the operands: float ${String(at)}`);
    }
    at = end;
  }
}
