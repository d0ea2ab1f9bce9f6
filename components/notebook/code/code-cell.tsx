"use client";

/** A code cell: its source as text until it is edited, then Monaco; below it what it displayed. */
import dynamic from "next/dynamic";
import { useState } from "react";
import type { CellState } from "@/lib/notebook/result/cell-result";
import type { CodeCell } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { isNewCell } from "../cell/new-cells";
import { useNotebook } from "../notebook-context";
import { DisplayOutput } from "./display-output";

const CodeEditor = dynamic(() => import("../../editor/code-editor").then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <EditorLoading />,
});

export interface CodeCellViewProps {
  readonly cell: CodeCell;
  readonly state: CellState;
}

export function CodeCellView({ cell, state }: CodeCellViewProps) {
  const { t } = useText();
  const { edit, run } = useNotebook();
  const [editing, setEditing] = useState(() => isNewCell(cell.id) && !cell.locked);
  const display = state.status === "running" ? state.display : (state.result?.display ?? []);
  return (
    <div className="flex flex-col gap-3">
      {editing ? (
        <CodeEditor
          value={cell.source}
          label={t("code.label")}
          onChange={(source) => edit({ kind: "source", cellId: cell.id, source })}
          onRun={() => run(cell.id)}
          onLeave={() => setEditing(false)}
        />
      ) : (
        <pre
          aria-label={t("code.label")}
          tabIndex={0}
          className="overflow-x-auto rounded border border-line p-3 font-mono text-sm"
        >
          {cell.source}
        </pre>
      )}
      {cell.source === "" ? <p className="max-w-prose text-sm text-soft">{t("code.empty")}</p> : null}
      <div>
        <Button variant="ghost" size="sm" disabled={cell.locked} onClick={() => setEditing(!editing)}>
          {editing ? t("code.done") : t("code.edit")}
        </Button>
      </div>
      <DisplayOutput items={display} />
    </div>
  );
}

function EditorLoading() {
  const { t } = useText();
  return <p className="p-3 text-sm text-muted">{t("code.loading")}</p>;
}
