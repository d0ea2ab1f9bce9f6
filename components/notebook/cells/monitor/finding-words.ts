/** Findings in words: what was measured, what must hold, what it says, and why there is no number. */
import type { Text } from "@/components/i18n";
import { DRIFT_TESTS, SERIES, type ColumnDrift } from "@/lib/monitoring/monitor";
import type { FindingTexts } from "@/lib/monitoring/report/evidently-snapshot";
import type { Finding, FindingInterval, FindingPlace } from "@/lib/monitoring/report/finding";
import type { ReportTexts } from "@/lib/monitoring/report/report-html";
import type { NotMeasured } from "@/lib/statistics/measured";
import { operatorSign, seriesName, type Words } from "../../guide/sentences";

/** The figure of a finding: a drift test, a series, a tool's method, or what the check calls it. */
export function findingName({ what, details }: Finding, words: Words): string {
  const test = DRIFT_TESTS.find((name) => what === `drift.${name}` || what === `drift.evidently.${name}`);
  if (test) return words.t(`monitoring.tests.${test}`);
  const series = SERIES.find((name) => what === name);
  return series ? seriesName(series, words) : (details?.method ?? what);
}

/** What the figure of a finding compares. */
export function findingExplanation({ explanation, details }: Finding, { t }: Pick<Words, "t">): string {
  return t(`monitoring.explanations.${explanation}`, details);
}

/** What the figure compares, then what is to be known of this one: where its p-value comes from, its bounds, why there is none. */
export function findingReading(finding: Finding, words: Words): string {
  const { law, interval, notMeasured } = finding;
  const notes = [
    findingExplanation(finding, words),
    ...(law ? [words.t(`monitoring.findingNotes.law.${law}`)] : []),
    ...(interval ? intervalNotes(interval, words) : []),
    ...(notMeasured ? [words.t("monitoring.findingNotes.notMeasured", { why: reasonOf(notMeasured, words) })] : []),
  ];
  return notes.join(" ");
}

function intervalNotes(interval: FindingInterval, { t, formatNumber, formatPercent }: Words): readonly string[] {
  const [low, high] = [interval.low, interval.high].map((end) => formatNumber(end, { maximumSignificantDigits: 3 }));
  const ends = { low: low ?? "", high: high ?? "" };
  if (interval.kind === "sampling") return [t("monitoring.findingNotes.sampling", ends)];
  const confidence = formatPercent(interval.confidence);
  const note = t("monitoring.findingNotes.sketch", { ...ends, confidence });
  return interval.decided ? [note] : [note, t("monitoring.findingNotes.undecided")];
}

/** "KS p-value must be > 0.05. …"; only the explanation where there is no single threshold. */
export function mustHold(finding: Finding, words: Words): string {
  const explanation = findingReading(finding, words);
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
  return t("monitoring.notMeasured.verdict", { verdict: said, why: reasonOf(notMeasured, { t }) });
}

function reasonOf(notMeasured: NotMeasured, { t }: Pick<Words, "t">): string {
  return notMeasured.kind === "degenerate"
    ? t(`monitoring.notMeasured.degenerate.${notMeasured.reason}`)
    : t("monitoring.notMeasured.notEnough", { got: notMeasured.got, needed: notMeasured.needed });
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
    where: ({ where }) => placeName(where, text),
    explanation: (finding) => findingReading(finding, text),
    number: (value) => text.formatNumber(value),
    none: "–",
  };
}

function placeName({ kind, name }: FindingPlace, { t }: Pick<Words, "t">): string {
  if (kind === "window") return t("monitoring.window", { index: name });
  return kind === "dataset" && name === "" ? t("monitoring.report.dataset") : name;
}

/** Texts of a report for Evidently's readers. */
export function evidentlyTexts(text: Text, title: string): FindingTexts {
  return {
    title,
    name: (finding) => findingName(finding, text),
    where: ({ where }) => placeName(where, text),
    description: (finding) => mustHold(finding, text),
  };
}

/** What a column has lost or gained as a column, as a sentence; empty where that is not why it drifts. */
export function lossWords(
  { because, missing, unseen }: ColumnDrift,
  { t, formatPercent }: Pick<Text, "t" | "formatPercent">,
): string {
  switch (because) {
    case "missing":
      return t("monitoring.because.missing", {
        before: formatPercent(missing?.reference ?? 0, 0),
        now: formatPercent(missing?.current ?? 0, 0),
      });
    case "unseen":
      return t("monitoring.because.unseen", {
        values: (unseen?.values ?? []).join(", "),
        share: formatPercent(unseen?.share ?? 0, 0),
      });
    case "gone":
      return t("monitoring.because.gone");
    default:
      return "";
  }
}
