/** The matrix kernels against float64 loops: random shapes with every remainder, both builds, every height of tile. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GraphActivation } from "../../layer-graph";
import type { Window2d } from "../plan/forward-op";
import { loadBareKernels, type BareKernels, type Operand } from "../testing/bare-kernels";
import {
  convolutionProducts,
  denseProducts,
  forwardLoop,
  inputGradientLoop,
  weightGradientLoop,
  type Products,
} from "../testing/matrix-loops";
import { enableRelaxedSimd } from "../testing/node-kernels";
import {
  convolutionInputGradientRoom,
  convolutionRoom,
  convolutionWeightGradientRoom,
  denseInputGradientRoom,
  productRoom,
} from "./matrix-room";

enableRelaxedSimd();

interface Rows {
  /** Rows before the shard's own. */
  readonly rowStart: number;
  readonly rowCount: number;
}

/** What a layer is, apart from its sizes. */
interface Options extends Rows {
  readonly activation: GraphActivation;
  readonly hasBias: boolean;
  readonly accumulate: boolean;
  readonly tileRows: number;
  readonly seed: number;
}

type Layer =
  | { readonly kind: "dense"; readonly rowsPerSample: number; readonly inputs: number; readonly units: number }
  | { readonly kind: "conv2d"; readonly window: Window2d; readonly filters: number };

