import { expect, it } from "vitest";
import { formats } from "@/components/formats";
import { en } from "@/lib/i18n/en";
import { translator } from "@/lib/i18n/translate";
import { asId } from "@/lib/ids";
import { SERIES, type AlertCondition, type ColumnDrift } from "@/lib/monitoring/monitor";
import { aMonitor, anAlert } from "@/lib/storage/testing/samples";
import type { Text } from "../../../i18n";
import { alertCalculation, alertHeadline } from "./alert-words";

const written = formats("en-US", "en");
const text = { ...written, locale: "en", t: translator(en, "en", written.formatNumber) } as unknown as Text;
const monitor = aMonitor(asId("e"));
const alertOf = (condition: AlertCondition, values: readonly number[]) => {
  const base = anAlert(monitor);
  return { ...base, evidence: { ...base.evidence, condition, values } };
};
const column = (name: string, verdict: ColumnDrift["verdict"]) => ({ column: name, verdict }) as ColumnDrift;
const share = alertOf({ series: "drift.share", operator: ">=", threshold: 0.5 }, [0.6, 0.7, 0.75]);

it("an alert says in plain words how many columns changed, and how it was calculated where that is asked for", () => {
  const all = [column("a", "drift"), column("b", "drift")];
  expect(alertHeadline(share, text, { columns: all })).toMatch(/all 2 columns changed/);
  const some = [...all, column("c", "stable"), column("d", "degenerate"), column("e", "not-enough-data")];
  expect(alertHeadline(share, text, { columns: some })).toMatch(/2 of 4 columns changed/);
  expect(alertHeadline(share, text)).toMatch(/75% of the columns changed/);
  expect(alertCalculation(share, text)).toBe("share of drifted columns 75% ≥ 50% in 3 of 3 windows");
});

it("a metric that fell is named, with its limit; every series has a sentence without a formula", () => {
  const metric = alertOf({ series: "performance.primary", operator: "<", threshold: 0.7 }, [0.54]);
  expect(alertHeadline(metric, text, { metric: "AUC" })).toBe(
    "The model does worse than asked: AUC 0.54, and the limit is 0.7.",
  );
  for (const series of SERIES) {
    const said = alertHeadline(alertOf({ series, operator: ">=", threshold: 1 }, [2]), text);
    expect(said).not.toMatch(/[≥≤<>{}]/);
  }
});
