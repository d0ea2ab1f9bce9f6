"use client";

/** A metric as people read it: the error of a predicted date is time, not milliseconds. */
import type { MetricName } from "@/lib/data/goal";
import { useText, type Text } from "../../../i18n";
import { useNotebook } from "../../notebook-context";
import { useNotebookData } from "../../use-stored";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Metrics in the unit of the target. */
const IN_TARGET_UNIT: ReadonlySet<MetricName> = new Set(["rmse", "mae"]);

/** An error of so many milliseconds, in hours under two days and in days from there on. */
export function timeErrorText(ms: number, { t, formatNumber }: Pick<Text, "t" | "formatNumber">): string {
  return ms < 2 * DAY_MS
    ? t("common.hours", { value: formatNumber(ms / HOUR_MS, { maximumFractionDigits: 1 }) })
    : t("common.days", { value: formatNumber(ms / DAY_MS, { maximumFractionDigits: 1 }) });
}

/** Writes values of a metric for the target of this notebook. */
export function useMetricText(): (metric: MetricName, value: number, maximumFractionDigits?: number) => string {
  const text = useText();
  const { document } = useNotebook();
  const schema = useNotebookData()?.schema ?? [];
  const goal = document.cells.find((cell) => cell.kind === "goal");
  const target = goal?.kind === "goal" ? goal.params.target : null;
  const isDate = schema.some((column) => column.name === target && column.type === "date");
  return (metric, value, maximumFractionDigits = 3) =>
    isDate && IN_TARGET_UNIT.has(metric)
      ? timeErrorText(value, text)
      : text.formatNumber(value, { maximumFractionDigits });
}
