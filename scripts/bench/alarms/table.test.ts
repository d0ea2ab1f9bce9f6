import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorBits, ROWS_PER_DAY, stableRows, streamPlans, strengthAt } from "./streams";
import type { StreamPlan } from "./streams";
import { subjectsOf } from "./subjects";
import { alarmRow, judgeAlarms } from "./table";

const NAMED = { name: "a detector", parameters: "none", shipped: false, misses: "all" };
const change = (row: number, until: number) => ({ row, until, minute: 0, rows: 0, strength: 1 }) as const;
const plan = (kind: StreamPlan["kind"], ...changes: readonly StreamPlan["changes"][number][]): StreamPlan => ({
  kind,
  seed: "test",
  days: 2,
  rows: 2 * ROWS_PER_DAY,
  changes,
});

describe("the streams", () => {
  const plans = streamPlans();

  test("are 50 of each kind, the same every time", () => {
    const counts = new Map<string, number>();
    for (const { kind } of plans) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    expect([...counts.values()]).toEqual([50, 50, 50, 50]);
    expect(streamPlans()).toEqual(plans);
  });

  test("are stable for a hundred days and more", () => {
    const rows = plans.filter(({ kind }) => kind === "stable").reduce((sum, stream) => sum + stableRows(stream), 0);
    expect(rows / ROWS_PER_DAY).toBeGreaterThanOrEqual(100);
  });

  test("change at once, over a day, or there and back", () => {
    const strengths = (kind: StreamPlan["kind"], days: readonly number[]) => {
      const stream = plans.find((candidate) => candidate.kind === kind)!;
      return days.map((day) => strengthAt(stream, stableRows(stream) + day * ROWS_PER_DAY));
    };
    expect(strengths("sudden", [-1 / ROWS_PER_DAY, 0, 4])).toEqual([0, 1, 1]);
    expect(strengths("gradual", [0, 0.25, 1, 4])).toEqual([0, 0.25, 1, 1]);
    expect(strengths("recurring", [-1, 0, 1.9, 2, 3.9, 4, 6])).toEqual([0, 1, 1, 0, 0, 1, 0]);
  });

  test("have the error rates that they were asked for", () => {
    const stream = plans.find(({ kind }) => kind === "sudden")!;
    const bits = errorBits(stream, { before: 0.1, after: 0.2 });
    const rate = (from: number, to: number) => bits.subarray(from, to).reduce((sum, bit) => sum + bit, 0) / (to - from);
    expect(rate(0, stableRows(stream))).toBeCloseTo(0.1, 2);
    expect(rate(stableRows(stream), stream.rows)).toBeCloseTo(0.2, 2);
  });
});

describe("alarms", () => {
  test("before the first change are false, the first one after a change detects it", () => {
    const stream = plan("recurring", change(100, 200), change(200, 300));
    expect(judgeAlarms(stream, [50, 60, 120, 130, 300])).toEqual({
      plan: stream,
      stableRows: 100,
      falseAlarms: 2,
      detections: [120, null],
    });
  });

  test("are counted by stable day, and delays by the median of what was detected", () => {
    const stable = judgeAlarms(plan("stable"), [7]);
    const sudden = [[30], [10], []].map((alarms) => judgeAlarms(plan("sudden", change(0, 100)), alarms));
    const row = alarmRow(NAMED, [stable, ...sudden]);
    expect(row.stableDays).toBe(2);
    expect(row.falseAlarmsPer100Days).toBe(50);
    expect(row.detected.sudden).toBeCloseTo(2 / 3, 12);
    expect(row.medianDelayRows).toMatchObject({ sudden: 30, gradual: null });
  });
});

test("the document speaks of the options that ship; other ones need a new run", () => {
  const text = readFileSync(new URL("../../../docs/false-alarms.md", import.meta.url), "utf8");
  const shipped = [...subjectsOf("errors"), ...subjectsOf("values")].filter((subject) => subject.shipped);
  expect(shipped.length).toBeGreaterThan(15);
  for (const { name, parameters, misses } of shipped) {
    expect(text).toContain(`| **${name}** | **${parameters}** |`);
    expect(text).toContain(`- **${name}**: ${misses}`);
  }
});
