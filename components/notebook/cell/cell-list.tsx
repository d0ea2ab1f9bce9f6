"use client";

import { memo, useRef, useState } from "react";
import type { CellId } from "@/lib/ids";
import type { CellState } from "@/lib/notebook/result/cell-result";
import type { Cell } from "@/lib/notebook/document/document";
import type { NotebookRuntime } from "@/lib/notebook/runtime/runtime";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { CellFrame } from "./cell-frame";
import { InsertCell } from "./insert-cell";
import { useCellKeys } from "./use-cell-keys";
import { useNotebook } from "../notebook-context";

const NEVER_RUN: CellState = {
  status: "idle",
  result: null,
  stale: null,
  wait: null,
  progress: null,
  startedAtMs: null,
  newerData: null,
  display: [],
  training: null,
};

export interface CellListProps {
  readonly runtime: NotebookRuntime;
  /** By cell id, with progress. */
  readonly states: Readonly<Record<string, CellState>>;
  readonly onInspect: (id: CellId) => void;
}

export function CellList({ runtime, states, onInspect }: CellListProps) {
  const { t } = useText();
  const { document } = useNotebook();
  const [showHidden, setShowHidden] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const onKeyDown = useCellKeys(runtime, host);
  const hidden = document.cells.filter((cell) => cell.hidden).length;
  return (
    <div ref={host} role="group" aria-label={t("notebook.cellsLabel")} onKeyDown={onKeyDown}>
      {document.cells.length === 0 ? <p className="py-4 text-center text-soft">{t("notebook.empty")}</p> : null}
      {document.cells.map((cell, index) =>
        cell.hidden && !showHidden ? null : (
          <Place key={cell.id} cell={cell} state={states[cell.id] ?? NEVER_RUN} index={index} onInspect={onInspect} />
        ),
      )}
      <InsertCell index={document.cells.length} />
      {hidden > 0 ? (
        <Button size="sm" variant="ghost" onClick={() => setShowHidden(!showHidden)}>
          {showHidden ? t("notebook.hideAgain") : t("notebook.hiddenCells", { count: hidden })}
        </Button>
      ) : null}
    </div>
  );
}

interface PlaceProps {
  readonly cell: Cell;
  readonly state: CellState;
  readonly index: number;
  readonly onInspect: (id: CellId) => void;
}

/** A cell with the place before it; drawn again only when its own state changes. */
const Place = memo(function Place({ cell, state, index, onInspect }: PlaceProps) {
  return (
    <div>
      <InsertCell index={index} />
      <CellFrame cell={cell} state={state} index={index} onInspect={() => onInspect(cell.id)} />
    </div>
  );
});
