"use client";

/** Which cells fill this cell's slots. */
import { isStageCell, SLOTS, type StageCell, type StageKind } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";
import { Field } from "../../ui/form/field";
import { Select } from "../../ui/form/select";
import { titleOfName } from "../cell/cell-title";
import { useNotebook } from "../notebook-context";

export function CellConnections({ cell }: { readonly cell: StageCell }) {
  const { t } = useText();
  const { document, edit } = useNotebook();
  const slots: readonly (readonly [string, StageKind])[] = Object.entries(SLOTS[cell.kind]);
  if (slots.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">{t("notebook.cell.inputs")}</legend>
      {slots.map(([slot, kind]) => {
        const names = document.cells.flatMap((other) =>
          isStageCell(other) && other.kind === kind ? [other.name] : [],
        );
        const value = cell.inputs[slot] ?? "";
        return (
          <Field key={slot} label={t(`kinds.${kind}.name`)}>
            <Select
              value={value}
              disabled={cell.locked}
              options={[
                ...(value === "" || !names.includes(value)
                  ? [{ value, label: value || t("notebook.cell.inputNone") }]
                  : []),
                ...names.map((name) => ({ value: name, label: titleOfName(name, document.cells, t) })),
              ]}
              onChange={(name) => edit({ kind: "connect", cellId: cell.id, slot, name: name === "" ? null : name })}
            />
          </Field>
        );
      })}
    </fieldset>
  );
}
