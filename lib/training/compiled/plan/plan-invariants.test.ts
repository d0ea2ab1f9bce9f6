import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../random";
import { LAYER_CASES, SHARDED_CASES } from "../testing/cases/layer-cases";
import { compileOptions, MEAN_SQUARED_ERROR, type CaseOptions } from "../testing/cases/placed-case";
import { randomDag } from "../testing/cases/random-dag";
import { randomGraph } from "../testing/cases/random-graph";
import { compilePlan } from "./compile-plan";
import { SLOT_ALIGNMENT } from "./layout";
import { slotUses } from "./op-traffic";
import type { Plan, PlanOp } from "./plan";
import { PER_ROW_SPACES, type Slot } from "./slot";

const RUNS = { seed: 11, numRuns: 150 };

/** Training and input-gradient plans of every layer case, of random stacks and of random branching graphs. */
function forPlans(check: (plan: Plan) => void): void {
  const checkBoth = (options: CaseOptions) => {
    const asked = compileOptions(options);
    check(compilePlan(asked));
    // Nothing comes back to features that are looked up in a table.
    if (options.graph.nodes.some(({ layer }) => layer.kind === "embedding")) return;
    check(compilePlan({ ...asked, gradientOf: { kind: "loss" } }));
  };
  for (const { graph } of [...LAYER_CASES, ...SHARDED_CASES]) checkBoth({ graph, batchSize: 32, weighted: true });
  fc.assert(fc.property(randomGraph({ without: [] }), checkBoth), RUNS);
  const dag = fc.record({ seed: fc.integer(), nodes: fc.integer({ min: 1, max: 12 }) });
  fc.assert(
    fc.property(dag, ({ seed, nodes }) => {
      const activations = ["linear", "relu", "tanh", "gelu"] as const;
      const shape = { inputWidth: 3, nodes, outputs: 2, activations, plain: false };
      checkBoth({ graph: randomDag(seededRandom(seed), shape), loss: MEAN_SQUARED_ERROR });
    }),
    RUNS,
  );
}

describe("every plan", () => {
  it("lays its slots side by side, aligned, within their spaces", () => {
    forPlans((plan) => {
      const slots = distinctSlots(plan).toSorted((a, b) => a.space.localeCompare(b.space) || a.offset - b.offset);
      slots.forEach((slot, index) => {
        const next = slots[index + 1];
        const end = slot.offset + floatsOf(plan, slot);
        expect(slot.offset % SLOT_ALIGNMENT).toBe(0);
        expect(end).toBeLessThanOrEqual(plan.sizes[slot.space]);
        if (next?.space === slot.space) expect(end).toBeLessThanOrEqual(next.offset);
      });
    });
  });

  it("writes the gradient of each trained tensor exactly once, at the tensor's offset", () => {
    forPlans((plan) => {
      if (plan.inputGradient !== null) return;
      const written = plan.backward.flatMap(slotUses).filter(({ slot }) => slot.space === "gradients");
      const trained = plan.tensors.filter(({ slot }) => slot.space === "parameters");
      expect(written.map(({ slot }) => placeOf(slot)).toSorted()).toEqual(
        trained.map(({ slot }) => placeOf({ ...slot, space: "gradients" })).toSorted(),
      );
      expect(plan.sizes.gradients).toBe(plan.sizes.parameters);
      expect(plan.update.length).toBe(plan.sizes.parameters);
    });
  });

  it("reads no value and no gradient before it is written, and adds only to what is written", () => {
    forPlans((plan) => {
      const written = new Set<string>();
      for (const op of [...plan.forward, plan.loss, ...plan.backward]) {
        const uses = slotUses(op).filter(({ slot }) => slot.space === "activations" || slot.space === "deltas");
        const inPlace = op.kind === "pass" && placeOf(op.dx) === placeOf(op.dy);
        for (const { slot, access } of uses) if (access === "read") expect(written).toContain(placeOf(slot));
        if ("accumulate" in op && op.dx && !inPlace) expect(op.accumulate).toBe(written.has(placeOf(op.dx)));
        for (const { slot, access } of uses) if (access === "write") written.add(placeOf(slot));
      }
      if (plan.inputGradient) expect(written).toContain(placeOf(plan.inputGradient));
    });
  });

  it("keeps no gradient that nothing reads", () => {
    forPlans((plan) => {
      const calls: readonly PlanOp[] = plan.backward;
      const read = new Set(calls.flatMap(slotUses).map(({ field, slot }) => (field === "dx" ? "" : placeOf(slot))));
      if (plan.inputGradient) read.add(placeOf(plan.inputGradient));
      const deltas = distinctSlots(plan).filter(({ space }) => space === "deltas");
      for (const delta of deltas) expect(read).toContain(placeOf(delta));
    });
  });

  it("gives every row of the batch to one shard", () => {
    forPlans(({ batchSize, shards, rowsPerShard }) => {
      expect(shards * rowsPerShard).toBeGreaterThanOrEqual(batchSize);
      expect((shards - 1) * rowsPerShard).toBeLessThan(batchSize);
    });
  });
});

function distinctSlots(plan: Plan): readonly Slot[] {
  const calls: readonly PlanOp[] = [...plan.forward, plan.loss, ...plan.backward];
  const slots = [...calls.flatMap(slotUses).map(({ slot }) => slot), ...plan.tensors.map(({ slot }) => slot)];
  return [...new Map(slots.map((slot) => [`${placeOf(slot)}+${slot.width}`, slot])).values()];
}

function floatsOf(plan: Plan, { space, width }: Slot): number {
  return PER_ROW_SPACES.includes(space) ? plan.batchSize * width : width;
}

function placeOf({ space, offset }: Slot): string {
  return `${space}:${offset}`;
}
