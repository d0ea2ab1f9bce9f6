import { expect, test } from "vitest";
import { formats } from "@/components/formats";
import type { Text } from "@/components/i18n";
import { en } from "@/lib/i18n/en";
import { es } from "@/lib/i18n/es";
import { translator } from "@/lib/i18n/translate";
import type { ColumnDrift } from "@/lib/monitoring/monitor";
import { findingOfDatasetDrift, findingOfDrift } from "@/lib/monitoring/report/drift-finding";
import { findingOfBounds, reportOf, type Finding } from "@/lib/monitoring/report/finding";
import { reportHtml } from "@/lib/monitoring/report/report-html";
import { driftVerdict, findingName, findingReading, mustHold, reportTexts } from "./finding-words";

function wordsIn(locale: "en" | "es"): Text {
  const format = formats(locale === "en" ? "en-US" : "es-MX", locale);
  const t = translator(locale === "en" ? en : es, locale, format.formatNumber);
  return { ...format, t, locale, setLocale: () => {}, region: "auto", setRegion: () => {}, local: String };
}

const drift: ColumnDrift = {
  column: "age",
  test: "ks",
  score: 0.01,
  threshold: 0.05,
  operator: "<=",
  verdict: "drift",
  psi: 0.3,
};
const english = wordsIn("en");

test("a column's finding says what must hold and what it compares", () => {
  expect(mustHold(findingOfDrift(drift), english)).toMatch(/^KS p-value must be > 0\.05\. Compares how/);
  expect(mustHold(findingOfDrift(drift), wordsIn("es"))).toMatch(/^valor p de KS debe ser > 0\.05\. Compara cómo/);
});

test("a column without a number says why", () => {
  const few = { ...drift, verdict: "not-enough-data", score: null, psi: null } as const;
  expect(driftVerdict({ ...few, notMeasured: { kind: "not-enough-data", needed: 20, got: 12 } }, english)).toBe(
    "too few rows: 12 of 20 values needed",
  );
  const constant = { ...few, verdict: "degenerate", notMeasured: { kind: "degenerate", reason: "constant" } } as const;
  expect(driftVerdict(constant, wordsIn("es"))).toBe("no cuenta: un único valor");
});

test("windows stored before the reason was kept read as before", () => {
  expect(driftVerdict({ ...drift, verdict: "not-enough-data" }, english)).toBe("too few rows");
  expect(driftVerdict(drift, english)).toBe("drifted");
});

test("series, drift tests and other figures have names, bounds only their explanation", () => {
  const bounds = { lower: 0.75, upper: null };
  const where = { kind: "window", name: "3" } as const;
  const judged = findingOfBounds({ what: "drift.share", where, value: 0.7, bounds, verdict: "alert" });
  expect(findingName(judged, english)).toBe("share of drifted columns");
  expect(findingName({ ...judged, what: "accuracy" }, english)).toBe("accuracy");
  expect(mustHold(judged, english)).toBe("A value outside its bounds makes the window alert.");
});

test("a report as a page is in the language of the person", () => {
  const report = reportOf("r", 0, [findingOfDrift(drift)]);
  const page = reportHtml(report, reportTexts(wordsIn("es"), { title: "Monitor, ventana 3", createdAtMs: 0 }));
  expect(page).toContain('<html lang="es">');
  expect(page).toContain("no se cumple");
  expect(page).toContain("Compara cómo se reparten los números.");
});

test("a tool's method names itself in the sentence that it shares", () => {
  const finding: Finding = {
    ...findingOfDrift(drift),
    what: "drift.nannyml.wasserstein",
    explanation: "score.distance",
    details: { method: "Wasserstein distance" },
  };
  expect(findingName(finding, english)).toBe("Wasserstein distance");
  expect(findingReading(finding, wordsIn("es"))).toMatch(/^Wasserstein distance: cuanto más lejos de 0/);
  expect(findingName({ ...finding, what: "drift.evidently.ks" }, english)).toBe("KS p-value");
});

test("a finding says which law gave its p-value, its bounds, and why it has no value", () => {
  const finding = findingOfDrift({ ...drift, law: "asymptotic" });
  expect(findingReading(finding, english)).toMatch(/rare\. The p-value is the one for large samples/);
  const interval = { kind: "sketch", low: 0.004, high: 0.06, confidence: 0.99, decided: false } as const;
  expect(findingReading({ ...finding, interval }, english)).toMatch(
    /with 99 ?% certainty, all rows give between 0\.004 and 0\.06\. The rows themselves could change the verdict\.$/,
  );
  const sampling = { kind: "sampling", low: 0.6, high: 0.8 } as const;
  expect(findingReading({ ...finding, interval: sampling }, wordsIn("es"))).toMatch(/está entre 0\.6 y 0\.8\.$/);
  const notMeasured = { kind: "degenerate", reason: "needs-rows" } as const;
  expect(findingReading({ ...findingOfDrift(drift), notMeasured }, english)).toMatch(
    /No value: a sketch without the rows\.$/,
  );
});

test("a finding of a whole data set says where it was found", () => {
  const finding = findingOfDatasetDrift({ drifted: 1, counted: 2, share: 0.5, drift: true });
  const page = reportHtml(reportOf("r", 0, [finding]), reportTexts(english, { title: "Drift", createdAtMs: 0 }));
  expect(page).toContain("the whole data set");
});
