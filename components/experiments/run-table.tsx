"use client";

/** Runs as a table: sort, choose several, open one. */
import Link from "next/link";
import { useMemo } from "react";
import { dataOf } from "@/lib/tracking/compare";
import type { Run } from "@/lib/tracking/run";
import { numberIn } from "@/lib/value-order";
import { useText } from "../i18n";
import { DataTable, type DataColumn } from "../ui/data-table";
import { bestOf, metricColumns, varyingParams } from "./run-columns";
import { RunStatusMark } from "./run-status";
import { useRunWords } from "./run-words";

const MOST_METRICS = 2;
const MOST_PARAMS = 4;

export interface RunTableProps {
  readonly runs: readonly Run[];
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

export function RunTable({ runs, selected, onSelect }: RunTableProps) {
  const { t } = useText();
  const columns = useRunColumns(runs);
  return (
    <DataTable
      label={t("experiments.runs")}
      rows={runs}
      columns={columns}
      rowId={(run) => run.id}
      initialSort={{ id: "started", desc: true }}
      selected={selected}
      onSelect={onSelect}
    />
  );
}

function useRunColumns(runs: readonly Run[]): readonly DataColumn<Run>[] {
  const { t, formatDate, formatDuration, formatNumber } = useText();
  const { metricName, paramName } = useRunWords();
  return useMemo(() => {
    const metrics = metricColumns(runs, MOST_METRICS);
    const best = new Map(metrics.map((key) => [key, bestOf(runs, key)] as const));
    const metric = (key: string): DataColumn<Run> => ({
      id: `metric.${key}`,
      header: metricName(key),
      value: (run) => run.metrics[key] ?? null,
      render: (run) => (
        <Metric value={run.metrics[key]} best={run.metrics[key] === best.get(key)} write={formatNumber} />
      ),
      align: "end",
    });
    const param = (key: string): DataColumn<Run> => ({
      id: `param.${key}`,
      header: paramName(key),
      value: (run) => run.params[key] ?? null,
      render: (run) => <Param value={run.params[key]} write={formatNumber} />,
    });
    return [
      {
        id: "name",
        header: t("experiments.run"),
        value: (run) => run.name,
        render: (run) => <RunLink run={run} />,
      },
      {
        id: "status",
        header: t("experiments.status"),
        value: (run) => t(`experiments.statuses.${run.status}`),
        render: (run) => <RunStatusMark run={run} />,
      },
      ...metrics.map(metric),
      {
        id: "data",
        header: t("experiments.data"),
        value: dataOf,
        render: (run) => <span className="whitespace-nowrap">{dataOf(run) ?? "–"}</span>,
      },
      ...varyingParams(runs, MOST_PARAMS).map(param),
      {
        id: "backend",
        header: t("experiments.backend"),
        value: (run) => run.backend?.chosen ?? null,
        render: (run) => run.backend?.chosen ?? <span className="text-faint">{t("experiments.noBackend")}</span>,
      },
      {
        id: "duration",
        header: t("experiments.duration"),
        value: durationMs,
        render: (run) => {
          const ms = durationMs(run);
          return ms === null ? "–" : formatDuration(ms);
        },
        align: "end",
      },
      {
        id: "started",
        header: t("experiments.started"),
        value: (run) => run.startTimeMs,
        render: (run) => <span className="whitespace-nowrap">{formatDate(run.startTimeMs)}</span>,
        align: "end",
      },
    ];
  }, [runs, t, metricName, paramName, formatDate, formatDuration, formatNumber]);
}

interface MetricProps {
  readonly value: number | undefined;
  /** The best of the runs that are shown and may be compared. */
  readonly best: boolean;
  readonly write: (value: number) => string;
}

function Metric({ value, best, write }: MetricProps) {
  if (value === undefined) return <span className="text-faint">–</span>;
  const text = Number.isFinite(value) ? write(value) : String(value);
  return best ? <strong className="font-semibold">{text}</strong> : <>{text}</>;
}

function Param({ value, write }: { readonly value: string | undefined; readonly write: (value: number) => string }) {
  if (value === undefined) return <span className="text-faint">–</span>;
  const number = numberIn(value);
  return <>{number === null || /e/i.test(value) ? value : write(number)}</>;
}

function RunLink({ run }: { readonly run: Run }) {
  return (
    <Link
      href={`/experiments?run=${run.id}`}
      className="whitespace-nowrap underline decoration-line underline-offset-3 hover:decoration-ink"
    >
      {run.name}
    </Link>
  );
}

/** How long a run took; null while it runs. */
export function durationMs(run: Run): number | null {
  return run.endTimeMs === null ? null : run.endTimeMs - run.startTimeMs;
}
