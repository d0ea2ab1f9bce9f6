import { describe, expect, it } from "vitest";
import type { PredictionRecord } from "../serving/endpoint";
import {
  errorShare,
  missingShare,
  oncePerSourceRow,
  requestsPerMinute,
  stalenessMinutes,
  violationShare,
} from "./series";

const record = (patch: Partial<PredictionRecord>): PredictionRecord => ({
  sequence: 0,
  minute: 1,
  inputs: { a: 1, b: "x" },
  sourceRow: 0,
  prediction: "yes",
  confidence: 0.9,
  modelVersion: "1",
  latencyMs: 1,
  error: null,
  label: "yes",
  labelMinute: 21,
  violations: [],
  ...patch,
});

describe("the series of a window", () => {
  const records = [
    record({ sequence: 0, violations: ["b"] }),
    record({ sequence: 1, error: "endpoint.bad-input" }),
    record({ sequence: 2, inputs: { a: null, b: "x" }, sourceRow: 1 }),
    record({ sequence: 3, inputs: { b: "x" }, sourceRow: 1 }),
  ];

  it("are shares of requests, and of feature values for what is missing", () => {
    expect(errorShare(records)).toBe(0.25);
    expect(violationShare(records)).toBe(0.25);
    expect(missingShare(records, ["a", "b"])).toBe(0.25);
    expect(requestsPerMinute(records, 2)).toBe(2);
  });

  it("have no value where nothing was asked", () => {
    expect([errorShare([]), violationShare([]), missingShare([], ["a"]), requestsPerMinute([], 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("count the age of what is served from the last change of routes", () => {
    expect(stalenessMinutes(60, 20)).toBe(40);
    expect(stalenessMinutes(10, 20)).toBe(0);
  });

  it("see a repeated source row once, in its newest form", () => {
    expect(oncePerSourceRow(records).map(({ sequence }) => sequence)).toEqual([1, 3]);
  });
});
