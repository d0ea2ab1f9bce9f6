import { expect, it } from "vitest";
import { asId } from "../ids";
import { changesSincePrevious, compareMetrics, compareParams } from "./compare";
import type { Run } from "./run";
import { aRun } from "./testing/a-run";

it("sets the parameters of runs side by side and marks the ones that differ", () => {
  const runs = [aRun({ params: { seed: "7", lr: "0.1" } }), aRun({ params: { seed: "7", lr: "0.2", depth: "2" } })];
  expect(compareParams(runs)).toEqual([
    { key: "depth", values: [null, "2"], differs: true },
    { key: "lr", values: ["0.1", "0.2"], differs: true },
    { key: "seed", values: ["7", "7"], differs: false },
  ]);
});

it("sets the last metrics side by side", () => {
  expect(compareMetrics([aRun({ metrics: { a: 1 } }), aRun({ metrics: { b: 2 } })])).toEqual([
    { key: "a", values: [1, null] },
    { key: "b", values: [null, 2] },
  ]);
});

it("a run says what it changed against the run of its notebook before it, data first", () => {
  const notebookId = asId<NonNullable<Run["notebookId"]>>("notebook");
  const input = (version: number): Run["inputs"][number] => ({
    ...{ datasetVersionId: asId(`v${version}`), name: "digits", version, digest: "", context: "training" },
    contentSha256: asId(`content ${version}`),
  });
  const run = (at: number, change: Partial<Run>) =>
    aRun({ notebookId, startTimeMs: at, inputs: [input(1)], params: { epochs: "20", backend: "auto" }, ...change });
  const first = run(1, {});
  const fewer = run(2, { params: { epochs: "5", backend: "cpu" } });
  const other = run(4, { params: { epochs: "5" }, inputs: [input(2)], splitId: asId("drawn again") });
  const foreign = run(3, { notebookId: asId("another notebook"), params: {} });
  const changes = changesSincePrevious([other, foreign, fewer, first]);
  expect(changes.get(fewer.id)).toEqual([{ key: "epochs", value: "5" }]);
  expect(changes.get(other.id)).toEqual([{ key: "data", value: "digits v2" }]);
  expect([first, foreign].map(({ id }) => changes.get(id))).toEqual([undefined, undefined]);
});
