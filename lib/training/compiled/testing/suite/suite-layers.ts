/** The contract of a target, part 1: every layer and activation computes and differentiates as the oracle says. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LayerKind } from "../../../layer-graph";
import { ACTIVATION_CASES, LAYER_CASES, SHARDED_CASES } from "../cases/layer-cases";
import { checkStep } from "./check-step";
import { forward } from "../oracle/oracle";
import { placeCase, type CaseOptions } from "../cases/placed-case";
import { randomGraph } from "../cases/random-graph";
import type { SuiteContext } from "./suite-context";
import { worstDifference } from "./worst-difference";

const PLACES = 16;

/** Layers one by one, in branches, and in random stacks. */
export function describeLayers(context: SuiteContext): void {
  const { uncovered } = context.options;
  const covered = ({ kinds }: { readonly kinds: readonly LayerKind[] }) =>
    !kinds.some((kind) => uncovered.includes(kind));

  describe.each(LAYER_CASES.filter(covered))("$name", ({ graph }) => {
    it("has the oracle's gradients", () => checkOne(context, { graph, seed: 11 }));
    it("predicts as the oracle, rows beyond a batch too", () => checkPrediction(context, { graph, seed: 12 }));
  });

  it.each(ACTIVATION_CASES)("differentiates $name", ({ graph }) =>
    checkOne(context, { graph, seed: 13, batchSize: 4 }),
  );

  it.each(SHARDED_CASES.filter(covered))(
    "sums the gradients of a batch that is split into parts: $name",
    async (sharded) => {
      const placed = await placeCase(context.target(), { graph: sharded.graph, batchSize: 19, seed: 14 });
      expect(placed.device.plan.shards).toBeGreaterThan(1);
      for (const rows of [19, 9]) {
        await checkStep(placed, {
          step: { rows, step: 3 },
          tolerances: context.options.tolerances,
          placesPerTensor: 3,
        });
        placed.device.writeTensors(placed.tensors);
      }
      placed.device.dispose();
    },
  );

  it("agrees with the oracle on random graphs", async () => {
    await fc.assert(
      fc.asyncProperty(randomGraph({ without: uncovered }), (options) => checkOne(context, options)),
      { seed: 20_260, numRuns: context.options.randomGraphs, endOnFailure: false },
    );
  }, 60_000);
}

/** A full batch, then a short one of other rows with other random numbers. */
async function checkOne(context: SuiteContext, options: CaseOptions): Promise<void> {
  const { batchSize = 5 } = options;
  const { tolerances } = context.options;
  const short = Math.ceil(batchSize / 2);
  const placed = await placeCase(context.target(), { ...options, rows: batchSize + short });
  try {
    await checkStep(placed, { step: { rows: batchSize, step: 7 }, tolerances, placesPerTensor: PLACES });
    placed.device.writeTensors(placed.tensors);
    const last = { start: batchSize, rows: short, step: 8 };
    await checkStep(placed, { step: last, tolerances, placesPerTensor: PLACES / 4 });
  } finally {
    placed.device.dispose();
  }
}

async function checkPrediction(context: SuiteContext, options: CaseOptions): Promise<void> {
  const placed = await placeCase(context.target(), { ...options, batchSize: 3, rows: 7 });
  const { graph, weights, batch, device } = placed;
  const { output } = forward(graph, weights, batch);
  const predicted = await device.predict(batch);
  expect(worstDifference(predicted, output.values)).toBeLessThan(context.options.tolerances.values);
  device.dispose();
}
