"use client";

import { useState } from "react";
import { directionOf, type MetricName } from "@/lib/data/goal";
import type { Evaluation } from "@/lib/evaluation/evaluation";
import { ConfusionMatrix, type MatrixCell } from "../../../charts/confusion-matrix";
import { ResidualPlot } from "../../../charts/residual-plot";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { StateIcon } from "../../../ui/state-icon";
import { useEvaluation } from "../../use-stored";
import { ClassTable } from "./class-table";
import { ConfusionRows } from "./confusion-rows";
import { BaselineTest, MetricInterval, WeakestSlices } from "./evaluation-evidence";
import { JudgementView } from "./judgement-view";
import { useMetricText } from "./metric-text";
import { ScoreBars } from "./score-bars";
import { Glance, ResultSkeleton, type ResultProps } from "../result";

export function EvaluateResult({ cell: evaluateCell, handle, brief }: ResultProps<"evaluate">) {
  const { t } = useText();
  const evaluation = useEvaluation(handle.id);
  const [cell, setCell] = useState<MatrixCell | null>(null);
  if (!evaluation) return <ResultSkeleton height={240} />;
  return (
    <div className="flex flex-col gap-4">
      <Headline evaluation={evaluation} />
      <ScoreBars evaluation={evaluation} />
      <BaselineTest evaluation={evaluation} />
      {evaluation.confusion ? (
        <div>
          <h3 className="font-semibold">{t("cells.evaluate.confusion")}</h3>
          <p className="mb-2 text-sm text-soft">{t("cells.evaluate.confusionHint")}</p>
          <ConfusionMatrix matrix={evaluation.confusion} selected={cell} onSelect={setCell} />
          {cell ? <ConfusionRows evaluation={evaluation} cell={cell} /> : null}
        </div>
      ) : null}
      {evaluation.confusion && !brief ? <ClassTable matrix={evaluation.confusion} /> : null}
      {evaluation.judgement && !brief ? (
        <JudgementView
          judgement={evaluation.judgement}
          goalName={evaluateCell.inputs["goal"] ?? ""}
          packageDigest={evaluation.packageDigest}
          packageName={evaluateCell.inputs["package"] ?? ""}
        />
      ) : null}
      {evaluation.residuals ? (
        <div>
          <p className="text-sm text-soft">{t("cells.evaluate.residualsHint")}</p>
          <ResidualPlot label={t("cells.evaluate.residuals")} points={evaluation.residuals} />
          {brief ? null : (
            <>
              <p className="mt-3 text-sm text-soft">{t("judge.residualsHint")}</p>
              <ResidualPlot label={t("judge.residuals")} points={evaluation.residuals} shows="residual" height={200} />
            </>
          )}
        </div>
      ) : null}
      {brief ? null : <WeakestSlices evaluation={evaluation} />}
      {brief ? null : <AllMetrics evaluation={evaluation} />}
      {brief ? null : <Checks evaluation={evaluation} />}
    </div>
  );
}

function Headline({ evaluation }: { readonly evaluation: Evaluation }) {
  const { t } = useText();
  const write = useMetricText();
  const { metric, scores, rowCount, checks } = evaluation;
  const value = scores[metric];
  const minimum = checks.find((check) => check.key === "minimum-metric");
  return (
    <div>
      <Glance>
        <span className="text-2xl font-semibold" data-testid="primary-metric" data-metric={metric} data-value={value}>
          {value === undefined ? t("common.chart.noValue") : write(metric, value)}
        </span>
        <span className="text-base text-soft">
          {t("cells.evaluate.against", { metric: t(`common.metric.${metric}`), count: rowCount })}
        </span>
        <MetricInterval evaluation={evaluation} />
        {minimum ? (
          <span
            className={`flex items-center gap-1 text-sm ${minimum.status === "pass" ? "text-done" : "text-failed"}`}
          >
            <StateIcon status={minimum.status === "pass" ? "done" : "failed"} size={14} decorative />
            {t(minimum.status === "pass" ? "cells.evaluate.reaches" : "cells.evaluate.misses")} (
            {write(metric, minimum.threshold)})
          </span>
        ) : null}
      </Glance>
    </div>
  );
}

function AllMetrics({ evaluation }: { readonly evaluation: Evaluation }) {
  const { t } = useText();
  const metricText = useMetricText();
  const { scores, baseline, champion } = evaluation;
  const write = (metric: MetricName, value: number | undefined) =>
    value === undefined ? "–" : metricText(metric, value, 4);
  return (
    <table className="w-full text-left text-sm">
      <caption className="py-1 text-left font-semibold">{t("cells.evaluate.allMetrics")}</caption>
      <thead>
        <tr className="border-b border-line text-soft">
          <th scope="col" className="py-1 font-medium">
            {t("cells.evaluate.metric")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t("cells.evaluate.model")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t("cells.evaluate.baseline")}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {champion ? t("cells.evaluate.champion", { version: champion.version }) : t("cells.evaluate.noChampion")}
          </th>
        </tr>
      </thead>
      <tbody>
        {(Object.keys(scores) as MetricName[]).map((metric) => (
          <tr key={metric} className="border-b border-line last:border-b-0">
            <th scope="row" className="py-1 font-normal">
              <MetricWord metric={metric} /> {directionOf(metric) === "minimize" ? "↓" : "↑"}
            </th>
            <td className="py-1 text-right font-medium">{write(metric, scores[metric])}</td>
            <td className="py-1 text-right">{write(metric, baseline[metric])}</td>
            <td className="py-1 text-right">{write(metric, champion?.scores[metric])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The metric's name, with its note where the glossary has one. */
function MetricWord({ metric }: { readonly metric: MetricName }) {
  const { t } = useText();
  const name = t(`common.metric.${metric}`);
  return metric === "auc" || metric === "f1" ? <Explained term={metric}>{name}</Explained> : name;
}

function Checks({ evaluation }: { readonly evaluation: Evaluation }) {
  const { t } = useText();
  if (evaluation.checks.length === 0) return null;
  return (
    <div>
      <h3 className="font-semibold">{t("cells.evaluate.checks")}</h3>
      <ul className="mt-1 text-sm">
        {evaluation.checks.map((check) => (
          <CheckLine key={check.key} check={check} />
        ))}
      </ul>
    </div>
  );
}

/** A check as one line: shape, statement, both operands. */
export function CheckLine({ check }: { readonly check: Evaluation["checks"][number] }) {
  const { t, formatNumber } = useText();
  const passed = check.status === "pass";
  return (
    <li className="flex items-center gap-2 py-0.5" data-check={check.key} data-status={check.status}>
      <StateIcon status={passed ? "done" : check.status === "fail" ? "failed" : "queued"} size={15} decorative />
      <span className="sr-only">{t(`cells.checks.status.${check.status}`)}</span>
      <span>{t(`cells.checks.${check.key}`)}</span>
      <span className="ml-auto text-faint">
        {check.value === null
          ? t(`cells.checks.status.${check.status}`)
          : t("cells.checks.operands", {
              value: formatNumber(check.value, { maximumSignificantDigits: 4 }),
              operator: SIGNS[check.operator],
              threshold: formatNumber(check.threshold, { maximumSignificantDigits: 4 }),
            })}
      </span>
    </li>
  );
}

const SIGNS = { ">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "=" } as const;
