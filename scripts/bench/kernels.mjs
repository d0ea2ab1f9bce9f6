/**
 * Micro-benchmark of the matrix kernels on one thread: GFLOP/s of products and convolutions beside the machine's own peak (a loop of
 * multiply-adds that never leaves the registers), relaxed and plain SIMD. `node scripts/bench/kernels.mjs [--chromium] [--rows 4]`.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import v8 from "node:v8";

const ENTRY = "lib/training/compiled/kernels/matrix/bare-matrix.ts";

/** Compiles the matrix kernels alone. */
export async function compileMatrixKernels({ relaxed }) {
  const { default: asc } = await import("assemblyscript/asc");
  let binary = null;
  const features = ["--enable", "simd", ...(relaxed ? ["--enable", "relaxed-simd"] : [])];
  const flags = ["--runtime", "stub", "-O3", "--converge", "--noAssert", "--importMemory", "--use", "abort="];
  const { error, stderr } = await asc.main([ENTRY, "--outFile", "matrix.wasm", ...flags, ...features], {
    readFile: (file) => {
      try {
        return readFileSync(file, "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_file, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`the kernels did not compile:\n${stderr.toString() || String(error)}`);
  return binary;
}

/** GFLOP/s of one core with four-float vectors: what no kernel of this build can exceed. */
export async function measurePeak({ relaxed = true } = {}) {
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  const { peak } = await benchKernels({
    bytes: [...(await compileMatrixKernels({ relaxed }))],
    cases: [],
    tileRows: 4,
  });
  return peak;
}

const dense = (name, rows, inputs, units) => ({ name, kind: "dense", rows, inputs, units });
const conv = (name, rows, size, channels, kernel, filters, same = false) => ({
  ...{ name, kind: "conv2d", rows, size, channels, kernel, filters },
  ...{ out: same ? size : size - kernel + 1, pad: same ? (kernel - 1) >> 1 : 0 },
});

export const CASES = [
  dense("dense 128×128×128", 128, 128, 128),
  dense("dense 128×784×128", 128, 784, 128),
  dense("dense 512×512×512", 512, 512, 512),
  dense("MLP 64→128 b128", 128, 64, 128),
  dense("MLP 128→64 b128", 128, 128, 64),
  dense("MLP 64→10 b128", 128, 64, 10),
  dense("MLP 128→10 b128", 128, 128, 10),
  dense("tabular 20→32 b32", 32, 20, 32),
  dense("tabular 32→16 b32", 32, 32, 16),
  dense("tabular 16→1 b32", 32, 16, 1),
  dense("CNN 256→10 b32", 32, 256, 10),
  conv("CNN conv1 28×28×1 8@5×5 b32", 32, 28, 1, 5, 8),
  conv("CNN conv2 12×12×8 16@5×5 b32", 32, 12, 8, 5, 16),
  conv("conv 16×16×32 32@3×3 same b8", 8, 16, 32, 3, 32, true),
  conv("conv 32×32×3 32@3×3 same b8", 8, 32, 3, 3, 32, true),
  conv("conv 16×16×64 64@1×1 b8", 8, 16, 64, 1, 64),
];

/**
 * Times every case: forward, weight gradient, input gradient. Stands on nothing outside itself, so that a page can run it too.
 * Returns the peak and per case and pass microseconds (the fastest of many) and GFLOP/s.
 */
export async function benchKernels({ bytes, cases, tileRows }) {
  const memory = new WebAssembly.Memory({ initial: 1024 });
  const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes), { env: { memory } });
  const kernels = instance.exports;
  kernels.setTileRows(tileRows);
  const words = new Int32Array(memory.buffer);
  const wordsAt = (kernels.heapBase() + 1023) & ~1023;
  let top = wordsAt + 1024;
  const room = (floats) => {
    const at = top;
    top += ((floats + 31) & ~15) * 4;
    new Float32Array(memory.buffer, at, floats).forEach((_, i, all) => (all[i] = Math.sin(i) * 0.1));
    return at;
  };
  const call = (name, fields, rows) => {
    words.set(fields, wordsAt / 4);
    kernels[name](wordsAt, 0, rows);
  };
  const span = (run, repeats) => {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) run();
    return performance.now() - start;
  };
  /** Microseconds of a call: the fastest of many batches, long enough for a coarse clock even when nothing interrupts them. */
  const fastest = (run) => {
    let repeats = 1;
    while (Math.min(span(run, repeats), span(run, repeats)) < 10) repeats *= 2;
    let best = Infinity;
    for (let batch = 0; batch < 12; batch++) best = Math.min(best, span(run, repeats) / repeats);
    return best * 1000;
  };
  const timed = (flops, run) => {
    const us = fastest(run);
    return { us, gflops: flops / us / 1000 };
  };
  for (let i = 0; i < 20; i++) kernels.peak(10_000);
  const peak = timed(96 * 100_000, () => kernels.peak(100_000)).gflops;
  const base = top;
  const rows = cases.map((one) => {
    top = base;
    kernels.setTemp(room(1 << 18));
    const window = [
      one.size,
      one.size,
      one.channels,
      one.out,
      one.out,
      one.kernel,
      one.kernel,
      1,
      1,
      1,
      1,
      one.pad,
      one.pad,
    ];
    const isDense = one.kind === "dense";
    const inputs = isDense ? one.inputs : one.size * one.size * one.channels;
    const outputs = isDense ? one.units : one.out * one.out * one.filters;
    const weights = isDense ? one.inputs * one.units : one.kernel * one.kernel * one.channels * one.filters;
    const units = isDense ? one.units : one.filters;
    const sizes = isDense ? [1, one.inputs, one.units] : [...window, one.filters];
    const x = [room(one.rows * inputs), inputs];
    const y = [room(one.rows * outputs), outputs];
    const dy = [room(one.rows * outputs), outputs];
    const dx = [room(one.rows * inputs), inputs];
    const kernel = [room(weights), weights];
    const dKernel = [room(weights), weights];
    const bias = [room(units), units];
    const dBias = [room(units), units];
    const flops = 2 * one.rows * weights * (isDense ? 1 : one.out * one.out);
    const pass = (suffix, fields) => timed(flops, () => call(one.kind + suffix, fields, one.rows));
    return {
      name: one.name,
      forward: pass("", [...sizes, 1, ...x, ...kernel, ...bias, ...y]),
      weightGradient: pass("WeightGradient", [...sizes, ...x, ...dy, ...dKernel, ...dBias]),
      inputGradient: pass("InputGradient", [...sizes, ...dy, ...kernel, ...dx, 1, ...x, 0]),
    };
  });
  return { peak, rows };
}

async function inChromium(options) {
  const { chromium } = await import("playwright");
  const { CHROMIUM_ARGS, findChromium } = await import("../chromium.mjs");
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage();
    return await page.evaluate(`(${benchKernels})(${JSON.stringify(options)})`);
  } finally {
    await browser.close();
  }
}

function print({ peak, rows }, title) {
  console.log(`\n${title}: peak ${peak.toFixed(1)} GFLOP/s`);
  const cell = ({ us, gflops }) => `${us.toFixed(1).padStart(8)} µs ${gflops.toFixed(1).padStart(5)}`;
  console.log(`${"".padEnd(32)}${["forward", "weights", "inputs"].map((pass) => pass.padStart(17)).join("")}`);
  for (const row of rows) {
    console.log(row.name.padEnd(32) + [row.forward, row.weightGradient, row.inputGradient].map(cell).join(""));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { chromium: { type: "boolean" }, rows: { type: "string" }, only: { type: "string" } },
  });
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  const cases = CASES.filter(({ name }) => name.includes(values.only ?? ""));
  for (const relaxed of [true, false]) {
    const tileRows = Number(values.rows ?? (!values.chromium ? 4 : relaxed ? 6 : 5));
    const options = { bytes: [...(await compileMatrixKernels({ relaxed }))], cases, tileRows };
    const result = values.chromium ? await inChromium(options) : await benchKernels(options);
    print(
      result,
      `${values.chromium ? "Chromium" : "Node"}, ${relaxed ? "relaxed" : "plain"} SIMD, tiles of ${tileRows} rows`,
    );
  }
}
