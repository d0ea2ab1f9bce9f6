import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TextProvider } from "@/components/i18n";
import { en } from "@/lib/i18n/en";
import { asId } from "@/lib/ids";
import { SERIES, type ColumnDrift, type MonitorWindow } from "@/lib/monitoring/monitor";
import { DriftTable } from "./drift-table";

const age: ColumnDrift = {
  column: "age",
  test: "ks",
  score: 0.01,
  threshold: 0.05,
  operator: "<=",
  verdict: "drift",
  psi: 0.3,
};
const unmeasured = { ...age, score: null, psi: null };

function html(columns: readonly ColumnDrift[], prediction: ColumnDrift | null): string {
  const window: MonitorWindow = {
    monitorId: asId("m"),
    endpointId: asId("e"),
    index: 4,
    fromMinute: 81,
    toMinute: 101,
    rows: 200,
    series: Object.fromEntries(SERIES.map((name) => [name, null])) as MonitorWindow["series"],
    columns,
    prediction,
    labelledRows: 0,
    byVersion: [],
  };
  return renderToStaticMarkup(
    <TextProvider locale="en" messages={en} region="en-US">
      <DriftTable window={window} />
    </TextProvider>,
  );
}

test("a row says why it has no number, and what its test compares", () => {
  const few = { kind: "not-enough-data", needed: 20, got: 12 } as const;
  const page = html([age, { ...unmeasured, column: "fee", verdict: "not-enough-data", notMeasured: few }], {
    ...age,
    column: "label",
    test: "chi2",
  });
  expect(page).toContain("too few rows: 12 of 20 values needed");
  expect(page).toMatch(/title="KS p-value must be &gt; 0\.05\. Compares how the numbers/);
});

test("each test of the window is explained once, the prediction's among them", () => {
  const page = html([age, { ...age, column: "fee" }], { ...age, column: "label", test: "chi2" });
  expect(page.match(/<dt/g)).toHaveLength(2);
  expect(page).toContain("two-sample χ² p-value</dt>");
});

test("a window of before reasons were kept reads as it did", () => {
  expect(html([{ ...unmeasured, verdict: "degenerate" }], null)).toContain(">not counted<");
});
