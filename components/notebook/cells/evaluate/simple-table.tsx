"use client";

/** A small table of figures: the first column names the row, the others stand right. */
import type { ReactNode } from "react";
import { Explained } from "../../../ui/explained";
import type { GlossaryTerm } from "../../../ui/glossary-terms";

export interface SimpleTableProps {
  readonly caption: ReactNode;
  readonly columns: readonly string[];
  /** The word of the trade in a column's head, by its text. */
  readonly explains?: Readonly<Record<string, GlossaryTerm>>;
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly testId: string;
}

export function SimpleTable({ caption, columns, explains = NONE, rows, testId }: SimpleTableProps) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm" data-testid={testId}>
        <caption className="py-1 text-left font-semibold">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-soft">
            {columns.map((column, index) => (
              <th key={column} scope="col" className={`py-1 font-medium ${index > 0 ? "pl-3 text-right" : ""}`}>
                {explains[column] ? <Explained term={explains[column]}>{column}</Explained> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...figures] }) => (
            <tr key={key} data-row={key} className="border-b border-line last:border-b-0">
              <th scope="row" className="py-1 font-normal">
                {name}
              </th>
              {figures.map((figure, index) => (
                <td key={index} className="py-1 pl-3 text-right">
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NONE: Readonly<Record<string, GlossaryTerm>> = {};
