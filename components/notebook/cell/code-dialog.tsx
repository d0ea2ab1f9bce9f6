"use client";

import type { StageCell } from "@/lib/notebook/document/document";
import { stageCode } from "@/lib/notebook/document/stage-code";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";

/** A stage cell said in TypeScript: a description of what its form does. */
export function CodeDialog({ cell, onClose }: { readonly cell: StageCell; readonly onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || onClose()}
      title={cell.name}
      description={t("notebook.inspector.readOnly")}
      footer={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      <pre
        tabIndex={0}
        aria-label={t("notebook.inspector.code")}
        className="max-h-80 overflow-auto rounded-md bg-sunk p-3 font-mono text-sm"
      >
        {stageCode(cell)}
      </pre>
    </Dialog>
  );
}
