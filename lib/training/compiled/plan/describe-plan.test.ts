import { describe, expect, it } from "vitest";
import { ADAM } from "../../objective";
import { WORKLOADS, type Workload } from "../testing/cases/workloads";
import { compilePlan } from "./compile-plan";
import { describePlan, planText } from "./describe-plan";
import { memoryYardstick, planMemory } from "./plan-memory";
import type { Plan } from "./plan";

describe("describePlan", () => {
  it("shows the calls of the MLP 64-128-64-10 with their sizes and operations", () => {
    const { lines } = describePlan(planOf("mlp-64"));
    expect(lines.map(({ phase, layer, shapes, note }) => `${phase} ${layer} ${shapes} ${note}`)).toEqual([
      "forward dense1 [128,64]·[64,128] → [128,128] relu",
      "forward dense2 [128,128]·[128,64] → [128,64] relu",
      "forward dense3 [128,64]·[64,10] → [128,10] ",
      "loss  [128,10], [128,1] → [] sparseCategoricalCrossEntropy",
      "backward dense3 [128,64]ᵀ·[128,10] → [64,10] ",
      "backward dense3 [128,10]·[64,10]ᵀ → [128,64] ·relu′",
      "backward dense2 [128,128]ᵀ·[128,64] → [128,64] ",
      "backward dense2 [128,64]·[128,64]ᵀ → [128,128] ·relu′",
      "backward dense1 [128,64]ᵀ·[128,128] → [64,128] ",
      // 17,226 weights, each tensor rounded up to four.
      "update  [17228] adam",
    ]);
    const wide = 2 * 128 * 64 * 128;
    const narrow = 2 * 128 * 64 * 10;
    const products = lines.filter(({ kernel }) => kernel.startsWith("dense"));
    expect(products.map(({ flops }) => flops)).toEqual([wide, wide, narrow, narrow, narrow, wide, wide, wide]);
  });

  it("shows the calls of the CNN with their sizes and operations", () => {
    const { lines, flopsPerStep } = describePlan(planOf("cnn"));
    const conv1 = 2 * 32 * 24 * 24 * 25 * 8;
    const conv2 = 2 * 32 * 8 * 8 * 25 * 8 * 16;
    const dense = 2 * 32 * 256 * 10;
    const products = lines.filter(({ kernel }) => /^(conv|dense)/.test(kernel));
    expect(products.map(({ kernel, layer, flops }) => `${kernel} ${layer} ${flops}`)).toEqual([
      `conv2d conv1 ${conv1}`,
      `conv2d conv2 ${conv2}`,
      `dense dense ${dense}`,
      `denseWeightGradient dense ${dense}`,
      `denseInputGradient dense ${dense}`,
      `conv2dWeightGradient conv2 ${conv2}`,
      `conv2dInputGradient conv2 ${conv2}`,
      `conv2dWeightGradient conv1 ${conv1}`,
    ]);
    expect(lines[0]?.shapes).toBe("[32,28,28,1] ∗ [5,5,1,8] → [32,24,24,8]");
    expect(lines.find(({ kernel }) => kernel === "maxPool2dGradient")).toMatchObject({
      shapes: "[32,4,4,16] → [32,8,8,16]",
      note: "·relu′",
    });
    expect(flopsPerStep).toBe(lines.reduce((sum, { flops }) => sum + flops, 0));
  });

  it("counts the bytes of each array once", () => {
    const [first] = describePlan(planOf("mlp-64")).lines;
    expect(first).toMatchObject({ reads: 4 * (128 * 64 + 64 * 128 + 128), writes: 4 * 128 * 128 });
    // The pool's input is also the value whose activation the gradient goes through.
    const pool = describePlan(planOf("cnn")).lines.findLast(({ kernel }) => kernel === "maxPool2dGradient");
    expect(pool?.reads).toBe(4 * 32 * (24 * 24 * 8 + 2 * 12 * 12 * 8));
  });

  it("fuses normalisation and ReLU", () => {
    const { lines } = describePlan(planOf("cnn-bn"));
    expect(lines.filter(({ phase }) => phase === "forward").map(({ kernel, note }) => `${kernel} ${note}`)).toEqual([
      "conv2d ",
      "batchNorm relu",
      "maxPool2d ",
      "conv2d ",
      "batchNorm relu",
      "maxPool2d ",
      "dense ",
    ]);
  });

  it("prints as a table with totals", () => {
    const text = planText(planOf("logistic")).split("\n");
    expect(text).toHaveLength(7);
    expect(text[0]).toMatch(/^phase +kernel +layer +shapes +kFLOP +kB read +kB written$/);
    expect(text[1]).toMatch(/^forward +dense +dense1 +\[32,20\]·\[20,1\] → \[32,1\] +1\.3 +2\.6 +0\.1$/);
    expect(text[5]).toBe("3.1 kFLOP; 1 × 32 = 32");
  });

  it("leaves the update out of an input-gradient plan", () => {
    const { graph, loss, batchSize } = workload("mlp-64");
    const plan = compilePlan({ ...usual, graph, loss, batchSize, gradientOf: { kind: "loss" } });
    expect(describePlan(plan).lines.some(({ phase }) => phase === "update")).toBe(false);
  });
});

describe("planMemory", () => {
  it("adds up what the MLP 64-128-64-10 holds", () => {
    const plan = planOf("mlp-64");
    const floats = { weights: 17228, batch: 128 * 65, values: 128 * (128 + 64 + 10), rows: 1000 * 65 };
    const needed = 4 * floats.weights + 2 * floats.values + floats.rows;
    expect(memoryYardstick(plan, { trainRows: 1000 })).toBe(4 * needed);
    // Three further copies of the gradients, the gathered batch, and the order of the rows.
    expect(planMemory(plan, { trainRows: 1000, copies: 4 })).toBe(
      4 * (needed + 3 * floats.weights + floats.batch + 1000),
    );
  });

  it.each(WORKLOADS.map(({ name, rows }) => [name, rows] as const))(
    "stays within 1.3 times what %s needs, plus 1 MiB",
    (name, trainRows) => {
      const plan = planOf(name);
      const limit = 1.3 * memoryYardstick(plan, { trainRows }) + 2 ** 20;
      expect(planMemory(plan, { trainRows, copies: plan.shards })).toBeLessThan(limit);
    },
  );
});

const usual = { optimizer: ADAM, clip: null, hasSampleWeights: false, score: "correct" } as const;

function workload(name: string): Workload {
  const found = WORKLOADS.find((one) => one.name === name);
  if (!found) throw new RangeError(name);
  return found;
}

function planOf(name: string): Plan {
  const { graph, loss, batchSize } = workload(name);
  return compilePlan({ ...usual, graph, loss, batchSize });
}
