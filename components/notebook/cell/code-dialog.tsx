"use client";

import type { StageCell } from "@/lib/notebook/document/document";
import { stageCode, toCodeCell } from "@/lib/notebook/document/stage-code";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { useNotebook } from "../notebook-context";

/** The equivalent TypeScript of a stage cell, and the one-way door to a code cell. */
export function CodeDialog({ cell, onClose }: { readonly cell: StageCell; readonly onClose: () => void }) {
  const { t } = useText();
  const { edit } = useNotebook();
  const convert = () => {
    edit({ kind: "replace", cellId: cell.id, cell: toCodeCell(cell) });
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || onClose()}
      title={cell.name}
      description={t("notebook.inspector.readOnly")}
      footer={
        <>
          <Button onClick={onClose}>{t("notebook.cell.cancel")}</Button>
          <Button variant="danger" disabled={cell.locked} onClick={convert}>
            {t("notebook.cell.toCode")}
          </Button>
        </>
      }
    >
      <pre
        tabIndex={0}
        aria-label={t("notebook.inspector.code")}
        className="max-h-80 overflow-auto rounded-md bg-sunk p-3 font-mono text-sm"
      >
        {stageCode(cell)}
      </pre>
      <p className="mt-3 text-sm text-soft">
        {t("notebook.cell.toCodeConfirm", { name: cell.name })} {t("notebook.cell.toCodeUndo")}
      </p>
    </Dialog>
  );
}
