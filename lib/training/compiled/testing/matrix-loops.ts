/** The matrix kernels as plain float64 loops over their definition, for rows `from`… of their operands. */
import type { Window2d } from "../plan/forward-op";

type Numbers = ArrayLike<number>;

/** Every multiply-add of a layer: x[row, at] · kernel[weight] belongs to y[row, to]. */
export interface Products {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  /** Outputs that share a bias: output o has bias o mod units. */
  readonly units: number;
  readonly visit: (each: (at: number, weight: number, to: number) => void) => void;
}

export function denseProducts(sizes: {
  readonly rowsPerSample: number;
  readonly inputs: number;
  readonly units: number;
}): Products {
  const { rowsPerSample, inputs, units } = sizes;
  return {
    inputs: rowsPerSample * inputs,
    outputs: rowsPerSample * units,
    weights: inputs * units,
    units,
    visit: (each) => {
      for (let r = 0; r < rowsPerSample; r++)
        for (let i = 0; i < inputs; i++)
          for (let j = 0; j < units; j++) each(r * inputs + i, i * units + j, r * units + j);
    },
  };
}

export function convolutionProducts(w: Window2d, filters: number): Products {
  const taps = w.kernelHeight * w.kernelWidth;
  return {
    inputs: w.height * w.width * w.channels,
    outputs: w.outHeight * w.outWidth * filters,
    weights: taps * w.channels * filters,
    units: filters,
    visit: (each) => {
      for (let position = 0; position < w.outHeight * w.outWidth; position++)
        for (let tap = 0; tap < taps; tap++) {
          const pixel = pixelOf(w, position, tap);
          if (pixel === null) continue;
          for (let c = 0; c < w.channels; c++)
            for (let f = 0; f < filters; f++)
              each(pixel * w.channels + c, (tap * w.channels + c) * filters + f, position * filters + f);
        }
    },
  };
}

/** The pixel under a tap of the window at a position; null in the border. */
function pixelOf(w: Window2d, position: number, tap: number): number | null {
  const row =
    Math.floor(position / w.outWidth) * w.strideHeight + Math.floor(tap / w.kernelWidth) * w.dilationHeight - w.padTop;
  const column = (position % w.outWidth) * w.strideWidth + (tap % w.kernelWidth) * w.dilationWidth - w.padLeft;
  return row < 0 || column < 0 || row >= w.height || column >= w.width ? null : row * w.width + column;
}

/** y before its activation. */
export function forwardLoop(
  products: Products,
  {
    x,
    kernel,
    bias,
    rows,
  }: { readonly x: Numbers; readonly kernel: Numbers; readonly bias: Numbers | null; readonly rows: number },
): Float64Array {
  const y = Float64Array.from({ length: rows * products.outputs }, (_, i) => bias?.[i % products.units] ?? 0);
  for (let r = 0; r < rows; r++)
    products.visit((at, weight, to) => {
      y[r * products.outputs + to]! += x[r * products.inputs + at]! * kernel[weight]!;
    });
  return y;
}

/** Over rows `from` to `rows`. */
export function weightGradientLoop(
  products: Products,
  { x, dy, from, rows }: { readonly x: Numbers; readonly dy: Numbers; readonly from: number; readonly rows: number },
): { readonly dKernel: Float64Array; readonly dBias: Float64Array } {
  const dKernel = new Float64Array(products.weights);
  const dBias = new Float64Array(products.units);
  for (let r = from; r < rows; r++) {
    products.visit((at, weight, to) => {
      dKernel[weight]! += x[r * products.inputs + at]! * dy[r * products.outputs + to]!;
    });
    for (let o = 0; o < products.outputs; o++) dBias[o % products.units]! += dy[r * products.outputs + o]!;
  }
  return { dKernel, dBias };
}

export function inputGradientLoop(
  products: Products,
  { dy, kernel, rows }: { readonly dy: Numbers; readonly kernel: Numbers; readonly rows: number },
): Float64Array {
  const dx = new Float64Array(rows * products.inputs);
  for (let r = 0; r < rows; r++)
    products.visit((at, weight, to) => {
      dx[r * products.inputs + at]! += dy[r * products.outputs + to]! * kernel[weight]!;
    });
  return dx;
}
