import { describe, expect, it } from "vitest";
import { asId } from "../../ids";
import { bless } from "../../registry/gate/blessing";
import { DEFAULT_RULE, SERIES, type ColumnDrift, type MonitorWindow } from "../monitor";
import { findingOfDrift } from "./drift-finding";
import { findingOfBlessing, findingOfBounds, findingOfCheck, reportOf, verdictCounts, type Finding } from "./finding";
import { monitorReport } from "./monitor-report";
import { escapeHtml, reportHtml, type ReportTexts } from "./report-html";

const drift: ColumnDrift = {
  column: `<b>"age" & 'co'</b>`,
  test: "ks",
  score: 0.01,
  threshold: 0.05,
  operator: "<=",
  verdict: "drift",
  psi: 0.3,
};
const findings: readonly Finding[] = [
  findingOfDrift(drift),
  findingOfDrift({ ...drift, column: "fee", score: null, verdict: "not-enough-data" }),
  findingOfCheck({
    subject: "sha256:1",
    kind: "performance",
    key: "value-threshold",
    status: "pass",
    value: 0.8,
    operator: ">=",
    threshold: 0.7,
    evidence: { metric: "accuracy" },
  }),
  findingOfBounds({
    what: "performance.estimated",
    where: { kind: "window", name: "12" },
    value: 0.7,
    bounds: { lower: 0.75, upper: null },
    verdict: "alert",
  }),
];
const report = reportOf("r1", 1_000, findings);
const texts: ReportTexts = {
  language: "en",
  title: "Week <12>",
  createdAt: "Monday",
  headings: { what: "What", where: "Where", value: "Value", rule: "Rule", verdict: "Verdict", explanation: "Why" },
  verdicts: {
    pass: "Passed",
    warn: "Warning",
    fail: "Failed",
    "not-enough-data": "Too few rows",
    degenerate: "No meaning",
    error: "Error",
    skipped: "Skipped",
  },
  what: ({ what }) => what,
  where: ({ where }) => where.name,
  explanation: ({ explanation }) => explanation,
  number: (value) => value.toFixed(3),
  none: "–",
};

describe("findings", () => {
  it("have one shape, whatever the check was", () => {
    for (const finding of findings) {
      expect(Object.keys(finding).sort()).toEqual(
        ["what", "where", "value", "operator", "threshold", "verdict", "explanation"].sort(),
      );
    }
  });

  it("state what must hold: a drift test that fires at p ≤ 0.05 becomes p > 0.05, failed", () => {
    expect(findings[0]).toMatchObject({ what: "drift.ks", operator: ">", threshold: 0.05, verdict: "fail" });
    expect(findingOfDrift({ ...drift, verdict: "stable" }).verdict).toBe("pass");
  });

  it("tell a blessing's rules with slices, changes and what is missing", () => {
    const value = { metric: "f1", threshold: { kind: "value", lower: 0.6 }, slices: { city: null } } as const;
    const change = {
      metric: "f1",
      threshold: { kind: "change", direction: "higher-is-better", relative: 0.01 },
    } as const;
    const slices = (f1: number) => [
      { slice: {}, metrics: { f1 } },
      { slice: { city: "Lima" }, metrics: { f1: f1 - 0.3 } },
    ];
    const told = bless([value, change], slices(0.8), slices(0.5)).findings.map(findingOfBlessing);
    expect(told[0]).toMatchObject({ where: { kind: "slice", name: "city=Lima" }, verdict: "fail", value: 0.5 });
    expect(told[1]).toMatchObject({ what: "f1.change", operator: ">=", threshold: 0.01, verdict: "pass" });
    expect(told[1]?.value).toBeCloseTo(0.6, 12);
    const missing = bless([value], slices(0.8).slice(0, 1), null).findings.map(findingOfBlessing);
    expect(missing[0]).toMatchObject({ where: { kind: "slice", name: "city=*" }, verdict: "error", value: null });
  });

  it("survive JSON, and are counted by verdict", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(verdictCounts(findings)).toMatchObject({ pass: 1, fail: 2, "not-enough-data": 1, warn: 0 });
  });
});

describe("the report of a monitor's window", () => {
  const series = Object.fromEntries(SERIES.map((name) => [name, null])) as MonitorWindow["series"];
  const window: MonitorWindow = {
    monitorId: asId("m"),
    endpointId: asId("e"),
    index: 4,
    fromMinute: 81,
    toMinute: 101,
    rows: 200,
    series: { ...series, "drift.share": 0.5 },
    columns: [drift, { ...drift, column: "fee", verdict: "stable" }],
    prediction: { ...drift, column: "label", test: "chi2" },
    labelledRows: 0,
    byVersion: [],
  };
  const { findings: told } = monitorReport({ monitor: { id: asId("m"), rule: DEFAULT_RULE }, window, createdAtMs: 7 });

  it("has the rule's conditions first, as what must hold, then the prediction and the columns", () => {
    expect(told.map(({ what }) => what)).toEqual([
      "drift.share",
      "drift.prediction",
      "drift.chi2",
      "drift.ks",
      "drift.ks",
    ]);
    const place = { kind: "window", name: "5" };
    expect(told[0]).toMatchObject({ where: place, value: 0.5, operator: "<", threshold: 0.5, verdict: "fail" });
    expect(told[1]).toMatchObject({ value: null, verdict: "not-enough-data", explanation: "alert.condition" });
    expect(told.slice(2).map(({ verdict }) => verdict)).toEqual(["fail", "fail", "pass"]);
  });
});

describe("the page", () => {
  const html = reportHtml(report, texts);

  it("escapes every text, the names from the data first of all", () => {
    expect(html).not.toContain("<b>");
    expect(html).toContain("&lt;b&gt;&quot;age&quot; &amp; &#39;co&#39;&lt;/b&gt;");
    expect(html).toContain("<title>Week &lt;12&gt;</title>");
    expect(escapeHtml(`<a href='x' title="&">`)).toBe("&lt;a href=&#39;x&#39; title=&quot;&amp;&quot;&gt;");
  });

  it("needs nothing else: no script, no link, no address", () => {
    expect(html).not.toMatch(/<script|<link|src=|href=|url\(|https?:/);
  });

  it("shows value, rule and verdict of every finding, and a dash where there is no number", () => {
    expect(html.match(/<tr>/g)).toHaveLength(5);
    expect(html).toContain(
      '<td class="number">0.010</td><td class="number">&gt; 0.050</td><td class="fail">Failed</td>',
    );
    expect(html).toContain('<td class="number">[0.750, –]</td>');
    expect(html).toContain('<td class="number">–</td>');
    expect(html).toContain("<li>Failed: 2</li>");
  });
});
