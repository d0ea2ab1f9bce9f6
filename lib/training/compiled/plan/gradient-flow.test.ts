import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../random";
import type { GraphActivation, GraphNode, Layer, LayerGraph } from "../../layer-graph";
import { ADAM, DEFAULT_LOSS } from "../../objective";
import { finiteDifferences } from "../testing/suite/finite-differences";
import { runInFloat64 } from "../testing/oracle/float64-plan";
import { batchLoss, forward, oracleWeights } from "../testing/oracle/oracle";
import { INFERENCE } from "../testing/oracle/oracle-value";
import { randomDag } from "../testing/cases/random-dag";
import { seededTensors } from "../testing/cases/seeded-tensors";
import { compilePlan } from "./compile-plan";
import type { LossOp, Plan } from "./plan";
import type { BackwardOp } from "./backward-op";

const LOSS = { kind: "meanSquaredError", ...DEFAULT_LOSS } as const;
const ROWS = 3;
const RUNS = { seed: 4, numRuns: 60 };

describe("the backward half of a plan", () => {
  it("is the derivative of the loss in graphs that branch and meet again", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 9 }), (seed, nodes) => {
        const { graph, weights, batch } = drawn(seed, nodes);
        const plan = compile(graph);
        const run = runInFloat64(plan, { ...batch, weights });
        for (const { name, slot } of plan.tensors) {
          const expected = finiteDifferences(
            () => batchLoss({ graph, loss: LOSS }, weights, { ...batch, sampleWeights: null, mode: INFERENCE }),
            weights.get(name)!,
          );
          expectClose(run.read({ ...slot, space: "gradients" }), expected);
        }
      }),
      RUNS,
    );
  });

  it("reaches the features in a plan for that, row by row", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 9 }), fc.boolean(), (seed, nodes, ofLoss) => {
        const { graph, weights, batch } = drawn(seed, nodes);
        const gradientOf = ofLoss ? ({ kind: "loss" } as const) : ({ kind: "output", index: 1 } as const);
        const plan = compile(graph, gradientOf);
        const { values: outputs } = forward(graph, weights, batch).output;
        const total = () => {
          const y = forward(graph, weights, batch).output.values;
          // Rows do not touch each other, so the gradient of the sum holds each row's own.
          return y.reduce(
            (sum, value, i) => sum + (ofLoss ? (value - batch.targets[i]!) ** 2 / 2 : i % 2 ? value : 0),
            0,
          );
        };
        expect(outputs).toHaveLength(2 * ROWS);
        const run = runInFloat64(plan, { ...batch, weights });
        expectClose(run.read(plan.inputGradient!), finiteDifferences(total, batch.features));
      }),
      RUNS,
    );
  });
});

describe("a value with several consumers", () => {
  const diamond = (activation: GraphActivation): LayerGraph => ({
    inputShape: [4],
    nodes: [
      node("top", dense(activation), [-1]),
      node("left", dense("tanh"), [0]),
      node("right", dense("tanh"), [0]),
      node("bottom", { kind: "add" }, [1, 2]),
      node("output", dense("linear"), [3]),
    ],
  });

  it("is written by the first, added to by the second, and then taken through its activation in place", () => {
    const plan = compile(diamond("relu"));
    const [top] = plan.forward;
    const toTop = plan.backward.filter((op) => "dx" in op && op.dx?.offset === topDelta(plan));
    expect(toTop.map(flags)).toEqual([
      "denseInputGradient write ·linear",
      "denseInputGradient add ·linear",
      "pass write ·relu",
    ]);
    expect(toTop[2]).toMatchObject({ throughY: top?.y, dy: (toTop[2] as { dx: unknown }).dx });
  });

  it("needs no pass when its activation is linear", () => {
    const plan = compile(diamond("linear"));
    expect(plan.backward.filter((op) => "dx" in op && op.dx?.offset === topDelta(plan)).map(flags)).toEqual([
      "denseInputGradient write ·linear",
      "denseInputGradient add ·linear",
    ]);
  });

  it("counts the same input twice", () => {
    const graph: LayerGraph = {
      inputShape: [4],
      nodes: [node("top", dense("tanh"), [-1]), node("twice", { kind: "add" }, [0, 0])],
    };
    expect(compile(graph).backward.map(flags)).toEqual([
      "pass write ·linear",
      "pass add ·linear",
      "pass write ·tanh",
      "denseWeightGradient",
    ]);
  });

  it("counts the loss when the output is also read through a reshape", () => {
    const graph: LayerGraph = {
      inputShape: [4],
      nodes: [
        node("top", dense("tanh"), [-1]),
        node("side", { kind: "reshape", shape: [3] }, [0]),
        node("sum", { kind: "add" }, [0, 1]),
      ],
    };
    expect(compile(graph).backward.filter((op) => op.kind === "pass")).toHaveLength(3);
  });
});

describe("a training plan", () => {
  it("computes no gradient of the features, nor of what only they reach", () => {
    const layers: Layer[] = [
      { kind: "dropout", rate: 0.5 },
      { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 },
    ];
    const nodes = [...layers, dense("linear")].map((layer, index) => node(`n${index}`, layer, [index - 1]));
    const plan = compile({ inputShape: [4], nodes });
    expect(plan.backward.map(({ kind }) => kind)).toEqual([
      "denseWeightGradient",
      "denseInputGradient",
      "batchNormGradient",
    ]);
    expect(plan.backward[2]).toMatchObject({ dx: null, training: true });
    expect(plan.inputGradient).toBeNull();
  });
});

function node(name: string, layer: Layer, inputs: readonly number[]): GraphNode {
  return { name, layer, inputs };
}

function dense(activation: GraphActivation): Layer {
  return { kind: "dense", units: 3, activation, useBias: true };
}

function compile(graph: LayerGraph, gradientOf?: LossOp["seed"]): Plan {
  const options = { graph, loss: LOSS, optimizer: ADAM, clip: null, batchSize: 4, hasSampleWeights: false } as const;
  return compilePlan({ ...options, score: "squaredError", ...(gradientOf ? { gradientOf } : {}) });
}

/** Where the gradient of the first dense layer's output lies. */
function topDelta(plan: Plan): number | undefined {
  return plan.backward.findLast((op) => op.kind === "denseWeightGradient")?.dy.offset;
}

function flags(op: BackwardOp): string {
  if (!("accumulate" in op)) return op.kind;
  return `${op.kind} ${op.accumulate ? "add" : "write"} ·${op.throughActivation}`;
}

function drawn(seed: number, nodes: number) {
  const random = seededRandom(seed);
  const activations = ["linear", "tanh", "sigmoid", "swish"] as const;
  const graph = randomDag(random, { inputWidth: 3, nodes, outputs: 2, activations, plain: true });
  const numbers = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  const batch = { rows: ROWS, features: numbers(3 * ROWS), targets: numbers(2 * ROWS) };
  return { graph, batch, weights: oracleWeights(seededTensors(graph, random)) };
}

function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) =>
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[i]!))),
  );
}
