/** What tests of single calls expect: a layer in float64, and finite differences of Σ dy·y. */
import { beforeAll, describe, expect } from "vitest";
import { seededRandom } from "../../../../random";
import type { Layer, Shape } from "../../../layer-graph";
import { finiteDifferences } from "./finite-differences";
import { enableRelaxedSimd, loadKernelFromDisk } from "../node-kernels";
import { computeLayer } from "../oracle/oracle-layers";
import { callRooms, type CallRoom } from "../single-call";
import { worstOfTensor } from "./worst-difference";

/** Rows of a call, unless a test says otherwise. */
export const ROWS = 3;
/** A gradient call that writes what it finds. */
export const NO_THROUGH = { throughActivation: "linear", throughY: null, accumulate: false } as const;

const PLACES = 12;

export type Numbers = Float32Array | Float64Array;
type Weights = Readonly<Record<string, Float32Array>>;
/** The whole layer in float64: outputs from inputs and weights. */
type Forward = (x: Float64Array, weights: Readonly<Record<string, Float64Array>>) => Float64Array;

/** One layer on a batch, at one place with its gradient dy. */
export interface LayerAt {
  readonly forward: Forward;
  readonly x: Float32Array;
  readonly weights: Weights;
  readonly dy: Float32Array;
}

/** Runs the tests with both builds; `open` gives a memory of its own. */
export function describeBuilds(name: string, tests: (open: () => Promise<CallRoom>) => void): void {
  enableRelaxedSimd();
  describe.each(["plain", "relaxed"])(`${name} of the %s build`, (build) => {
    let open: () => Promise<CallRoom>;
    beforeAll(async () => {
      open = await callRooms(loadKernelFromDisk, { relaxed: build === "relaxed" });
    });
    tests(() => open());
  });
}

/** The layer as the oracle computes it while training. */
export function oracle(layer: Layer, shape: Shape, rows = ROWS): Forward {
  const mode = { training: true, seed: 1, step: 0 };
  return (x, weights) =>
    computeLayer(layer, [{ rows, shape, values: x }], {
      ...{ mode, node: 0, saveStatistic: () => undefined },
      weights: (name) => weights[name]!,
    }).values;
}

/** float32 numbers as float64. */
export const wide = (values: Numbers) => Float64Array.from(values);
export const wideAll = (weights: Weights) =>
  Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, wide(values)]));

/** Compares a call's gradient with respect to the input ("x") or a weight at some places. */
export function expectGradient(actual: Numbers, of: LayerAt, name: string): void {
  const { places, values } = expectedGradient(of, name);
  const found = places.map((place) => actual[place]!);
  expect(worstOfTensor(found, values, 1), `gradient of ${name}`).toBeLessThan(2e-4);
}

/** Compares all numbers. */
export function expectValues(actual: Numbers, expected: Numbers, within = 2e-5): void {
  expect(worstOfTensor(actual, expected, 1)).toBeLessThan(within);
}

/** Finite differences of Σ dy·y. */
function expectedGradient(of: LayerAt, name: string): { places: readonly number[]; values: Float64Array } {
  const x = wide(of.x);
  const weights = wideAll(of.weights);
  const target = name === "x" ? x : weights[name]!;
  const random = seededRandom(name);
  const places =
    target.length <= PLACES ? [...target.keys()] : Array.from({ length: PLACES }, () => random.int(target.length));
  const sum = () => of.forward(x, weights).reduce((total, y, index) => total + y * of.dy[index]!, 0);
  return { places, values: finiteDifferences(sum, target, places) };
}
