"use client";

/** How a version differs from another one: Evidently's default drift test of every column that both have. */
import { useState } from "react";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { DriftReport } from "@/lib/monitoring/drift/measure-drift";
import { driftReport, findingOfModeDrift } from "@/lib/monitoring/report/mode-drift-finding";
import { useText } from "../i18n";
import { DriftHead } from "../notebook/cells/monitor/drift-head";
import { findingName, mustHold } from "../notebook/cells/monitor/finding-words";
import { ReportDownloads } from "../notebook/cells/monitor/report-downloads";
import { operatorSign } from "../notebook/guide/sentences";
import { ErrorNote } from "../ui/error-note";
import { Field } from "../ui/form/field";
import { ProgressBar } from "../ui/progress-bar";
import { Select } from "../ui/form/select";
import type { DatasetDetailProps } from "./dataset-detail-props";
import { useComparison } from "./use-comparison";

export function VersionDrift({ version, versions }: DatasetDetailProps) {
  const { t } = useText();
  const others = comparable(version, versions);
  const [chosen, setChosen] = useState(others[0]?.id ?? null);
  const reference = others.find(({ id }) => id === chosen);
  if (!reference) return <p className="text-soft">{t("data.drift.nothing")}</p>;
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("data.drift.reference")}>
        <Select
          value={reference.id}
          onChange={setChosen}
          options={others.map((other) => ({ value: other.id, label: t("data.version", labelOf(other)) }))}
        />
      </Field>
      <Outcome reference={reference} current={version} />
    </div>
  );
}

function Outcome({ reference, current }: { readonly reference: DatasetVersion; readonly current: DatasetVersion }) {
  const { t } = useText();
  const comparison = useComparison(reference.id, current.id);
  switch (comparison.kind) {
    case "running":
      return <ProgressBar progress={comparison.progress} />;
    case "failed":
      return <ErrorNote error={comparison.error} />;
    case "done":
      return (
        <>
          <Report report={comparison.report} />
          <ReportDownloads
            title={t("data.drift.report", { ...labelOf(current), reference: t("data.version", labelOf(reference)) })}
            fileName={`drift-${current.name}-v${current.version}`}
            report={(createdAtMs) => driftReport(comparison.report, `${reference.id}/${current.id}`, createdAtMs)}
          />
        </>
      );
  }
}

function labelOf({ name, version }: DatasetVersion) {
  return { name, version: String(version) };
}

function Report({ report }: { readonly report: DriftReport }) {
  const { t } = useText();
  const { drifted, counted, drift } = report.dataset;
  return (
    <>
      <p className={drift ? "font-medium text-failed" : ""}>
        {t(drift ? "data.drift.drifted" : "data.drift.stable", { drifted, counted })}
      </p>
      <div role="region" aria-label={t("data.drift.table")} tabIndex={0} className="max-h-104 overflow-auto">
        <table className="w-full text-left text-sm">
          <DriftHead heads={["column", "test", "score", "limit", "verdict"]} />
          <tbody>
            {report.columns.map((column) => (
              <ColumnRow key={column.column} column={column} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ColumnRow({ column }: { readonly column: DriftReport["columns"][number] }) {
  const words = useText();
  const { t, formatScore } = words;
  const { result, operator, threshold, verdict } = column;
  const finding = findingOfModeDrift(column.column, column);
  return (
    <tr className="border-b border-line last:border-b-0" data-verdict={verdict}>
      <th scope="row" className="py-1 pr-3 font-mono font-normal">
        {column.column}
      </th>
      <td className="py-1 pr-3 whitespace-nowrap" title={mustHold(finding, words)}>
        {findingName(finding, words)}
      </td>
      <td className="py-1 pr-3 whitespace-nowrap">
        {column.approximation ? "≈ " : ""}
        {formatScore(result.kind === "measured" ? result.value : null)}
      </td>
      <td className="py-1 pr-3 whitespace-nowrap">
        {operatorSign(operator)} {formatScore(threshold)}
      </td>
      <td className={`py-1 whitespace-nowrap ${verdict === "drift" ? "font-medium text-failed" : "text-soft"}`}>
        {t(`monitoring.verdicts.${verdict}`)}
      </td>
    </tr>
  );
}

/** Versions that share a column, the parents first, then those of the same data set, then the rest. */
function comparable(version: DatasetVersion, versions: readonly DatasetVersion[]): readonly DatasetVersion[] {
  const names = new Set(version.schema.map(({ name }) => name));
  const rank = (other: DatasetVersion): number =>
    version.parents.includes(other.id) ? 0 : other.datasetId === version.datasetId ? 1 : 2;
  return versions
    .filter((other) => other.id !== version.id && other.schema.some(({ name }) => names.has(name)))
    .sort((a, b) => rank(a) - rank(b) || b.version - a.version);
}
