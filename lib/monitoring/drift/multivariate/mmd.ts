/**
 * Maximum mean discrepancy with a Gaussian kernel k(x, y) = exp(−|x − y|² / (2σ²)): how far apart the mean embeddings of two samples are.
 *
 * Unbiased: MMD² = Σ_{i≠j} k(xᵢ, xⱼ)/(n(n−1)) + Σ_{i≠j} k(yᵢ, yⱼ)/(m(m−1)) − 2 mean k(xᵢ, yⱼ), which can be below 0; biased: the means
 * include the diagonal. σ by a median heuristic, see `bandwidth.ts`.
 * The permutation test deals the pooled rows again: p = (1 + deals with an MMD² no smaller) / (1 + deals). The kernel is computed once; a
 * deal costs the sum of one block, for with a the sum within x and r the row sums, the cross sum is Σ_{i∈x} rᵢ − a.
 * Source: Gretton and others (2012); the estimator of Alibi Detect and of Evidently's `empirical_mmd`, whose p is the share without the two ones.
 * Cost: O((n + m)² · (columns + deals)) and 8 (n + m)² bytes: sides above `maxRows` are sampled at random and the result says so.
 * Rows are put in order first, so that the seed and the rows alone decide.
 * Preconditions, else a named result: two finite rows a side, columns of equal number.
 */
import { permutation, type Random } from "../../../random";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { referenceBandwidth } from "./bandwidth";
import { sortedRows, takeMatrixRows, unusableMatrices, type Matrix } from "./matrix";
import { pooledSquaredDistances } from "./squared-distances";

const DEFAULT_DEALS = 100;
const DEFAULT_MAX_ROWS = 1_000;
/** A deal that gives the observed value but for rounding reaches it. */
const ROUNDING = 1e-14;

export interface MmdEstimates {
  readonly unbiased: number;
  readonly biased: number;
}

export interface MmdOptions {
  readonly random: Random;
  /** The kernel's σ from the reference rows that are compared. Default: Alibi Detect's median heuristic. */
  readonly bandwidth?: (reference: Matrix) => number;
  /** Default 100. */
  readonly deals?: number;
  /** Rows a side that are compared at most. Default 1,000. */
  readonly maxRows?: number;
}

export interface MmdResult {
  /** Unbiased MMD². */
  readonly statistic: number;
  readonly pValue: number;
  readonly sigma: number;
  /** Rows that were compared: fewer than given when a side was sampled. */
  readonly rows: readonly [number, number];
}

/** Whether two samples of rows could come from the same distribution. */
export function mmdTest(reference: Matrix, current: Matrix, options: MmdOptions): Measured<MmdResult> {
  const refused = unusableMatrices([reference, current], 2);
  if (refused) return refused;
  const { random, deals = DEFAULT_DEALS, maxRows = DEFAULT_MAX_ROWS, bandwidth = referenceBandwidth } = options;
  const [x, y] = [sampled(reference, maxRows, random), sampled(current, maxRows, random)];
  const sigma = bandwidth(x);
  if (!(sigma > 0)) return degenerate("constant");
  const kernel = gaussianKernel(pooledSquaredDistances(x, y), sigma);
  const size = x.rows + y.rows;
  const order = Uint32Array.from({ length: size }, (_, row) => row);
  const statistic = estimates(kernel, order, x.rows).unbiased;
  let reached = 0;
  for (let deal = 0; deal < deals; deal++) {
    if (estimates(kernel, permutation(size, random), x.rows).unbiased >= statistic - ROUNDING) reached++;
  }
  return measured({ statistic, pValue: (1 + reached) / (1 + deals), sigma, rows: [x.rows, y.rows] as const });
}

/** Both estimates of MMD² for a given σ. Preconditions: two rows a side, columns of equal number, σ > 0. */
export function mmdSquared(reference: Matrix, current: Matrix, sigma: number): MmdEstimates {
  const kernel = gaussianKernel(pooledSquaredDistances(reference, current), sigma);
  const order = Uint32Array.from({ length: reference.rows + current.rows }, (_, row) => row);
  return estimates(kernel, order, reference.rows);
}

interface Kernel {
  readonly values: Float64Array;
  readonly rowSums: Float64Array;
  readonly total: number;
}

function gaussianKernel(squared: Float64Array, sigma: number): Kernel {
  const values = squared.map((distance) => Math.exp(-distance / (2 * sigma * sigma)));
  const size = Math.sqrt(values.length);
  const rowSums = new Float64Array(size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) rowSums[i]! += values[i * size + j]!;
  return { values, rowSums, total: rowSums.reduce((sum, value) => sum + value, 0) };
}

/** MMD² between the first n rows of an order and the rest. The diagonal of the kernel is 1. */
function estimates({ values, rowSums, total }: Kernel, order: Uint32Array, n: number): MmdEstimates {
  const size = order.length;
  const m = size - n;
  let [within, rows] = [n, 0];
  for (let i = 0; i < n; i++) {
    const row = order[i]! * size;
    rows += rowSums[order[i]!]!;
    for (let j = 0; j < i; j++) within += 2 * values[row + order[j]!]!;
  }
  const cross = rows - within;
  const rest = total - within - 2 * cross;
  const between = (2 * cross) / (n * m);
  return {
    unbiased: (within - n) / (n * (n - 1)) + (rest - m) / (m * (m - 1)) - between,
    biased: within / (n * n) + rest / (m * m) - between,
  };
}

function sampled(matrix: Matrix, maxRows: number, random: Random): Matrix {
  const sorted = sortedRows(matrix);
  if (matrix.rows <= maxRows) return sorted;
  return takeMatrixRows(sorted, permutation(matrix.rows, random).slice(0, maxRows));
}
