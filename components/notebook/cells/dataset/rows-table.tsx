"use client";

/** A few rows of data. Numbers at the right; each header may carry a drawing of its column. */
import { ownValue } from "@/lib/own-value";
import { useMemo, type ReactNode } from "react";
import type { ColumnSchema } from "@/lib/data/schema";
import type { CellValue, Row } from "@/lib/data/table";
import { useText, type Text } from "../../../i18n";
import { dateOptions, hasTime, timedColumns } from "../../../date-columns";
import { classNames } from "../../../ui/class-names";
import { ScrollTable } from "../../../ui/scroll-table";

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
  const timed = useMemo(
    () =>
      timedColumns(
        columns,
        rows.map(({ row }) => row),
      ),
    [columns, rows],
  );
  const shown = columns.slice(0, MAX_COLUMNS);
  const hidden = columns.length - shown.length;
  return (
    <div>
      <ScrollTable label={caption}>
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-line align-bottom">
              {shown.map((column) => (
                <th
                  key={column.name}
                  scope="col"
                  className={classNames(
                    "min-w-20 px-2 py-1 font-medium",
                    column.type === "number" ? "text-right" : "text-left",
                  )}
                >
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
                    {valueText(ownValue(row, column.name) ?? null, column, {
                      formatNumber,
                      formatDate,
                      timed: timed.has(column.name),
                    }) ?? <span className="text-faint">{t("common.missing")}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
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
  formats: Pick<Text, "formatNumber" | "formatDate"> & { readonly timed?: boolean },
): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value;
  return column.type === "date"
    ? formats.formatDate(value, dateOptions(formats.timed ?? hasTime(value)))
    : formats.formatNumber(value);
}
