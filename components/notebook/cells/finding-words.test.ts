import { expect, test } from "vitest";
import { formats } from "@/components/formats";
import type { Text } from "@/components/i18n";
import { en } from "@/lib/i18n/en";
import { es } from "@/lib/i18n/es";
import { translator } from "@/lib/i18n/translate";
import type { ColumnDrift } from "@/lib/monitoring/monitor";
import { findingOfBounds, findingOfDrift, reportOf } from "@/lib/monitoring/report/finding";
import { reportHtml } from "@/lib/monitoring/report/report-html";
import { driftVerdict, findingName, mustHold, reportTexts } from "./finding-words";

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
