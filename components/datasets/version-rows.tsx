"use client";

/** The rows of a version: only those in view are drawn, and only their pages are read. */
import { ownValue } from "@/lib/own-value";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { ColumnProfile } from "@/lib/data/profile/profile";
import type { ColumnSchema } from "@/lib/data/schema";
import type { CellValue } from "@/lib/data/table";
import { MiniHistogram } from "../charts/mini-histogram";
import { dateOptions, hasTime } from "../date-columns";
import { useText } from "../i18n";
import { classNames } from "../ui/class-names";
import { ErrorNote } from "../ui/error-note";
import { useRowPages } from "./use-row-pages";

const ROW_PX = 32;

export function VersionRows({ version }: { readonly version: DatasetVersion }) {
  const { t, formatNumber } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { rowAt, show, error, retry } = useRowPages(version.id);
  // The compiler cannot memoise what the virtualizer returns; this component is drawn anew on every scroll anyway.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: version.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (error === null && version.rowCount > 0) show(first, last);
  }, [show, first, last, error, version.rowCount]);

  if (error) return <ErrorNote error={error} onRetry={retry} />;
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const label = t("data.rowsLabel", { name: version.name, version: String(version.version) });
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="h-104 overflow-auto rounded-md border border-line"
    >
      <table aria-rowcount={version.rowCount + 1} className="min-w-full border-collapse text-sm">
        <caption className="sr-only">{label}</caption>
        <HeaderRow version={version} />
        <tbody>
          <Spacer height={above} />
          {items.map(({ index }) => {
            const found = rowAt(index);
            return (
              <tr key={index} aria-rowindex={index + 2} className="border-b border-line" style={{ height: ROW_PX }}>
                <th scope="row" className="sticky left-0 bg-paper px-3 text-right font-normal text-faint">
                  {formatNumber(index)}
                </th>
                {version.schema.map((column) => (
                  <td
                    key={column.name}
                    className={classNames("max-w-64 truncate px-3", column.type === "number" && "text-right")}
                  >
                    {found ? <Value value={ownValue(found.row, column.name) ?? null} column={column} /> : null}
                  </td>
                ))}
              </tr>
            );
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
}

function HeaderRow({ version }: { readonly version: DatasetVersion }) {
  const { t } = useText();
  const profiles = new Map<string, ColumnProfile>(version.profile.columns.map((column) => [column.name, column]));
  return (
    <thead>
      <tr>
        <th scope="col" className="sticky top-0 left-0 z-20 bg-paper px-3 py-1.5 align-bottom font-medium text-soft">
          {t("data.rowNumber")}
        </th>
        {version.schema.map((column) => {
          const profile = profiles.get(column.name);
          return (
            <th
              key={column.name}
              scope="col"
              className={classNames(
                "sticky top-0 z-10 bg-paper px-3 py-1.5 align-bottom font-medium",
                column.type === "number" ? "text-right" : "text-left",
              )}
            >
              <span className="block font-mono whitespace-nowrap">{column.name}</span>
              <span className="block text-faint">{t(`data.types.${column.type}`)}</span>
              {profile ? <MiniHistogram profile={profile} /> : null}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Value({ value, column }: { readonly value: CellValue; readonly column: ColumnSchema }) {
  const { t, formatNumber, formatDate } = useText();
  if (value === null) return <span className="text-faint">{t("common.missing")}</span>;
  if (typeof value === "string") return <>{value}</>;
  return <>{column.type === "date" ? formatDate(value, dateOptions(hasTime(value))) : formatNumber(value)}</>;
}

// Keeps the scroll bar honest without drawing the rows that are out of view.
function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td />
    </tr>
  ) : null;
}
