"use client";

/** Runs as a table: sort, choose several, open one. */
import Link from "next/link";
import { useCallback, useMemo } from "react";
import { changesSincePrevious, dataOf, type RunChange } from "@/lib/tracking/compare";
import type { Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { DataTable, type DataColumn } from "../ui/data-table";
import { ColumnPicker, useColumnChoice } from "./column-picker";
import { bestOf, comparable, isShown, runColumns, type RunColumnId } from "./run-columns";
import { RunStatusMark } from "./run-status";
import { useRunWords } from "./run-words";

export interface RunTableProps {
  /** All runs of the experiment: what a run changed is told against the one before it, shown or not. */
  readonly all: readonly Run[];
  readonly runs: readonly Run[];
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

export function RunTable({ all, runs, selected, onSelect }: RunTableProps) {
  const { t } = useText();
  const [choice, choose] = useColumnChoice();
  const header = useHeader();
  const columns = useMemo(() => runColumns(runs), [runs]);
  const shown = useMemo(
    () => columns.filter((column) => isShown(column, choice)).map(({ id }) => id),
    [columns, choice],
  );
  return (
    <div className="flex flex-col gap-1">
      <div className="self-end">
        <ColumnPicker columns={columns} header={header} choice={choice} onChoose={choose} />
      </div>
      <DataTable
        label={t("experiments.runs")}
        rows={runs}
        columns={useDataColumns(all, runs, shown)}
        rowId={(run) => run.id}
        initialSort={{ id: "started", desc: true }}
        selected={selected}
        onSelect={onSelect}
      />
    </div>
  );
}

function useHeader(): (id: RunColumnId) => string {
  const { t } = useText();
  const { metricName, paramName } = useRunWords();
  return useCallback(
    (id) => {
      if (id.startsWith("metric.")) return metricName(id.slice("metric.".length));
      if (id.startsWith("param.")) return paramName(id.slice("param.".length));
      return t(`experiments.${id as "status" | "data" | "backend" | "duration" | "started"}`);
    },
    [t, metricName, paramName],
  );
}

function useDataColumns(
  all: readonly Run[],
  runs: readonly Run[],
  shown: readonly RunColumnId[],
): readonly DataColumn<Run>[] {
  const { t } = useText();
  const header = useHeader();
  const body = useColumnBody(runs);
  return useMemo(() => {
    const changes = changesSincePrevious(all);
    const name: DataColumn<Run> = {
      id: "name",
      header: t("experiments.run"),
      value: (run) => run.name,
      render: (run) => <RunName run={run} changes={changes.get(run.id) ?? []} />,
    };
    return [name, ...shown.map((id): DataColumn<Run> => ({ id, header: header(id), ...body(id) }))];
  }, [all, shown, t, header, body]);
}

type ColumnBody = Omit<DataColumn<Run>, "id" | "header">;

function useColumnBody(runs: readonly Run[]): (id: RunColumnId) => ColumnBody {
  const { t, formatDate, formatDuration } = useText();
  const { paramValue } = useRunWords();
  const metric = useMetricBody(runs);
  return useCallback(
    (id) => {
      if (id.startsWith("metric.")) return metric(id.slice("metric.".length));
      const key = id.slice("param.".length);
      switch (id) {
        case "status":
          return {
            value: (run) => t(`experiments.statuses.${run.status}`),
            render: (run) => <RunStatusMark run={run} />,
          };
        case "data":
          return { value: dataOf, render: (run) => <span className="whitespace-nowrap">{dataOf(run) ?? "–"}</span> };
        case "backend":
          return {
            value: (run) => run.backend?.chosen ?? null,
            render: (run) => run.backend?.chosen ?? <span className="text-faint">{t("experiments.noBackend")}</span>,
          };
        case "duration":
          return {
            value: durationMs,
            render: (run) => {
              const ms = durationMs(run);
              return ms === null ? "–" : formatDuration(ms);
            },
            align: "end",
          };
        case "started":
          return {
            value: (run) => run.startTimeMs,
            render: (run) => <span className="whitespace-nowrap">{formatDate(run.startTimeMs)}</span>,
            align: "end",
          };
        default:
          return { value: (run) => run.params[key] ?? null, render: (run) => <>{paramValue(run.params[key])}</> };
      }
    },
    [t, formatDate, formatDuration, paramValue, metric],
  );
}

/** The best of the runs that may be compared is bold; what stands on other data is grey. */
function useMetricBody(runs: readonly Run[]): (key: string) => ColumnBody {
  const { t, formatNumber } = useText();
  return useMemo(() => {
    const fair = new Set(comparable(runs));
    return (key) => {
      const best = bestOf(runs, key);
      return {
        value: (run) => run.metrics[key] ?? null,
        render: (run) => {
          const value = run.metrics[key];
          if (value === undefined) return <span className="text-faint">–</span>;
          const text = Number.isFinite(value) ? formatNumber(value) : String(value);
          if (!fair.has(run))
            return (
              <span className="text-faint" title={t("experiments.otherData")}>
                {text}
              </span>
            );
          return value === best ? <strong className="font-semibold">{text}</strong> : <>{text}</>;
        },
        align: "end",
      };
    };
  }, [runs, t, formatNumber]);
}

const MOST_CHANGES = 2;

function RunName({ run, changes }: { readonly run: Run; readonly changes: readonly RunChange[] }) {
  const { t } = useText();
  const { paramName, paramValue } = useRunWords();
  const words = changes
    .slice(0, MOST_CHANGES)
    .map(({ key, value }) =>
      key === "data" || key === "split"
        ? t(`experiments.changed.${key}`, { value: value ?? "–" })
        : `${paramName(key)}: ${paramValue(value)}`,
    );
  const rest = changes.length - words.length;
  return (
    <>
      <Link
        href={`/experiments?run=${run.id}`}
        className="whitespace-nowrap underline decoration-line underline-offset-3 hover:decoration-ink"
      >
        {run.name}
      </Link>
      {words.length > 0 ? (
        <span className="block text-xs font-normal whitespace-nowrap text-soft">
          {words.join(" · ")}
          {rest > 0 ? ` · +${rest}` : ""}
        </span>
      ) : null}
    </>
  );
}

/** How long a run took; null while it runs. */
export function durationMs(run: Run): number | null {
  return run.endTimeMs === null ? null : run.endTimeMs - run.startTimeMs;
}
