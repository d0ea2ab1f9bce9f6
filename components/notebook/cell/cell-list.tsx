"use client";

import { Fragment, memo, useRef, useState } from "react";
import type { CellId } from "@/lib/ids";
import type { CellState } from "@/lib/notebook/result/cell-result";
import type { Cell } from "@/lib/notebook/document/document";
import type { NotebookRuntime } from "@/lib/notebook/runtime/runtime";
import { useText } from "../../i18n";
import { CellFrame } from "./cell-frame";
import { hiddenGroups } from "./hidden-groups";
import { HiddenLine } from "./hidden-line";
import { InsertCell } from "./insert-cell";
import { useCellKeys } from "./use-cell-keys";
import { useNotebook } from "../notebook-context";

const NEVER_RUN: CellState = {
  status: "idle",
  runsIn: null,
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
  const [shown, setShown] = useState<ReadonlySet<CellId>>(new Set());
  const host = useRef<HTMLDivElement>(null);
  const onKeyDown = useCellKeys(runtime, host);
  const groups = hiddenGroups(document.cells);
  const toggle = (id: CellId) => setShown(shown.symmetricDifference(new Set([id])));
  return (
    <div ref={host} role="group" aria-label={t("notebook.cellsLabel")} onKeyDown={onKeyDown}>
      {document.cells.length === 0 ? <p className="py-4 text-center text-soft">{t("notebook.empty")}</p> : null}
      {document.cells.map((cell, index) => {
        const group = groups.get(cell.id);
        const isShown = group !== undefined && shown.has(group.first);
        return (
          <Fragment key={cell.id}>
            {group?.first === cell.id ? (
              <HiddenLine count={group.ids.length} shown={isShown} onToggle={() => toggle(cell.id)} />
            ) : null}
            {cell.hidden && !isShown ? null : (
              <Place cell={cell} state={states[cell.id] ?? NEVER_RUN} index={index} onInspect={onInspect} />
            )}
          </Fragment>
        );
      })}
      <InsertCell index={document.cells.length} />
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
