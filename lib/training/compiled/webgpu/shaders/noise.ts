/** Dropout and noise: the random numbers depend on the step and the element alone, so backward draws the same ones again. */
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import type { FloatText } from "./each-float";
import { eachFloatKernel } from "./each-float";
import type { Kernel, KernelContext } from "./kernel";
import { float, read, write } from "./kernel";
import { RANDOM_TEXT } from "./random-text";
import { throughText } from "./through-text";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

/** Kept elements are scaled by 1 / (1 − rate), so that the expectation stays. Inference copies. */
export function dropoutKernel(context: KernelContext, op: Op<"dropout">, training: boolean): Kernel {
  return eachFloatKernel(context, {
    label: "dropout",
    width: op.width,
    parts: (text) => ({
      operands: [read("x", op.x, text.wide), write("y", op.y, text.wide)],
      snippets: training ? [RANDOM_TEXT, maskText(op, text)] : [],
      body: `y${text.set}(i, x${text.at}(i)${training ? " * mask(i)" : ""});`,
    }),
  });
}

export function dropoutGradientKernel(context: KernelContext, op: Op<"dropoutGradient">, training: boolean): Kernel {
  return eachFloatKernel(context, {
    label: "dropout gradient",
    width: op.width,
    parts: (text) => {
      const through = throughText(op, text.wide);
      return {
        operands: [read("dy", op.dy, text.wide), ...through.operands],
        snippets: [...(training ? [RANDOM_TEXT, maskText(op, text)] : []), ...through.snippets],
        body: `give(i, dy${text.at}(i)${training ? " * mask(i)" : ""});`,
      };
    },
  });
}

function maskText(op: { readonly rate: number; readonly node: number }, { wide, type }: FloatText): string {
  const scale = float(1 / (1 - op.rate));
  const one = (index: string) => `select(0.0, ${scale}, bitsAt(key, ${index}) >= ${Math.floor(op.rate * 2 ** 32)}u)`;
  const four = [0, 1, 2, 3].map((q) => one(`4u * i + ${q}u`)).join(", ");
  return `fn mask(i: u32) -> ${type} {
  let key = stepKey(${op.node}u);
  return ${wide ? `vec4f(${four})` : one("i")};
}`;
}

/** x + stddev·z, with z normal (Box and Muller, 1958). Inference copies. */
export function gaussianNoiseKernel(context: KernelContext, op: Op<"gaussianNoise">, training: boolean): Kernel {
  return eachFloatKernel(context, {
    label: "gaussian noise",
    width: op.width,
    parts: (text) => ({
      operands: [read("x", op.x, text.wide), write("y", op.y, text.wide)],
      snippets: training ? [RANDOM_TEXT, normalText(op.node, text)] : [],
      body: `y${text.set}(i, x${text.at}(i)${training ? ` + ${float(op.stddev)} * normal(i)` : ""});`,
    }),
  });
}

/** The angle is turned to [−π, π), where every driver's cosine is precise. */
function normalText(node: number, { wide, type }: FloatText): string {
  const four = [0, 1, 2, 3].map((q) => `normalAt(key, 4u * i + ${q}u)`).join(", ");
  return `fn normalAt(key: u32, i: u32) -> f32 {
  let u1 = (f32(bitsAt(key, 2u * i)) + 1.0) / 4294967296.0;
  let u2 = f32(bitsAt(key, 2u * i + 1u)) / 4294967296.0;
  return sqrt(max(-2.0 * log(u1), 0.0)) * cos(${float(2 * Math.PI)} * (u2 - select(0.0, 1.0, u2 >= 0.5)));
}
fn normal(i: u32) -> ${type} {
  let key = stepKey(${node}u);
  return ${wide ? `vec4f(${four})` : "normalAt(key, i)"};
}`;
}
