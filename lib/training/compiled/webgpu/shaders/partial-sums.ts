/**
 * Sums over many rows with a small result: the rows are divided into parts, every part is summed apart into the workspace, and a
 * second kernel adds the parts in order. So many threads work and the result does not depend on their timing.
 */
import type { Slot } from "../../plan/slot";
import type { Kernel, KernelContext, Operand } from "./kernel";
import { kernel, read, write, WORKSPACE } from "./kernel";

/** Floats that the parts of one call may take: what they cost in memory stays small beside a dataset. */
const MAX_PARTIAL_FLOATS = 131_072;
/** Sums of fewer items are not worth a second kernel, and parts have no fewer than the second number. */
const MIN_DEPTH = 512;
const MIN_PART_DEPTH = 64;

/** How many parts: as many as make `parallelism` threads, within the room for them. */
export function partCount(input: {
  readonly context: KernelContext;
  /** Threads of one part. */
  readonly threads: number;
  /** What is summed over: rows, positions. */
  readonly depth: number;
  readonly results: number;
}): number {
  if (input.depth < MIN_DEPTH) return 1;
  const wanted = Math.ceil(input.context.parallelism / input.threads);
  const room = Math.floor(MAX_PARTIAL_FLOATS / input.results);
  return Math.max(1, Math.min(wanted, room, Math.floor(input.depth / MIN_PART_DEPTH)));
}

/** Tensors that are summed together: a kernel and its bias. */
export interface Sums {
  readonly parts: number;
  readonly kernel: Slot | null;
  readonly kernelSize: number;
  readonly bias: Slot | null;
  readonly biasSize: number;
}

export interface SumText {
  readonly operands: readonly (Operand | null)[];
  readonly workspace: number;
  /** `giveKernel(part, i, v)` and `giveBias(part, i, v)` put a part's sum of float (wide: group of four) i where it belongs. */
  readonly snippets: readonly string[];
}

/** Where the first kernel puts its sums: straight into the gradients when there is one part, into the workspace otherwise. */
export function sumText(sums: Sums, wide: boolean): SumText {
  const type = wide ? "vec4f" : "f32";
  const set = wide ? "SetFour" : "Set";
  const group = wide ? 4 : 1;
  if (sums.parts === 1) {
    return {
      operands: [sums.kernel && write("sumKernel", sums.kernel, wide), sums.bias && write("sumBias", sums.bias, wide)],
      workspace: 0,
      snippets: [
        sums.kernel ? `fn giveKernel(part: u32, i: u32, v: ${type}) { sumKernel${set}(i, v); }` : "",
        sums.bias ? `fn giveBias(part: u32, i: u32, v: ${type}) { sumBias${set}(i, v); }` : "",
      ],
    };
  }
  const total = sums.kernelSize + sums.biasSize;
  return {
    operands: [write("partial", WORKSPACE, wide)],
    workspace: total * sums.parts,
    snippets: [
      `fn giveKernel(part: u32, i: u32, v: ${type}) { partial${set}(part * ${total / group}u + i, v); }`,
      `fn giveBias(part: u32, i: u32, v: ${type}) { partial${set}(part * ${total / group}u + ${sums.kernelSize / group}u + i, v); }`,
    ],
  };
}

/** The second kernel; none when there is one part. */
export function addPartsKernels(context: KernelContext, sums: Sums): readonly Kernel[] {
  if (sums.parts === 1) return [];
  const wide = sums.kernelSize % 4 === 0 && sums.biasSize % 4 === 0;
  const group = wide ? 4 : 1;
  const [type, at, set] = wide ? ["vec4f", "Four", "SetFour"] : ["f32", "At", "Set"];
  const total = (sums.kernelSize + sums.biasSize) / group;
  const kernelSize = sums.kernelSize / group;
  const giveBias = sums.bias ? `sumBias${set}(index - ${kernelSize}u, sum);` : "";
  return [
    kernel(context, {
      label: "add parts",
      operands: [
        read("partial", WORKSPACE, wide),
        sums.kernel && write("sumKernel", sums.kernel, wide),
        sums.bias && write("sumBias", sums.bias, wide),
      ],
      threads: total,
      body: `  var sum = ${type}();
  for (var part = 0u; part < ${sums.parts}u; part++) { sum += partial${at}(part * ${total}u + index); }
  ${sums.kernel ? `if (index < ${kernelSize}u) { sumKernel${set}(index, sum); return; }` : ""}
  ${giveBias}`,
    }),
  ];
}

/** WGSL: `begin` and `end` of the range of `count` (an expression) that belongs to part `part`. */
export function partRange(parts: number, count: string): string {
  return `let share = (${count} + ${parts - 1}u) / ${parts}u;
  let begin = min(part * share, ${count});
  let end = min(begin + share, ${count});`;
}
