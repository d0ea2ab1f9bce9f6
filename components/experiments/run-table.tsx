"use client";

/** Runs as a table: sort, choose several, open one. */
import Link from "next/link";
import { useMemo } from "react";
import type { Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { DataTable, type DataColumn } from "../ui/data-table";
import { metricColumns, varyingParams } from "./run-columns";
import { RunStatusMark } from "./run-status";

const MOST_METRICS = 2;
const MOST_PARAMS = 2;

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
  return useMemo(() => {
    const metric = (key: string): DataColumn<Run> => ({
      id: `metric.${key}`,
      header: key,
      value: (run) => run.metrics[key] ?? null,
      render: (run) => <Metric value={run.metrics[key]} write={formatNumber} />,
      align: "end",
    });
    const param = (key: string): DataColumn<Run> => ({
      id: `param.${key}`,
      header: key,
      value: (run) => run.params[key] ?? null,
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
      ...metricColumns(runs, MOST_METRICS).map(metric),
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
  }, [runs, t, formatDate, formatDuration, formatNumber]);
}

function Metric({ value, write }: { readonly value: number | undefined; readonly write: (value: number) => string }) {
  if (value === undefined) return <span className="text-faint">–</span>;
  return <>{Number.isFinite(value) ? write(value) : String(value)}</>;
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
