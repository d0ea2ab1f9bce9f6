import { describe, expect, it } from "vitest";
import { searchRuns } from "./search";
import { aRun } from "./testing/a-run";

const runs = [
  aRun({ name: "one", params: { optimizer: "adam" }, metrics: { val_accuracy: 0.95 }, startTimeMs: 10 }),
  aRun({
    name: "two",
    params: { optimizer: "sgd" },
    metrics: { val_accuracy: 0.85 },
    startTimeMs: 20,
    status: "FAILED",
  }),
  aRun({ name: "three_b", params: {}, metrics: {}, startTimeMs: 30, tags: { "team.name": "Ñandú" } }),
];
const names = (filter: string) => searchRuns(runs, filter).map((run) => run.name);

describe("searchRuns", () => {
  it.each([
    ["", ["one", "two", "three_b"]],
    ["metrics.val_accuracy > 0.9", ["one"]],
    ['metrics.val_accuracy > .8 AND params.optimizer = "sgd"', ["two"]],
    ["params.optimizer != 'adam'", ["two"]],
    ["status = 'FAILED'", ["two"]],
    ["attributes.start_time >= 2e1", ["two", "three_b"]],
    ["run_name LIKE 't%'", ["two", "three_b"]],
    ["run_name like 'three_b' and tags.team.name ilike 'ñ%'", ["three_b"]],
    ["metric.`val_accuracy` <= 0.85", ["two"]],
    ["attributes.end_time > 0", []],
  ])("%s", (filter, expected) => expect(names(filter)).toEqual(expected));

  it.each([
    ["metrics.a > 'x'", "x"],
    ["params.a = 3", "3"],
    ["params.a > 'x'", ">"],
    ["metrics.a > 1 or metrics.b > 2", "or"],
    ["metrics.a > 1 and", "and"],
    ["colour.a = 'x'", "colour.a"],
    ["attributes.colour = 'x'", "attributes.colour"],
    ["metrics.a >", "metrics.a"],
    ["(metrics.a > 1)", "(metrics.a > 1)"],
  ])("refuses %s and says where", (filter, at) => {
    expect(() => searchRuns(runs, filter)).toThrow(
      expect.objectContaining({ code: "run.filter-invalid", details: { at } }),
    );
  });
});
