"use client";

import type { CellState } from "@/lib/notebook/result/cell-result";
import type { CodeCell } from "@/lib/notebook/document/document";
import { ErrorNote } from "../../ui/error-note";
import { CellNotice } from "./cell-notice";
import { CodeCellView } from "../code/code-cell";

export function CodeCellBody({ cell, state }: { readonly cell: CodeCell; readonly state: CellState }) {
  const error = state.status === "failed" ? (state.result?.error ?? null) : null;
  return (
    <div className="flex flex-col gap-3">
      <CellNotice cell={cell} state={state} />
      {error ? <ErrorNote error={error} /> : null}
      <CodeCellView cell={cell} state={state} />
    </div>
  );
}
