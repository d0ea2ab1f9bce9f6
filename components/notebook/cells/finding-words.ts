/** Findings in words: what was measured, what must hold, what it says, and why there is no number. */
import type { Text } from "@/components/i18n";
import { DRIFT_TESTS, SERIES, type ColumnDrift } from "@/lib/monitoring/monitor";
import type { FindingTexts } from "@/lib/monitoring/report/evidently-json";
import type { Finding } from "@/lib/monitoring/report/finding";
import type { ReportTexts } from "@/lib/monitoring/report/report-html";
import { operatorSign, seriesName, type Words } from "../sentences";

/** The figure of a finding: a drift test, a series, or what the check calls it. */
export function findingName({ what }: Finding, words: Words): string {
  const test = DRIFT_TESTS.find((name) => what === `drift.${name}`);
  if (test) return words.t(`monitoring.tests.${test}`);
  const series = SERIES.find((name) => what === name);
  return series ? seriesName(series, words) : what;
}

/** What the figure of a finding compares. */
export function findingExplanation({ explanation }: Finding, { t }: Pick<Words, "t">): string {
  return t(`monitoring.explanations.${explanation}`);
}

/** "KS p-value must be > 0.05. …"; only the explanation where there is no single threshold. */
export function mustHold(finding: Finding, words: Words): string {
  const explanation = findingExplanation(finding, words);
  const { threshold, operator } = finding;
  if (typeof threshold !== "number" || operator === "within") return explanation;
  return words.t("monitoring.mustHold", {
    what: findingName(finding, words),
    operator: operator === "!=" ? "≠" : operatorSign(operator),
    threshold: words.formatNumber(threshold),
    explanation,
  });
}

/** The verdict on a column, with the reason where there is no number: "too few rows: 12 of 20 values needed". */
export function driftVerdict({ verdict, notMeasured }: ColumnDrift, { t }: Pick<Words, "t">): string {
  const said = t(`monitoring.verdicts.${verdict}`);
  if (!notMeasured) return said;
  const why =
    notMeasured.kind === "degenerate"
      ? t(`monitoring.notMeasured.degenerate.${notMeasured.reason}`)
      : t("monitoring.notMeasured.notEnough", { got: notMeasured.got, needed: notMeasured.needed });
  return t("monitoring.notMeasured.verdict", { verdict: said, why });
}

/** Texts of a report as a page. */
export function reportTexts(text: Text, page: { readonly title: string; readonly createdAtMs: number }): ReportTexts {
  const { t } = text;
  const heading = (name: keyof ReportTexts["headings"]): string => t(`monitoring.report.headings.${name}`);
  const verdict = (name: keyof ReportTexts["verdicts"]): string => t(`monitoring.report.verdicts.${name}`);
  return {
    language: text.locale,
    title: page.title,
    createdAt: text.formatDate(page.createdAtMs),
    headings: {
      what: heading("what"),
      where: heading("where"),
      value: heading("value"),
      rule: heading("rule"),
      verdict: heading("verdict"),
      explanation: heading("explanation"),
    },
    verdicts: {
      pass: verdict("pass"),
      warn: verdict("warn"),
      fail: verdict("fail"),
      "not-enough-data": verdict("not-enough-data"),
      degenerate: verdict("degenerate"),
      error: verdict("error"),
      skipped: verdict("skipped"),
    },
    what: (finding) => findingName(finding, text),
    where: ({ where }) => (where.kind === "window" ? t("monitoring.window", { index: where.name }) : where.name),
    explanation: (finding) => findingExplanation(finding, text),
    number: (value) => text.formatNumber(value, { maximumSignificantDigits: 3 }),
    none: "–",
  };
}

/** Texts of a report for readers of Evidently's JSON. */
export function evidentlyTexts(text: Text): FindingTexts {
  return { name: (finding) => findingName(finding, text), description: (finding) => mustHold(finding, text) };
}
