"use client";

import type { UnknownCell } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";

/** A kind this version does not know: it says so, and keeps it. */
export function UnknownCellBody({ cell }: { readonly cell: UnknownCell }) {
  const { t } = useText();
  return (
    <div className="text-soft">
      <p className="font-medium">{t("notebook.cell.unknownTitle", { kind: cell.unknownKind })}</p>
      <p>{t("notebook.cell.unknownBody")}</p>
    </div>
  );
}
