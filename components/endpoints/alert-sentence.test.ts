import { expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { translator } from "@/lib/i18n/translate";
import { newId } from "@/lib/ids";
import { aMonitor, anAlert } from "@/lib/storage/testing/samples";
import { alertColumns, alertSentence } from "./alert-sentence";

const formatNumber = (value: number) => String(value);
const words = { t: translator(en, "en", formatNumber), formatNumber, formatPercent: formatNumber };

test("an alert says its value, its threshold, and in how many windows it held", () => {
  const alert = anAlert(aMonitor(newId()));
  expect(alertSentence(alert, words)).toBe("share of drifted columns 0.7 ≥ 0.5 in 2 of 5 windows");
});

test("the columns behind it show their own test, and one without a score is left out", () => {
  const column = {
    column: "age",
    test: "psi",
    score: 0.31,
    threshold: 0.2,
    operator: ">",
    verdict: "drift",
    psi: 0.31,
  } as const;
  const base = anAlert(aMonitor(newId()));
  const alert = anAlert(aMonitor(newId()), {
    evidence: { ...base.evidence, columns: [column, { ...column, column: "city", score: null }] },
  });
  expect(alertColumns(alert, words)).toEqual(["age: PSI 0.31 > 0.2"]);
});