const options: fc.Arbitrary<Options> = fc.record({
  rowStart: fc.integer({ min: 0, max: 2 }),
  rowCount: fc.integer({ min: 0, max: 13 }),
  activation: fc.constantFrom<GraphActivation>("linear", "relu", "tanh"),
  hasBias: fc.boolean(),
  accumulate: fc.boolean(),
  tileRows: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

const dense: fc.Arbitrary<Layer> = fc.record({
  kind: fc.constant("dense" as const),
  rowsPerSample: fc.integer({ min: 1, max: 3 }),
  inputs: fc.integer({ min: 1, max: 41 }),
  units: fc.integer({ min: 1, max: 41 }),
});

/** Products that are cut into blocks: more than 256 steps, more than 512 columns, more than 4,096 weights. */
const blocked: Layer[] = [
  { kind: "dense", rowsPerSample: 1, inputs: 601, units: 13 },
  { kind: "dense", rowsPerSample: 1, inputs: 513, units: 16 },
  { kind: "dense", rowsPerSample: 1, inputs: 21, units: 1037 },
  { kind: "dense", rowsPerSample: 1, inputs: 530, units: 259 },
  { kind: "dense", rowsPerSample: 53, inputs: 66, units: 70 },
];

const size = (max: number) => fc.integer({ min: 1, max });
/** Half of the convolutions have windows that touch each other: the usual ones, with ways of their own. */
const steps = fc.oneof(
  fc.constant({ strides: [1, 1] as const, dilation: [1, 1] as const }),
  fc.record({ strides: fc.tuple(size(3), size(3)), dilation: fc.tuple(size(2), size(3)) }),
);
const convolution: fc.Arbitrary<Layer> = fc
  .record({
    kernel: fc.tuple(size(4), size(4)),
    steps,
    room: fc.tuple(fc.nat(8), fc.nat(8)),
    channels: size(9),
    filters: size(21),
    same: fc.boolean(),
  })
  .map(({ kernel, steps: { strides, dilation }, room, channels, filters, same }) => {
    const rows = along(kernel[0], { stride: strides[0], dilation: dilation[0], room: room[0], same });
    const columns = along(kernel[1], { stride: strides[1], dilation: dilation[1], room: room[1], same });
    const window = {
      ...{ height: rows.length, width: columns.length, channels },
      ...{ outHeight: rows.outputs, outWidth: columns.outputs, padTop: rows.before, padLeft: columns.before },
      ...{ kernelHeight: kernel[0], kernelWidth: kernel[1], strideHeight: strides[0], strideWidth: strides[1] },
      ...{ dilationHeight: dilation[0], dilationWidth: dilation[1] },
    };
    return { kind: "conv2d" as const, window, filters };
  });

/** One dimension of a window, on an image `room` larger than it. */
function along(
  kernel: number,
  by: { readonly stride: number; readonly dilation: number; readonly room: number; readonly same: boolean },
): { readonly length: number; readonly outputs: number; readonly before: number } {
  const reach = (kernel - 1) * by.dilation + 1;
  const length = reach + by.room;
  if (!by.same) return { length, outputs: Math.floor((length - reach) / by.stride) + 1, before: 0 };
  const outputs = Math.ceil(length / by.stride);
  return { length, outputs, before: Math.floor(Math.max(0, (outputs - 1) * by.stride + reach - length) / 2) };
}

/** Numbers in (−1, 1) by a small generator. */
function noise(seed: number): (count: number) => Float32Array {
  let state = seed;
  return (count) =>
    Float32Array.from({ length: count }, () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state / 0x40000000 - 1;
    });
}

const activate = { linear: (x: number) => x, relu: (x: number) => Math.max(x, 0), tanh: Math.tanh };
const slope = { linear: () => 1, relu: (y: number) => (y > 0 ? 1 : 0), tanh: (y: number) => 1 - y * y };
type Tested = keyof typeof activate;

function productsOf(layer: Layer): Products {
  return layer.kind === "dense" ? denseProducts(layer) : convolutionProducts(layer.window, layer.filters);
}

/** Largest |a − b| / max(1, |b|); NaN when any is. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < b.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!)));
  return worst;
}

interface Placed {
  readonly x: Operand;
  readonly y: Operand;
  readonly dy: Operand;
  readonly dx: Operand;
  readonly kernel: Operand;
  readonly bias: Operand;
  readonly dKernel: Operand;
  readonly dBias: Operand;
}

function place(kernels: BareKernels, products: Products, { rowStart, rowCount, seed }: Options): Placed {
  kernels.clear();
  const rows = rowStart + rowCount;
  const random = noise(seed);
  const perRow = (width: number) => kernels.place(random(rows * width), width);
  const whole = (count: number) => kernels.place(random(count), count);
  return {
    ...{ x: perRow(products.inputs), y: perRow(products.outputs) },
    ...{ dx: perRow(products.inputs), dy: perRow(products.outputs) },
    ...{ kernel: whole(products.weights), bias: whole(products.units) },
    ...{ dKernel: whole(products.weights), dBias: whole(products.units) },
  };
}

/** Runs a layer's forward pass and holds it against the loop. */
function checkForward(kernels: BareKernels, layer: Layer, options: Options): number {
  const products = productsOf(layer);
  const { x, y, kernel, bias } = place(kernels, products, options);
  const rows = options.rowStart + options.rowCount;
  const act = activate[options.activation as Tested];
  const sums = forwardLoop(products, {
    ...{ x: x.values, kernel: kernel.values, rows },
    bias: options.hasBias ? bias.values : null,
  });
  const own = options.rowStart * products.outputs;
  const wanted = sums.map((sum, i) => (i < own ? y.values[i]! : act(sum)));
  const fields = {
    ...{ activation: options.activation, x: x.slot, kernel: kernel.slot, y: y.slot },
    bias: options.hasBias ? bias.slot : null,
  };
  if (layer.kind === "dense")
    kernels.run("dense", { ...layer, ...fields }, { ...options, temp: productRoom(layer.inputs, layer.units) });
  else
    kernels.run("conv2d", { ...layer, ...fields }, { ...options, temp: convolutionRoom(layer.window, layer.filters) });
  return difference(y.values, wanted);
}

function checkWeightGradient(kernels: BareKernels, layer: Layer, options: Options): number {
  const products = productsOf(layer);
  const { x, dy, dKernel, dBias } = place(kernels, products, options);
  const rows = options.rowStart + options.rowCount;
  const wanted = weightGradientLoop(products, { x: x.values, dy: dy.values, from: options.rowStart, rows });
  const kept = Float32Array.from(dBias.values);
  const fields = { x: x.slot, dy: dy.slot, dKernel: dKernel.slot, dBias: options.hasBias ? dBias.slot : null };
  if (layer.kind === "dense")
    kernels.run(
      "denseWeightGradient",
      { ...layer, ...fields },
      { ...options, temp: productRoom(options.rowCount * layer.rowsPerSample, layer.units) },
    );
  else
    kernels.run(
      "conv2dWeightGradient",
      { ...layer, ...fields },
      { ...options, temp: convolutionWeightGradientRoom(layer.window, layer.filters) },
    );
  return Math.max(
    difference(dKernel.values, wanted.dKernel),
    difference(dBias.values, options.hasBias ? wanted.dBias : kept),
  );
}

function checkInputGradient(kernels: BareKernels, layer: Layer, options: Options): number {
  const products = productsOf(layer);
  const { x: through, dy, dx, kernel } = place(kernels, products, options);
  const rows = options.rowStart + options.rowCount;
  const slopeOf = slope[options.activation as Tested];
  const raw = inputGradientLoop(products, { dy: dy.values, kernel: kernel.values, rows });
  const own = options.rowStart * products.inputs;
  const wanted = raw.map((sum, i) => {
    const before = dx.values[i]!;
    return i < own ? before : sum * slopeOf(through.values[i]!) + (options.accumulate ? before : 0);
  });
  const throughY = options.activation === "linear" ? null : through.slot;
  const fields = {
    ...{ dy: dy.slot, kernel: kernel.slot, dx: dx.slot },
    ...{ throughActivation: options.activation, throughY, accumulate: options.accumulate },
  };
  const aside = options.accumulate && throughY !== null;
  if (layer.kind === "dense")
    kernels.run(
      "denseInputGradient",
      { ...layer, ...fields },
      { ...options, temp: denseInputGradientRoom({ ...layer, aside }) },
    );
  else
    kernels.run(
      "conv2dInputGradient",
      { ...layer, ...fields },
      { ...options, temp: convolutionInputGradientRoom(layer.window, layer.filters) },
    );
  return difference(dx.values, wanted);
}

const CHECKS = [
  ["forward", checkForward],
  ["weight gradient", checkWeightGradient],
  ["input gradient", checkInputGradient],
] as const;
const PLAIN = await loadBareKernels({ relaxed: false });
const RELAXED = await loadBareKernels({ relaxed: true });
const TOLERANCE = 2e-5;

describe.each([
  ["plain SIMD", PLAIN],
  ["relaxed SIMD", RELAXED],
] as const)("%s", (_build, kernels) => {
  const property = (layer: fc.Arbitrary<Layer>, check: (typeof CHECKS)[number][1], numRuns: number) =>
    fc.assert(
      fc.property(layer, options, (drawn, how) => {
        kernels.setTileRows(how.tileRows);
        expect(check(kernels, drawn, how)).toBeLessThan(TOLERANCE);
      }),
      { seed: 7, numRuns },
    );

  it.each(CHECKS)("dense %s is the sum of its products", (_pass, check) => {
    property(dense, check, 300);
  });

  it.each(CHECKS)("dense %s is right when the product is cut into blocks", (_pass, check) => {
    property(fc.constantFrom(...blocked), check, 25);
  });

  it.each(CHECKS)("convolution %s is right for any stride, dilation and padding", (_pass, check) => {
    property(convolution, check, 300);
  });

  it("gives the same bits with any height of tile", () => {
    fc.assert(
      fc.property(fc.oneof(dense, convolution), options, (layer, how) => {
        const outputs = [1, 4, 6].map((rows) => {
          kernels.setTileRows(rows);
          return bitsOfAll(kernels, layer, { ...how, rowCount: how.rowCount + 5 });
        });
        expect(outputs[1]).toEqual(outputs[0]);
        expect(outputs[2]).toEqual(outputs[0]);
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

/** The bits of a layer's output and of its weight gradient. */
function bitsOfAll(kernels: BareKernels, layer: Layer, how: Options): readonly number[] {
  const placed = place(kernels, productsOf(layer), how);
  const temp = 1 << 16;
  const forward = { activation: how.activation, bias: placed.bias.slot };
  const slots = { x: placed.x.slot, y: placed.y.slot, dy: placed.dy.slot, kernel: placed.kernel.slot };
  const gradients = { dKernel: placed.dKernel.slot, dBias: placed.dBias.slot };
  if (layer.kind === "dense") {
    kernels.run("dense", { ...layer, ...slots, ...forward }, { ...how, temp });
    kernels.run("denseWeightGradient", { ...layer, ...slots, ...gradients }, { ...how, temp });
  } else {
    kernels.run("conv2d", { ...layer, ...slots, ...forward }, { ...how, temp });
    kernels.run("conv2dWeightGradient", { ...layer, ...slots, ...gradients }, { ...how, temp });
  }
  return [placed.y, placed.dKernel, placed.dBias].flatMap(({ values }) => [
    ...new Uint32Array(values.buffer, values.byteOffset, values.length),
  ]);
}
