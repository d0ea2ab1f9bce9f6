/** Kernels in which a thread makes one float of a per-row slot, or a group of four where the width allows. */
import type { Kernel, KernelContext, Operand } from "./kernel";
import { kernel } from "./kernel";

/** Names in the text of a kernel: the type of a value and how operands are read. */
export interface FloatText {
  readonly wide: boolean;
  readonly type: "f32" | "vec4f";
  /** As in `x${at}(i)`. */
  readonly at: "At" | "Four";
  readonly set: "Set" | "SetFour";
  readonly group: 1 | 4;
}

export function floatText(wide: boolean): FloatText {
  return wide
    ? { wide, type: "vec4f", at: "Four", set: "SetFour", group: 4 }
    : { wide, type: "f32", at: "At", set: "Set", group: 1 };
}

/** `body` sees `i`, the float (wide: group of four) from the first row of the batch on; `width` floats per row. */
export function eachFloatKernel(
  context: KernelContext,
  input: {
    readonly label: string;
    readonly width: number;
    /** What must be a multiple of four for groups of four; the width when absent. */
    readonly group?: number;
    readonly parts: (text: FloatText) => {
      readonly operands: readonly (Operand | null)[];
      readonly snippets?: readonly string[];
      readonly body: string;
    };
  },
): Kernel {
  const text = floatText((input.group ?? input.width) % 4 === 0);
  const width = input.width / text.group;
  const { operands, snippets = [], body } = input.parts(text);
  return kernel(context, {
    label: input.label,
    operands,
    snippets,
    threads: context.batchSize * width,
    body: `  let i = index;
  if (i >= step.rows * ${width}u) { return; }
  ${body}`,
  });
}
