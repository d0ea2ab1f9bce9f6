import { describe, expect, it } from "vitest";
import type { Plan } from "../../plan/plan";
import { ADAM, DEFAULT_LOSS } from "../../../objective";
import { compilePlan } from "../../plan/compile-plan";
import { WORKLOADS } from "../../testing/cases/workloads";
import { kernel, read, write, type KernelContext } from "./kernel";
import { programOf } from "../program";
import { regionsOf, type Regions } from "../regions";
import { stepTable } from "../step-table";
import { tileFor } from "./tile";

const regions: Regions = { list: [], place: () => ({ region: "one", offset: 0 }) };
const context: KernelContext = { regions, batchSize: 1, parallelism: 1 };
const at = (region: string, offset = 0) => ({ region, offset });

function planOf(name: string): Plan {
  const { graph, loss, batchSize } = WORKLOADS.find((workload) => workload.name === name)!;
  const base = { graph, loss: { ...DEFAULT_LOSS, ...loss }, batchSize, optimizer: ADAM, clip: null } as const;
  return compilePlan({ ...base, hasSampleWeights: false, score: "correct" });
}

describe("a kernel", () => {
  it("of millions of threads has no dimension beyond what every device allows", () => {
    const { workgroups, code } = kernel(context, { label: "big", operands: [], threads: 64 * 100_000, body: "" });
    expect(Math.max(...workgroups)).toBeLessThanOrEqual(65_535);
    expect(workgroups[0] * workgroups[1]).toBeGreaterThanOrEqual(100_000);
    expect(code).toContain(`group.y * ${workgroups[0]}u + group.x`);
  });

  it("binds a buffer once, written when one of its operands is", () => {
    const operands = [read("x", at("a")), write("y", at("a", 8)), read("z", at("b"))];
    const { bindings } = kernel(context, { label: "two", operands, threads: 1, body: "" });
    expect(bindings).toEqual([
      { region: "a", access: "read_write" },
      { region: "b", access: "read" },
    ]);
  });

  it("types a buffer in fours only where every write is in fours and every place aligned", () => {
    const typeOf = (...operands: Parameters<typeof kernel>[1]["operands"]) =>
      /array<(\w+)>/.exec(kernel(context, { label: "type", operands, threads: 1, body: "" }).code)![1];
    expect(typeOf(read("x", at("a"), true))).toBe("vec4f");
    expect(typeOf(read("x", at("a", 2), true))).toBe("f32");
    expect(typeOf(read("x", at("a"), true), write("y", at("a", 4)))).toBe("f32");
    expect(typeOf(read("x", at("a")), write("y", at("a", 4), true))).toBe("vec4f");
  });
});

describe("the regions of a plan", () => {
  it.each(["tabular-b32", "cnn-bn"])("hold every slot of %s apart from the others", (name) => {
    const plan = planOf(name);
    const { list, place } = regionsOf(plan);
    expect(new Set(list.map((region) => region.name)).size).toBe(list.length);
    const dense = plan.forward.find((op) => op.kind === "dense")!;
    expect(place(dense.x)).not.toEqual(place(dense.y));
    for (const { slot } of plan.tensors) {
      const region = list.find((known) => known.name === place(slot).region)!;
      expect(place(slot).offset + slot.width).toBeLessThanOrEqual(region.floats);
    }
  });

  it("bind at most eight buffers in any kernel, as every device allows", () => {
    for (const { name } of WORKLOADS) {
      const plan = planOf(name);
      const own = { regions: regionsOf(plan), batchSize: plan.batchSize, parallelism: 4096 };
      for (const kind of ["train", "evaluate", "predict"] as const) {
        for (const { label, bindings } of programOf(own, plan, kind)) {
          expect(bindings.length, label).toBeLessThanOrEqual(8);
        }
      }
    }
  });
});

describe("a tile", () => {
  it("is as large as leaves enough threads, with columns that fit", () => {
    const sizes = { rows: 128, columns: 128, wide: true };
    expect(tileFor({ ...sizes, parallelism: 1 })).toEqual({ rows: 8, columns: 8 });
    expect(tileFor({ ...sizes, parallelism: 1000 })).toEqual({ rows: 4, columns: 4 });
    expect(tileFor({ ...sizes, columns: 12, parallelism: 1 })).toEqual({ rows: 4, columns: 4 });
    expect(tileFor({ rows: 32, columns: 10, wide: false, parallelism: 1 })).toEqual({ rows: 8, columns: 5 });
    expect(tileFor({ rows: 3, columns: 1, wide: false, parallelism: 9 })).toEqual({ rows: 1, columns: 1 });
  });
});

describe("the step table", () => {
  it("has a row of 256 bytes for each step", () => {
    const step = { start: 7, rows: 5, step: 3, learningRate: 0.5, correction1: 0.25, correction2: 0.125 };
    const bytes = stepTable([step, { ...step, start: 12 }], { seed: 2 ** 32 - 1, ordered: true });
    expect([...new Uint32Array(bytes, 0, 4)]).toEqual([7, 5, 2 ** 32 - 1, 3]);
    expect([...new Float32Array(bytes, 16, 3)]).toEqual([0.5, 0.25, 0.125]);
    expect(new Uint32Array(bytes, 28, 1)[0]).toBe(1);
    expect(new Uint32Array(bytes, 256, 1)[0]).toBe(12);
    expect(bytes.byteLength).toBe(512);
  });
});
