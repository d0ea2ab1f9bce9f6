"use client";

/** Several runs side by side: their curves over each other, what they were trained on, and what was set differently. */
import { useEffect, useMemo, useRef, useState } from "react";
import { compareGround, compareMetrics, compareParams } from "@/lib/tracking/compare";
import { shortId } from "@/lib/ids";
import type { Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { Field } from "../ui/form/field";
import { Section } from "../ui/section";
import { Switch } from "../ui/form/switch";
import { bestOf, comparable, metricColumns } from "./run-columns";
import { RunCurves } from "./run-curves";
import { useRunWords } from "./run-words";
import { SideBySide } from "./side-by-side";

export interface CompareRunsProps {
  readonly runs: readonly Run[];
  readonly onClose: () => void;
}

export function CompareRuns({ runs, onClose }: CompareRunsProps) {
  const { t, formatNumber } = useText();
  const place = useRef<HTMLDivElement>(null);
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const { metricName } = useRunWords();
  useEffect(() => place.current?.scrollIntoView({ block: "start" }), []);
  const fair = useMemo(() => new Set(comparable(runs)), [runs]);
  const worth = metricColumns(runs, Number.MAX_SAFE_INTEGER);
  const metrics = compareMetrics(runs).filter((row) => worth.includes(row.key));
  return (
    <div ref={place}>
      <Section
        title={t("experiments.compare", { count: runs.length })}
        actions={
          <Button size="sm" onClick={onClose}>
            {t("experiments.closeComparison")}
          </Button>
        }
      >
        {fair.size < runs.length ? (
          <p role="note" className="mb-3 rounded-md bg-sunk px-3 py-2 text-sm">
            {t("experiments.otherGround")}
          </p>
        ) : null}
        <RunCurves runs={runs} />
        <div className="mt-6 flex items-center justify-between gap-4">
          <h3 className="font-semibold">{t("experiments.ground")}</h3>
          <Field label={t("experiments.onlyDifferences")} inline>
            <Switch checked={onlyDifferences} onChange={setOnlyDifferences} />
          </Field>
        </div>
        <SideBySide
          label={t("experiments.ground")}
          runs={runs}
          fair={fair}
          rows={useInputRows(runs, onlyDifferences)}
        />
        <h3 className="mt-6 font-semibold">{t("experiments.metrics")}</h3>
        <SideBySide
          label={t("experiments.metrics")}
          runs={runs}
          fair={fair}
          rows={metrics.map(({ key, values }) => ({
            key: metricName(key),
            values: values.map((value) => (value === null ? null : formatNumber(value))),
            differs: false,
            best: values.map((value, index) => value === bestOf(runs, key) && fair.has(runs[index]!)),
          }))}
        />
      </Section>
    </div>
  );
}

/** Data and split are the first two rows, always; then the parameters. */
function useInputRows(runs: readonly Run[], onlyDifferences: boolean) {
  const { t } = useText();
  const { paramName, paramValue } = useRunWords();
  const ground = compareGround(runs).map((row) => ({
    ...row,
    key: t(`experiments.groundNames.${row.key}`),
    values: row.key === "split" ? row.values.map((id) => shortId(id ?? "", 8)) : row.values,
  }));
  const params = compareParams(runs)
    .filter((row) => row.differs || !onlyDifferences)
    .map((row) => ({ ...row, key: paramName(row.key), values: row.values.map((value) => paramValue(value)) }));
  return [...ground, ...params];
}
