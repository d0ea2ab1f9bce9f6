"use client";

import { isStageCell, type Cell } from "@/lib/notebook/document/document";
import { stageCode } from "@/lib/notebook/document/stage-code";
import { useText } from "../../i18n";
import { Tabs } from "../../ui/tabs";
import { Explained } from "../../ui/explained";
import { StageForm } from "../cells/stage-form";
import { useNotebook } from "../notebook-context";
import { CellConnections } from "./cell-connections";
import { CellLineage } from "./cell-lineage";

/** Lineage, options and code of one cell. */
export function CellInspector({ cell }: { readonly cell: Cell | null }) {
  const { t } = useText();
  if (!cell || !isStageCell(cell)) {
    return <p className="text-soft">{t(cell ? "notebook.inspector.noCode" : "notebook.inspector.none")}</p>;
  }
  return (
    <Tabs
      label={t("notebook.inspector.title")}
      items={[
        {
          value: "lineage",
          label: <Explained term="lineage">{t("notebook.inspector.lineage")}</Explained>,
          content: <CellLineage cell={cell} />,
        },
        { value: "options", label: t("notebook.inspector.options"), content: <CellOptions cell={cell} /> },
        {
          value: "code",
          label: t("notebook.inspector.code"),
          content: (
            <div>
              <p className="mb-2 text-sm text-soft">{t("notebook.inspector.readOnly")}</p>
              <pre
                tabIndex={0}
                aria-label={t("notebook.inspector.code")}
                className="overflow-x-auto rounded-md bg-sunk p-3 font-mono text-sm"
              >
                {stageCode(cell)}
              </pre>
            </div>
          ),
        },
      ]}
    />
  );
}

function CellOptions({ cell }: { readonly cell: Extract<Cell, { name: string }> }) {
  const { edit, states } = useNotebook();
  const running = states[cell.id]?.status === "running";
  return (
    <div className="flex flex-col gap-5 [&_.grid]:grid-cols-1">
      <StageForm cell={cell} disabled={cell.locked || running} edit={edit} />
      <CellConnections cell={cell} />
    </div>
  );
}
