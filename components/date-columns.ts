/** Dates of people's columns: shown with their time of day as soon as one value of the column has one. */
import { ownValue } from "@/lib/own-value";
import type { ColumnSchema } from "@/lib/data/schema";
import type { CellValue, Row } from "@/lib/data/table";

const DAY_MS = 86_400_000;

/** Whether a date (ms since 1970, UTC) is not a midnight. */
export function hasTime(value: CellValue): boolean {
  return typeof value === "number" && value % DAY_MS !== 0;
}

/** How to write the dates of a column, in UTC as they were read. */
export function dateOptions(timed: boolean): Intl.DateTimeFormatOptions {
  return timed
    ? { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" }
    : { dateStyle: "medium", timeZone: "UTC" };
}

/** The date columns in which some row has a time of day. */
export function timedColumns(
  columns: readonly Pick<ColumnSchema, "name" | "type">[],
  rows: readonly Row[],
): ReadonlySet<string> {
  const dates = columns.filter((column) => column.type === "date");
  return new Set(
    dates.filter(({ name }) => rows.some((row) => hasTime(ownValue(row, name) ?? null))).map(({ name }) => name),
  );
}
