import { describe, expect, it } from "vitest";
import { ADAM, type OptimizerSpec } from "../../objective";
import { mlp, WORKLOADS } from "../testing/cases/workloads";
import { compilePlan } from "./compile-plan";

const [{ loss }] = WORKLOADS as [(typeof WORKLOADS)[number]];

function shardsOf(widths: readonly number[], batchSize: number, optimizer: OptimizerSpec = ADAM): string {
  const options = {
    graph: mlp(widths),
    loss,
    optimizer,
    clip: null,
    hasSampleWeights: false,
    score: "correct",
  } as const;
  const { shards, rowsPerShard } = compilePlan({ ...options, batchSize });
  return `${shards} × ${rowsPerShard}`;
}

describe("the shards of a plan", () => {
  it("are one for a step that is over at once", () => {
    expect(shardsOf([20, 32, 16, 1], 256)).toBe("1 × 256");
  });

  it("are two where there is some work for them, and four where there is much", () => {
    expect(shardsOf([64, 128, 64, 1], 128)).toBe("2 × 64");
    expect(shardsOf([64, 128, 64, 1], 512)).toBe("4 × 128");
  });

  it("have at least eight rows, a multiple of four", () => {
    expect(shardsOf([256, 256, 64, 1], 17)).toBe("2 × 12");
    expect(shardsOf([256, 256, 64, 1], 15)).toBe("1 × 15");
    expect(shardsOf([64, 128, 64, 1], 404)).toBe("4 × 104");
  });

  it("are fewer where copies of the gradients would take too much memory", () => {
    expect(shardsOf([1024, 1024, 1], 128)).toBe("2 × 64");
    expect(shardsOf([2048, 2048, 1], 128, { kind: "sgd" })).toBe("1 × 128");
  });
});
