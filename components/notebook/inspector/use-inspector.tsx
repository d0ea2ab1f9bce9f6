"use client";

import { useCallback, useState } from "react";
import type { CellId } from "@/lib/ids";
import { isStageCell } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";
import type { InspectorProps } from "../../shell/inspector-panel";
import { cellTitle } from "../cell/cell-title";
import type { NotebookView } from "../notebook-context";
import { CellInspector } from "./cell-inspector";

/** The inspector of a notebook: closed until asked for; then it follows the selected cell. */
export function useInspector(view: NotebookView): {
  readonly panel: InspectorProps | null;
  readonly open: (id: CellId) => void;
} {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  const cell = view.document.cells.find((other) => other.id === view.selectedId);
  const { select } = view;
  const open = useCallback(
    (id: CellId) => {
      select(id);
      setShown(true);
    },
    [select],
  );
  if (!shown) return { panel: null, open };
  const title = cell && isStageCell(cell) ? cellTitle(cell, view.document.cells, t) : t("notebook.inspector.title");
  return {
    panel: { title, content: <CellInspector cell={cell ?? null} />, onClose: () => setShown(false) },
    open,
  };
}
