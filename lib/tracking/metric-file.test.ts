import fc from "fast-check";
import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { newId } from "../ids";
import { BY_PERSON } from "../journal";
import { freshStores } from "../storage/testing/fresh";
import { inLoggingOrder } from "./metric-file";
import { aRun } from "./testing/a-run";

it("brings back the order of logging, whatever steps came when (seed 29)", async () => {
  const { stores } = freshStores();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 10 }), async (steps) => {
      const run = aRun({ id: newId() });
      await stores.tracking.createRun(run, BY_PERSON);
      const points = steps.map((step, index) => ({ key: "loss", step, value: index, timestampMs: index }));
      for (const point of points) await stores.tracking.logMetrics(run.id, [point]);
      const ordered = inLoggingOrder(await stores.tracking.metricHistory(run.id, "loss"));
      expect(ordered.map(({ value }) => value)).toEqual(steps.map((_, index) => index));
    }),
    { seed: 29, numRuns: 60 },
  );
});
