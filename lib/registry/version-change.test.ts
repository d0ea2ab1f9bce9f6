import { describe, expect, it } from "vitest";
import type { Evaluation, Scores } from "../evaluation/evaluation";
import { asId } from "../ids";
import { versionChange, type JudgedVersion } from "./version-change";

function judged(version: string, scores: Scores | null, more: Partial<Evaluation> = {}): JudgedVersion {
  const evaluation = {
    metric: "accuracy",
    rowCount: 553,
    datasetVersionId: asId("rows"),
    selection: { kind: "all" },
    champion: null,
    checks: [],
    scores: scores ?? {},
    ...more,
  } as unknown as Evaluation;
  return { version: { version, packageDigest: asId(`p${version}`) }, evaluation: scores && evaluation };
}

const beside = (version: string, scores: Scores): Partial<Evaluation> => ({
  champion: { modelName: "digits", version, packageDigest: asId(`p${version}`), scores },
});

describe("what changes from one version to another", () => {
  const first = judged("1", { accuracy: 0.97 }, { datasetVersionId: asId("other rows"), rowCount: 360 });
  const second = judged("2", { accuracy: 0.866 }, beside("1", { accuracy: 0.848 }));

  it("is read off the rows on which both were scored, forth and back", () => {
    expect(versionChange(first, second).measured).toEqual({
      metric: "accuracy",
      value: 0.866,
      before: 0.848,
      rows: 553,
    });
    expect(versionChange(second, first)).toMatchObject({
      from: "2",
      to: "1",
      measured: { value: 0.848, before: 0.866, rows: 553 },
    });
  });

  it("is read off two evaluations of the same rows", () => {
    const third = judged("3", { accuracy: 0.9 });
    expect(versionChange(second, third).measured).toMatchObject({ value: 0.9, before: 0.866 });
  });

  it("never sets figures of different rows against each other", () => {
    const alone = judged("3", { accuracy: 0.9 });
    expect(versionChange(first, alone).measured).toMatchObject({ value: 0.9, before: null });
    expect(versionChange(null, alone)).toMatchObject({ from: null, measured: { before: null } });
  });

  it("says what was never measured, and what misses the goal", () => {
    expect(versionChange(first, judged("4", null))).toMatchObject({ measured: null, missed: null });
    const checks = [{ key: "minimum-metric", status: "fail", value: 0.8, threshold: 0.9 }] as never;
    expect(versionChange(null, judged("5", { accuracy: 0.8 }, { checks })).missed).toEqual({
      metric: "accuracy",
      value: 0.8,
      minimum: 0.9,
    });
  });
});
