"use client";

/** A chart with its accessible name, its legend and the same numbers as a table one click away. */
import { Table2, ChartSpline } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useText } from "../i18n";
import { IconButton } from "../ui/button";

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface ChartFrameProps {
  /** What the chart shows, for everyone who cannot see it. */
  readonly label: string;
  readonly legend?: ReactNode;
  readonly table: () => ChartTable;
  readonly children: ReactNode;
}

export function ChartFrame({ label, legend, table, children }: ChartFrameProps) {
  const { t } = useText();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure aria-label={label} className="min-w-0">
      <div className="flex min-h-7 items-start justify-between gap-3">
        {legend ?? <span />}
        <IconButton
          size="sm"
          label={asTable ? t("common.showChart") : t("common.showTable")}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartSpline aria-hidden size={15} /> : <Table2 aria-hidden size={15} className="text-faint" />}
        </IconButton>
      </div>
      {asTable ? <PlainTable label={label} table={table()} /> : children}
    </figure>
  );
}

function PlainTable({ label, table }: { readonly label: string; readonly table: ChartTable }) {
  const { t, formatNumber } = useText();
  const write = (value: string | number | null) =>
    value === null ? t("common.chart.noValue") : typeof value === "number" ? formatNumber(value) : value;
  return (
    <div className="max-h-72 overflow-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="border-b border-strong">
            {table.columns.map((column) => (
              <th key={column} scope="col" className="px-2 py-1 font-medium text-soft">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index} className="border-b border-line">
              {row.map((value, column) => (
                <td key={column} className="px-2 py-1">
                  {write(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
