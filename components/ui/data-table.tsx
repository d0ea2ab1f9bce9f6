"use client";

/** A table of facts: sort, filter by text, choose rows. On a phone every row is a card. */
import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown, Search } from "lucide-react";
import { useId, useMemo, type ReactNode } from "react";
import { byValue } from "@/lib/value-order";
import { useText } from "../i18n";
import { classNames } from "./class-names";
import { TextInput } from "./form/text-input";

export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** What the column sorts and filters by; null and NaN sort last, both ways. */
  readonly value: (row: Row) => string | number | null;
  /** How a cell looks; its value when absent. */
  readonly render?: (row: Row) => ReactNode;
  /** Under the header: a mini histogram. */
  readonly headerExtra?: ReactNode;
  readonly align?: "start" | "end";
  readonly mono?: boolean;
  readonly sortable?: boolean;
}

export interface DataTableProps<Row> {
  /** Accessible name of the table. */
  readonly label: string;
  readonly rows: readonly Row[];
  /** The first column titles the row (and its card). Keep it stable: module scope or useMemo. */
  readonly columns: readonly DataColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly filterable?: boolean;
  readonly initialSort?: { readonly id: string; readonly desc: boolean };
  /** Row ids that are chosen, with `onSelect`. */
  readonly selected?: readonly string[];
  readonly onSelect?: (ids: readonly string[]) => void;
  /** The row the page shows beside the table. */
  readonly currentId?: string | null;
  readonly empty?: ReactNode;
}

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowId, filterable = false, initialSort, selected, onSelect, currentId, empty } = props;
  const { t } = useText();
  const hintId = useId();
  const definitions = useMemo(() => columns.map((column) => definition(column)), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: rowId,
    globalFilterFn: (row, columnId, text) => contains(row.getValue(columnId), String(text)),
    getColumnCanGlobalFilter: () => true,
    sortDescFirst: false,
    initialState: { sorting: initialSort ? [{ ...initialSort }] : [] },
  });
  const shown = table.getRowModel().rows;
  const filterText = String(table.state.globalFilter ?? "");
  if (rows.length === 0 && empty) return <>{empty}</>;

  const choose = (id: string, on: boolean) =>
    onSelect?.(on ? [...(selected ?? []), id] : (selected ?? []).filter((other) => other !== id));

  return (
    <div className="flex flex-col gap-3">
      {filterable ? (
        <div className="flex items-center gap-3">
          <span className="relative block w-full max-w-xs">
            <Search aria-hidden size={16} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
            <TextInput
              type="search"
              value={filterText}
              onChange={(text) => table.setGlobalFilter(text)}
              label={t("common.filterRows")}
              placeholder={t("common.filter")}
              className="pl-8"
            />
          </span>
          <span id={hintId} role="status" className="text-sm text-faint">
            {t("common.rows", { count: shown.length })}
          </span>
        </div>
      ) : null}
      <div className="overflow-x-auto phone:overflow-visible" tabIndex={0} role="region" aria-label={label}>
        <table className="w-full border-collapse text-left text-sm phone:block">
          <caption className="sr-only">{label}</caption>
          <thead className="phone:sr-only">
            <tr className="border-b border-strong">
              {onSelect ? (
                <SelectAll ids={shown.map((row) => row.id)} selected={selected ?? []} onSelect={onSelect} />
              ) : null}
              {columns.map((column) => {
                const handle = table.getColumn(column.id);
                const sorted = handle?.getIsSorted() ?? false;
                return (
                  <th
                    key={column.id}
                    scope="col"
                    aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined}
                    className={classNames(
                      "px-3 py-1.5 align-bottom font-medium text-soft",
                      column.align === "end" && "text-right",
                    )}
                  >
                    {column.sortable === false ? (
                      column.header
                    ) : (
                      <button
                        type="button"
                        onClick={handle?.getToggleSortingHandler()}
                        title={t("common.sortBy", { column: column.header })}
                        className="inline-flex min-h-7 items-center gap-1 whitespace-nowrap hover:text-ink"
                      >
                        {column.header}
                        <SortMark sorted={sorted} />
                      </button>
                    )}
                    {column.headerExtra}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody className="phone:flex phone:flex-col phone:gap-3">
            {shown.map((row) => (
              <tr
                key={row.id}
                aria-current={row.id === currentId || undefined}
                className="border-b border-line hover:bg-sunk aria-[current]:bg-sunk phone:block phone:rounded-lg phone:border phone:p-3 phone:hover:bg-transparent"
              >
                {onSelect ? (
                  <td className="w-10 px-3 phone:float-right phone:w-auto phone:p-0">
                    <input
                      type="checkbox"
                      className="size-4.5 align-middle"
                      aria-label={t("common.selectRow", { name: String(columns[0]?.value(row.original) ?? row.id) })}
                      checked={selected?.includes(row.id) ?? false}
                      onChange={(event) => choose(row.id, event.target.checked)}
                    />
                  </td>
                ) : null}
                {columns.map((column, index) => (
                  <BodyCell key={column.id} column={column} row={row.original} title={index === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <p className="px-3 py-6 text-soft">{t("common.noMatches")}</p> : null}
      </div>
    </div>
  );
}

function definition<Row extends object>(column: DataColumn<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    accessorFn: (row: Row) => sortable(column.value(row)),
    enableSorting: column.sortable !== false,
    sortUndefined: "last",
    sortFn: (a, b, id) => byValue(a.getValue(id), b.getValue(id)),
  };
}

/** What has no place in an order is last, both ways: a value that is missing, and NaN. */
const sortable = (value: string | number | null) => (value === null || Number.isNaN(value) ? undefined : value);

const contains = (value: unknown, text: string) =>
  (typeof value === "string" || typeof value === "number" ? String(value) : "")
    .toLowerCase()
    .includes(text.trim().toLowerCase());

function BodyCell<Row>({ column, row, title }: { column: DataColumn<Row>; row: Row; title: boolean }) {
  const { t, formatNumber } = useText();
  const value = column.value(row);
  const plain =
    value === null ? (
      <span className="text-faint">{t("common.missing")}</span>
    ) : typeof value === "number" ? (
      formatNumber(value)
    ) : (
      value
    );
  const className = classNames(
    "px-3 py-2 align-middle phone:flex phone:justify-between phone:gap-4 phone:px-0 phone:py-0.5 phone:text-right",
    column.align === "end" && "text-right",
    column.mono && "font-mono",
    title && "font-medium phone:text-base",
  );
  const content = (
    <>
      {title ? null : (
        <span aria-hidden className="hidden text-left text-faint phone:inline">
          {column.header}
        </span>
      )}
      <span className="min-w-0 break-words">{column.render ? column.render(row) : plain}</span>
    </>
  );
  return title ? (
    <th scope="row" className={classNames(className, "text-left phone:text-left")}>
      {content}
    </th>
  ) : (
    <td className={className}>{content}</td>
  );
}

interface SelectAllProps {
  readonly ids: readonly string[];
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

function SelectAll({ ids, selected, onSelect }: SelectAllProps) {
  const { t } = useText();
  const all = ids.length > 0 && ids.every((id) => selected.includes(id));
  return (
    <td className="w-10 px-3 align-bottom">
      <input
        type="checkbox"
        className="mb-1.5 size-4.5"
        aria-label={t("common.selectAll")}
        checked={all}
        onChange={() => onSelect(all ? [] : ids)}
      />
    </td>
  );
}

function SortMark({ sorted }: { readonly sorted: false | "asc" | "desc" }) {
  if (sorted === "asc") return <ArrowUp aria-hidden size={14} />;
  if (sorted === "desc") return <ArrowDown aria-hidden size={14} />;
  return <ChevronsUpDown aria-hidden size={14} className="text-strong" />;
}
