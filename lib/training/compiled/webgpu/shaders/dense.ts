/** Matrix products of dense layers: register tiles, loads in groups of four where the sizes allow, no barriers. */
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import { activationText } from "./activation-text";
import type { Kernel, KernelContext } from "./kernel";
import { kernel, read, repeat, write } from "./kernel";
import { throughText } from "./through-text";
import { tileFor } from "./tile";

type Op<K> = Extract<ForwardOp | BackwardOp, { readonly kind: K }>;

/** y = act(x · kernel + bias). */
export function denseKernel(context: KernelContext, op: Op<"dense">): Kernel {
  const { inputs, units } = op;
  const wide = units % 4 === 0;
  const deep = inputs % 4 === 0;
  const rows = context.batchSize * op.rowsPerSample;
  const tile = tileFor({ rows, columns: units, wide, parallelism: context.parallelism });
  const group = wide ? 4 : 1;
  const columns = tile.columns / group;
  const type = wide ? "vec4f" : "f32";
  const across = Math.ceil(units / tile.columns);
  const load = wide ? "Four" : "At";
  const stride = units / group;
  /** One k: a row of the kernel times one number of each row of x. */
  const product = (k: string, factor: (row: number) => string) => `
    ${repeat(columns, (j) => `let b${j} = kernel${load}((${k}) * ${stride}u + column + ${j}u);`)}
    ${repeat(tile.rows, (i) => repeat(columns, (j) => `s${i}_${j} += ${factor(i)} * b${j};`))}`;
  const deepLoop = `for (var k = 0u; k < ${inputs / 4}u; k++) {
    ${repeat(tile.rows, (i) => `let a${i} = xFour((row + ${i}u) * ${inputs / 4}u + k);`)}
    ${repeat(4, (q) => `{ ${product(`4u * k + ${q}u`, (i) => `a${i}[${q}]`)} }`)}
  }`;
  const flatLoop = `for (var k = 0u; k < ${inputs}u; k++) {
    ${repeat(tile.rows, (i) => `let a${i} = xAt((row + ${i}u) * ${inputs}u + k);`)}
    ${product("k", (i) => `a${i}`)}
  }`;
  return kernel(context, {
    label: "dense",
    operands: [
      read("x", op.x, deep),
      read("kernel", op.kernel, wide),
      op.bias && read("bias", op.bias, wide),
      write("y", op.y, wide),
    ],
    threads: Math.ceil(rows / tile.rows) * across,
    snippets: [activationText(op.activation, type)],
    body: `  let row = index / ${across}u * ${tile.rows}u;
  let column = index % ${across}u * ${columns}u;
  let rows = step.rows * ${op.rowsPerSample}u;
  if (row >= rows) { return; }
  ${repeat(columns, (j) => {
    const start = op.bias ? `bias${load}(column + ${j}u)` : `${type}()`;
    return `let start${j} = ${start};\n${repeat(tile.rows, (i) => `var s${i}_${j} = start${j};`)}`;
  })}
  ${deep ? deepLoop : flatLoop}
  ${repeat(tile.rows, (i) =>
    repeat(columns, (j) => {
      const inside = [`row + ${i}u < rows`, ...(units % tile.columns ? [`column + ${j}u < ${stride}u`] : [])];
      const set = `ySet${wide ? "Four" : ""}((row + ${i}u) * ${stride}u + column + ${j}u, activate(s${i}_${j}));`;
      return `if (${inside.join(" && ")}) { ${set} }`;
    }),
  )}`,
  });
}

/** dx = dy · kernelᵀ, taken through the producer's activation. */
export function denseInputGradientKernel(context: KernelContext, op: Op<"denseInputGradient">): Kernel {
  const { inputs, units } = op;
  const wide = inputs % 4 === 0;
  const deep = units % 4 === 0;
  const rows = context.batchSize * op.rowsPerSample;
  const tile = tileFor({ rows, columns: inputs, wide, parallelism: context.parallelism });
  const across = Math.ceil(inputs / tile.columns);
  const [load, depth] = deep ? ["Four", units / 4] : ["At", units];
  const through = throughText(op, wide);
  const term = (i: number, j: number) => (deep ? `dot(a${i}, b${j})` : `a${i} * b${j}`);
  const give = (i: number) =>
    wide
      ? repeat(tile.columns / 4, (g) => {
          const parts = [0, 1, 2, 3].map((q) => `s${i}_${4 * g + q}`).join(", ");
          return `give((row + ${i}u) * ${inputs / 4}u + column / 4u + ${g}u, vec4f(${parts}));`;
        })
      : repeat(tile.columns, (j) => {
          const set = `give((row + ${i}u) * ${inputs}u + column + ${j}u, s${i}_${j});`;
          return inputs % tile.columns ? `if (column + ${j}u < ${inputs}u) { ${set} }` : set;
        });
  return kernel(context, {
    label: "dense input gradient",
    operands: [read("dy", op.dy, deep), read("kernel", op.kernel, deep), ...through.operands],
    threads: Math.ceil(rows / tile.rows) * across,
    snippets: through.snippets,
    body: `  let row = index / ${across}u * ${tile.rows}u;
  let column = index % ${across}u * ${tile.columns}u;
  let rows = step.rows * ${op.rowsPerSample}u;
  if (row >= rows) { return; }
  ${repeat(tile.rows, (i) => repeat(tile.columns, (j) => `var s${i}_${j} = 0.0;`))}
  for (var k = 0u; k < ${depth}u; k++) {
    ${repeat(tile.rows, (i) => `let a${i} = dy${load}((row + ${i}u) * ${depth}u + k);`)}
    ${repeat(tile.columns, (j) => `let b${j} = kernel${load}((column + ${j}u) * ${depth}u + k);`)}
    ${repeat(tile.rows, (i) => repeat(tile.columns, (j) => `s${i}_${j} += ${term(i, j)};`))}
  }
  ${repeat(tile.rows, (i) => `if (row + ${i}u < rows) { ${give(i)} }`)}`,
  });
}
