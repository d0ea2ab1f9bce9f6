import { beforeAll, describe, expect, it } from "vitest";
import { FUSIBLE_ACTIVATIONS } from "../plan/backward-op";
import { GRAPH_ACTIVATIONS, type GraphActivation } from "../../layer-graph";
import { compileKernelModule } from "../testing/kernel-module";
import { activateNumber, erf } from "../testing/oracle/oracle-activations";

/** Vector and scalar forms side by side, by number. */
const FUNCTIONS = ["exp", "log", "tanh", "sigmoid", "softplus", "erf"] as const;
const SOURCE = `
  import { exp4, log4, tanh4, sigmoid4, softplus4, erf4, expm14, normalCdf4, cosTurn4 } from "./math";
  import { exp1, log1, tanh1, sigmoid1, softplus1, erf1 } from "./math";
  import { activate4, activate1, derivativeFromOutput4, derivativeFromInput4 } from "./activations";
  import { derivativeFromOutput1, derivativeFromInput1 } from "./activations";

  export function four(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 16, to += 16) {
      const x = v128.load(from);
      let y = x;
      switch (kind) {
        case 0: y = exp4(x); break;
        case 1: y = log4(x); break;
        case 2: y = tanh4(x); break;
        case 3: y = sigmoid4(x); break;
        case 4: y = softplus4(x); break;
        case 5: y = erf4(x); break;
        case 6: y = expm14(x); break;
        case 7: y = normalCdf4(x); break;
        case 8: y = cosTurn4(x); break;
      }
      v128.store(to, y);
    }
  }

  export function one(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 4, to += 4) {
      const x = load<f32>(from);
      let y = x;
      switch (kind) {
        case 0: y = exp1(x); break;
        case 1: y = log1(x); break;
        case 2: y = tanh1(x); break;
        case 3: y = sigmoid1(x); break;
        case 4: y = softplus1(x); break;
        case 5: y = erf1(x); break;
      }
      store<f32>(to, y);
    }
  }

  export function activateFour(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 16, to += 16) {
      v128.store(to, activate4(v128.load(from), kind));
    }
  }

  export function activateOne(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 4, to += 4) {
      store<f32>(to, activate1(load<f32>(from), kind));
    }
  }

  export function slopeFour(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 16, to += 16) {
      const x = v128.load(from);
      v128.store(to, derivativeFromInput4(x, activate4(x, kind), kind));
    }
  }

  export function slopeOne(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 4, to += 4) {
      const x = load<f32>(from);
      store<f32>(to, derivativeFromInput1(x, activate1(x, kind), kind));
    }
  }

  export function outputSlopeFour(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 16, to += 16) {
      v128.store(to, derivativeFromOutput4(v128.load(from), kind));
    }
  }

  export function outputSlopeOne(kind: i32, from: usize, to: usize, count: i32): void {
    for (const end = from + (<usize>count << 2); from < end; from += 4, to += 4) {
      store<f32>(to, derivativeFromOutput1(load<f32>(from), kind));
    }
  }`;

type Form =
  "four" | "one" | "activateFour" | "activateOne" | "slopeFour" | "slopeOne" | "outputSlopeFour" | "outputSlopeOne";

const SAMPLES = 20_000;
const FROM = 1 << 16;
const TO = FROM + 4 * SAMPLES;
const ELEMENTWISE = GRAPH_ACTIVATIONS.filter((kind) => kind !== "softmax" && kind !== "logSoftmax");
const LIMITS = Float32Array.of(Infinity, -Infinity, NaN, 0);

let call: (form: Form, kind: number, xs: Float32Array) => Float32Array;

beforeAll(async () => {
  const { memory, exports } = await compileKernelModule(SOURCE);
  call = (form, kind, xs) => {
    new Float32Array(memory.buffer, FROM, xs.length).set(xs);
    const work = exports[form] as (kind: number, from: number, to: number, count: number) => void;
    work(kind, FROM, TO, xs.length);
    return new Float32Array(memory.buffer, TO, xs.length).slice();
  };
}, 60_000);

/** Evenly spread from `low` to `high`. */
function spread(low: number, high: number): Float32Array {
  return Float32Array.from({ length: SAMPLES }, (_, index) => low + ((high - low) * index) / SAMPLES);
}

/** Largest relative error; below `least` errors count as if the value were that large. */
function worstRelative(xs: Float32Array, ys: Float32Array, truth: (x: number) => number, least = 1.2e-38): number {
  return xs.reduce((most, x, index) => {
    const expected = truth(x);
    const error = Math.abs(ys[index]! - expected) / Math.max(Math.abs(expected), least);
    return Number.isNaN(error) ? Infinity : Math.max(most, error);
  }, 0);
}

const bits = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length);

/** Central difference; h suits float64. */
function slope(kind: GraphActivation, x: number): number {
  return (activateNumber(kind, x + 1e-5) - activateNumber(kind, x - 1e-5)) / 2e-5;
}

/** Where the first or second derivative jumps. */
const KINKS: Partial<Record<GraphActivation, readonly number[]>> = {
  relu: [0],
  relu6: [0, 6],
  elu: [0],
  softsign: [0],
  selu: [0],
  hardSigmoid: [-2.5, 2.5],
};

