"use client";

/** What a code cell displayed: text, tables and logs as data. Nothing here is ever markup from the cell. */
import type { DisplayItem } from "@/lib/notebook/code/display";
import { useText } from "../../i18n";

export function DisplayOutput({ items }: { readonly items: readonly DisplayItem[] }) {
  const { t } = useText();
  if (items.length === 0) return null;
  return (
    <section aria-label={t("code.output")} className="flex flex-col gap-2" data-testid="code-output">
      {items.map((item, position) => (
        <DisplayedItem key={position} item={item} />
      ))}
    </section>
  );
}

function DisplayedItem({ item }: { readonly item: DisplayItem }) {
  const { t } = useText();
  switch (item.kind) {
    case "text":
      return <pre className="overflow-x-auto font-mono text-sm whitespace-pre-wrap">{item.text}</pre>;
    case "log":
      return <pre className="overflow-x-auto font-mono text-sm whitespace-pre-wrap text-muted">{item.text}</pre>;
    case "dropped":
      return <p className="text-sm text-muted">{t("code.dropped", { count: item.messages })}</p>;
    case "table":
      return <DisplayedTable item={item} />;
  }
}

function DisplayedTable({ item }: { readonly item: Extract<DisplayItem, { kind: "table" }> }) {
  const { t, formatNumber } = useText();
  const caption = t("code.tableCaption", { count: item.totalRows });
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="max-h-96 overflow-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">
            {item.columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`px-2 py-1 font-mono font-medium ${typeof item.rows[0]?.[index] === "number" ? "text-right" : "text-left"}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {item.rows.map((row, index) => (
            <tr key={index} className="border-b border-line last:border-b-0">
              {row.map((value, column) => (
                <td key={column} className={typeof value === "number" ? "px-2 py-1 text-right" : "px-2 py-1"}>
                  {typeof value === "number" ? formatNumber(value) : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {item.totalRows > item.rows.length ? (
        <p className="py-1 text-sm text-muted">
          {t("code.tableShown", { shown: item.rows.length, count: item.totalRows })}
        </p>
      ) : null}
    </div>
  );
}
