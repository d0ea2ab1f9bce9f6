"use client";

/** A few rows of data. Numbers at the right; each header may carry a drawing of its column. */
import type { ReactNode } from "react";
import type { ColumnSchema } from "@/lib/data/schema";
import type { CellValue, Row } from "@/lib/data/table";
import { useText, type Text } from "../../../i18n";

/** More columns than this are counted, not drawn. */
const MAX_COLUMNS = 12;

export interface RowsTableProps {
  readonly caption: string;
  readonly columns: readonly ColumnSchema[];
  readonly rows: readonly { readonly index: number; readonly row: Row }[];
  readonly header?: (column: ColumnSchema) => ReactNode;
}

export function RowsTable({ caption, columns, rows, header }: RowsTableProps) {
  const { t, formatNumber, formatDate } = useText();
  const shown = columns.slice(0, MAX_COLUMNS);
  const hidden = columns.length - shown.length;
  return (
    <div>
      <div role="region" aria-label={caption} tabIndex={0} className="overflow-x-auto">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-line align-bottom">
              {shown.map((column) => (
                <th key={column.name} scope="col" className="min-w-20 px-2 py-1 text-left font-medium">
                  <span className="font-mono">{column.name}</span>
                  {header ? header(column) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ index, row }) => (
              <tr key={index} className="border-b border-line last:border-b-0">
                {shown.map((column) => (
                  <td
                    key={column.name}
                    className={`px-2 py-1 whitespace-nowrap ${column.type === "number" ? "text-right" : ""}`}
                  >
                    {valueText(row[column.name] ?? null, column, { formatNumber, formatDate }) ?? (
                      <span className="text-faint">{t("common.missing")}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 ? (
        <p className="mt-1 text-sm text-faint">{t("cells.dataset.moreColumns", { count: hidden })}</p>
      ) : null}
    </div>
  );
}

/** A value as people read it; null when it is missing. */
export function valueText(
  value: CellValue,
  column: Pick<ColumnSchema, "type">,
  formats: Pick<Text, "formatNumber" | "formatDate">,
): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value;
  return column.type === "date"
    ? formats.formatDate(value, { dateStyle: "medium", timeZone: "UTC" })
    : formats.formatNumber(value);
}