describe("functions of the kernels", () => {
  it.each([
    ["exp", 0, -87, 88, Math.exp],
    ["log", 1, 1e-6, 4, Math.log],
    ["log of large numbers", 1, 1, 1e30, Math.log],
    ["tanh", 2, -10, 10, Math.tanh],
    ["sigmoid", 3, -80, 30, (x: number) => 1 / (1 + Math.exp(-x))],
    ["softplus", 4, -80, 30, (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
    ["erf", 5, -5, 5, erf],
    ["expm1", 6, -6, 6, Math.expm1],
    ["cos of a turn", 8, 0, 1, (x: number) => Math.cos(2 * Math.PI * x)],
  ] as const)("%s is within 3e-7", (_name, kind, low, high, truth) => {
    const xs = spread(low, high).filter((x) => x !== 0);
    const padded = xs.subarray(0, xs.length - (xs.length % 4));
    const least = kind === 8 ? 1 : undefined;
    expect(worstRelative(padded, call("four", kind, padded), truth, least)).toBeLessThan(3e-7);
  });

  it("keeps the normal distribution's tail", () => {
    const [tail] = call("four", 7, Float32Array.of(-6, 6, 0, -1));
    expect(tail! / 9.865876450377018e-10).toBeCloseTo(1, 5);
  });

  it("reaches its limits, and passes NaN on", () => {
    const limits = FUNCTIONS.map((name, kind) => [name, ...call("four", kind, LIMITS)]);
    expect(limits).toEqual([
      ["exp", Infinity, 0, NaN, 1],
      ["log", Infinity, NaN, NaN, -Infinity],
      ["tanh", 1, -1, NaN, 0],
      ["sigmoid", 1, 0, NaN, 0.5],
      ["softplus", Infinity, 0, NaN, Math.fround(Math.LN2)],
      ["erf", 1, -1, NaN, 0],
    ]);
  });

  it("overflows and underflows like float32", () => {
    const [over, under, denormal, below] = call("four", 0, Float32Array.of(88.73, -104, -100, -1000));
    expect([over, under, below]).toEqual([Infinity, 0, 0]);
    expect(denormal! / Math.exp(-100)).toBeCloseTo(1, 1);
    expect([...call("four", 1, Float32Array.of(1e-40, -1, -0, 1))]).toEqual([
      expect.closeTo(Math.log(1e-40), 3),
      NaN,
      -Infinity,
      0,
    ]);
  });

  it.each(FUNCTIONS)("gives one %s the bits that four get", (name) => {
    const xs = spread(-9, 9);
    const kind = FUNCTIONS.indexOf(name);
    expect(bits(call("one", kind, xs))).toEqual(bits(call("four", kind, xs)));
  });
});

describe("activations of the kernels", () => {
  it.each(ELEMENTWISE)("%s is that of the oracle", (kind) => {
    const xs = spread(-12, 12);
    const ys = call("activateFour", GRAPH_ACTIVATIONS.indexOf(kind), xs);
    expect(worstRelative(xs, ys, (x) => activateNumber(kind, x), 0.1)).toBeLessThan(1e-6);
  });

  it.each(ELEMENTWISE)("%s has the right slope", (kind) => {
    const kinks = KINKS[kind] ?? [];
    const xs = spread(-9, 9).map((x) => (kinks.some((kink) => Math.abs(x - kink) < 1e-4) ? 1 : x));
    const slopes = call("slopeFour", GRAPH_ACTIVATIONS.indexOf(kind), xs);
    expect(worstRelative(xs, slopes, (x) => slope(kind, x), 1)).toBeLessThan(2e-6);
  });

  it.each(ELEMENTWISE)("%s of infinities is no NaN, of NaN is one", (kind) => {
    const [top, bottom, none] = call("activateFour", GRAPH_ACTIVATIONS.indexOf(kind), LIMITS);
    expect([top, bottom].map(Number.isNaN)).toEqual([false, false]);
    expect(none).toBeNaN();
    const [slopeUp, slopeDown] = call("slopeFour", GRAPH_ACTIVATIONS.indexOf(kind), LIMITS);
    expect([slopeUp, slopeDown].map(Number.isNaN)).toEqual([false, false]);
  });

  it.each(ELEMENTWISE)("gives one %s the bits that four get", (kind) => {
    const number = GRAPH_ACTIVATIONS.indexOf(kind);
    const xs = spread(-9, 9);
    expect(bits(call("activateOne", number, xs))).toEqual(bits(call("activateFour", number, xs)));
    expect(bits(call("slopeOne", number, xs))).toEqual(bits(call("slopeFour", number, xs)));
  });

  it.each(FUSIBLE_ACTIVATIONS)("takes the slope of %s from its output", (kind) => {
    const number = GRAPH_ACTIVATIONS.indexOf(kind);
    const xs = spread(-9, 9);
    const ys = call("activateFour", number, xs);
    const slopes = call("outputSlopeFour", number, ys);
    expect(bits(slopes)).toEqual(bits(call("slopeFour", number, xs)));
    expect(bits(call("outputSlopeOne", number, ys))).toEqual(bits(slopes));
  });

  it("lets no gradient through a relu at 0", () => {
    const number = GRAPH_ACTIVATIONS.indexOf("relu");
    expect([...call("outputSlopeFour", number, Float32Array.of(0, -0, 1e-30, 5))]).toEqual([0, 0, 1, 1]);
  });
});
