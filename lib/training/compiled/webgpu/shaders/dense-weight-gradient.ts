/** dKernel = xᵀ · dy and dBias = Σ dy, tile by tile, the rows in parts when the result is small. */
import type { BackwardOp } from "../../plan/backward-op";
import type { Kernel, KernelContext } from "./kernel";
import { kernel, read, repeat } from "./kernel";
import type { Sums } from "./partial-sums";
import { addPartsKernels, partCount, partRange, sumText } from "./partial-sums";
import { tileFor } from "./tile";

type Op = Extract<BackwardOp, { readonly kind: "denseWeightGradient" }>;

export function denseWeightGradientKernels(context: KernelContext, op: Op): readonly Kernel[] {
  const { inputs, units } = op;
  const wide = units % 4 === 0;
  const tile = tileFor({ rows: inputs, columns: units, wide, parallelism: context.parallelism });
  const tall = inputs % 4 === 0 && tile.rows % 4 === 0;
  const down = Math.ceil(inputs / tile.rows);
  const across = Math.ceil(units / tile.columns);
  const depth = context.batchSize * op.rowsPerSample;
  const results = inputs * units + (op.dBias ? units : 0);
  const parts = partCount({ context, threads: down * across, depth, results });
  const sums: Sums = {
    parts,
    kernel: op.dKernel,
    kernelSize: inputs * units,
    bias: op.dBias,
    biasSize: op.dBias ? units : 0,
  };
  const give = sumText(sums, wide);
  const columns = tile.columns / (wide ? 4 : 1);
  const stride = units / (wide ? 4 : 1);
  const type = wide ? "vec4f" : "f32";
  const loadA = tall
    ? repeat(tile.rows / 4, (g) => `let a${g} = xFour(m * ${inputs / 4}u + row / 4u + ${g}u);`)
    : repeat(tile.rows, (i) => `let a${i} = xAt(m * ${inputs}u + row + ${i}u);`);
  const factor = (i: number) => (tall ? `a${Math.floor(i / 4)}[${i % 4}]` : `a${i}`);
  const inColumns = (j: number) => (units % tile.columns ? `column + ${j}u < ${stride}u` : "true");
  const first = kernel(context, {
    label: "dense weight gradient",
    operands: [read("x", op.x, tall), read("dy", op.dy, wide), ...give.operands],
    workspace: give.workspace,
    threads: parts * down * across,
    snippets: give.snippets,
    body: `  let part = index / ${down * across}u;
  let row = index / ${across}u % ${down}u * ${tile.rows}u;
  let column = index % ${across}u * ${columns}u;
  let count = step.rows * ${op.rowsPerSample}u;
  ${partRange(parts, "count")}
  ${repeat(tile.rows, (i) => repeat(columns, (j) => `var s${i}_${j} = ${type}();`))}
  ${repeat(columns, (j) => `var bias${j} = ${type}();`)}
  for (var m = begin; m < end; m++) {
    ${loadA}
    ${repeat(columns, (j) => `let b${j} = dy${wide ? "Four" : "At"}(m * ${stride}u + column + ${j}u);\n${op.dBias ? `bias${j} += b${j};` : ""}`)}
    ${repeat(tile.rows, (i) => repeat(columns, (j) => `s${i}_${j} += ${factor(i)} * b${j};`))}
  }
  ${repeat(tile.rows, (i) =>
    repeat(columns, (j) => {
      const set = `giveKernel(part, (row + ${i}u) * ${stride}u + column + ${j}u, s${i}_${j});`;
      return `if (row + ${i}u < ${inputs}u && ${inColumns(j)}) { ${set} }`;
    }),
  )}
  ${op.dBias ? `if (row == 0u) { ${repeat(columns, (j) => `if (${inColumns(j)}) { giveBias(part, column + ${j}u, bias${j}); }`)} }` : ""}`,
  });
  return [first, ...addPartsKernels(context, sums)];
}
