"use client";

/** Several runs side by side: their curves over each other, and what was set differently. */
import { useState } from "react";
import { compareGround, compareMetrics, compareParams } from "@/lib/tracking/compare";
import { shortId } from "@/lib/ids";
import type { Run } from "@/lib/tracking/run";
import { categoryColour } from "../charts/series-style";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { Field } from "../ui/form/field";
import { Section } from "../ui/section";
import { Switch } from "../ui/form/switch";
import { metricColumns } from "./run-columns";
import { RunCurves } from "./run-curves";
import { useRunWords } from "./run-words";

export interface CompareRunsProps {
  readonly runs: readonly Run[];
  readonly onClear: () => void;
}

export function CompareRuns({ runs, onClear }: CompareRunsProps) {
  const { t, formatNumber } = useText();
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const { metricName, paramName } = useRunWords();
  const ground = compareGround(runs);
  const incomparable = ground.some((row) => row.differs);
  const params = compareParams(runs).filter((row) => row.differs || !onlyDifferences);
  const worth = metricColumns(runs, Number.MAX_SAFE_INTEGER);
  const metrics = compareMetrics(runs).filter((row) => worth.includes(row.key));
  return (
    <Section
      title={t("experiments.compare", { count: runs.length })}
      actions={
        <Button size="sm" onClick={onClear}>
          {t("experiments.clear")}
        </Button>
      }
    >
      {incomparable ? (
        <p role="note" className="mb-3 rounded-md bg-sunk px-3 py-2 text-sm">
          {t("experiments.otherGround")}
        </p>
      ) : null}
      <SideBySide
        label={t("experiments.ground")}
        runs={runs}
        rows={ground.map((row) => ({
          ...row,
          key: t(`experiments.groundNames.${row.key}`),
          values: row.key === "split" ? row.values.map((id) => shortId(id ?? "", 8)) : row.values,
        }))}
      />
      <RunCurves runs={runs} />
      <div className="mt-6 flex items-center justify-between gap-4">
        <h3 className="font-semibold">{t("experiments.params")}</h3>
        <Field label={t("experiments.onlyDifferences")} inline>
          <Switch checked={onlyDifferences} onChange={setOnlyDifferences} />
        </Field>
      </div>
      {params.length === 0 ? (
        <p className="py-2 text-soft">{t("experiments.noDifferences")}</p>
      ) : (
        <SideBySide
          label={t("experiments.params")}
          runs={runs}
          rows={params.map((row) => ({ ...row, key: paramName(row.key) }))}
        />
      )}
      <h3 className="mt-6 font-semibold">{t("experiments.metrics")}</h3>
      <SideBySide
        label={t("experiments.metrics")}
        runs={runs}
        rows={metrics.map((row) => ({
          key: metricName(row.key),
          values: row.values.map((value) => (value === null ? null : formatNumber(value))),
          differs: false,
        }))}
      />
    </Section>
  );
}

interface SideBySideProps {
  readonly label: string;
  readonly runs: readonly Run[];
  readonly rows: readonly {
    readonly key: string;
    readonly values: readonly (string | null)[];
    readonly differs: boolean;
  }[];
}

function SideBySide({ label, runs, rows }: SideBySideProps) {
  const { t } = useText();
  return (
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-strong">
            <th scope="col" className="py-1.5 pr-4 font-medium text-soft">
              {t("experiments.key")}
            </th>
            {runs.map((run, index) => (
              <th key={run.id} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap">
                <span
                  aria-hidden
                  className="mr-1.5 inline-block size-2.5 rounded-xs"
                  style={{ background: categoryColour(index) }}
                />
                {run.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-4 font-normal">
                {row.key}
                {row.differs ? <span className="sr-only"> ({t("experiments.differs")})</span> : null}
              </th>
              {row.values.map((value, index) => (
                <td
                  key={runs[index]?.id ?? index}
                  className={classNames("px-3 py-1.5", row.differs && "bg-sunk font-medium")}
                >
                  {value ?? <span className="text-faint">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
