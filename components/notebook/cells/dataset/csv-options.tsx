"use client";

/** How a CSV is read: what was detected can be overruled, column by column. */
import { COLUMN_TYPES, type ColumnType } from "@/lib/data/schema";
import { ownValue } from "@/lib/own-value";
import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { Select } from "../../../ui/form/select";
import { TextInput } from "../../../ui/form/text-input";
import { useNotebookData } from "../../use-stored";
import { Fields, type FormProps } from "../form";

export function CsvOptionsFields({ cell, disabled, onChange }: FormProps<"dataset">) {
  const { t } = useText();
  const { csv } = cell.params;
  const set = (patch: Partial<typeof csv>) => onChange({ csv: { ...csv, ...patch } });
  return (
    <div className="mt-3 flex flex-col gap-3">
      <Fields>
        <Field label={t("cells.dataset.separator")}>
          <Select
            value={csv.separator}
            disabled={disabled}
            options={[
              { value: "auto", label: t("cells.dataset.separators.auto") },
              { value: ",", label: t("cells.dataset.separators.comma") },
              { value: ";", label: t("cells.dataset.separators.semicolon") },
              { value: "\t", label: t("cells.dataset.separators.tab") },
              { value: "|", label: t("cells.dataset.separators.pipe") },
            ]}
            onChange={(separator) => set({ separator })}
          />
        </Field>
        <Field label={t("cells.dataset.decimal")}>
          <Select
            value={csv.decimal}
            disabled={disabled}
            options={[
              { value: "auto", label: t("cells.dataset.decimals.auto") },
              { value: ".", label: t("cells.dataset.decimals.point") },
              { value: ",", label: t("cells.dataset.decimals.comma") },
            ]}
            onChange={(decimal) => set({ decimal })}
          />
        </Field>
        <Field label={t("cells.dataset.encoding")}>
          <Select
            value={csv.encoding}
            disabled={disabled}
            options={[
              { value: "auto", label: t("cells.dataset.encodings.auto") },
              { value: "utf-8", label: t("cells.dataset.encodings.utf8") },
              { value: "latin-1", label: t("cells.dataset.encodings.latin1") },
            ]}
            onChange={(encoding) => set({ encoding })}
          />
        </Field>
      </Fields>
      <Field label={t("cells.dataset.missingTokens")} hint={t("cells.dataset.missingHint")}>
        <TextInput
          value={csv.missingTokens.filter((token) => token !== "").join(" ")}
          disabled={disabled}
          onChange={(text) => set({ missingTokens: ["", ...text.split(" ").filter((token) => token !== "")] })}
        />
      </Field>
      <TypeOverrides {...{ cell, disabled, onChange }} />
    </div>
  );
}

function TypeOverrides({ cell, disabled, onChange }: FormProps<"dataset">) {
  const { t } = useText();
  const version = useNotebookData();
  const { csv } = cell.params;
  const names = [
    ...new Set([...(version?.schema ?? []).map((column) => column.name), ...Object.keys(csv.typeOverrides)]),
  ];
  if (names.length === 0) return null;
  const inferred = new Map(version?.schema.map((column) => [column.name, column.type]));
  const setType = (name: string, type: ColumnType) =>
    onChange({ csv: { ...csv, typeOverrides: { ...csv.typeOverrides, [name]: type } } });
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-medium text-soft">{t("cells.dataset.types")}</legend>
      <ul className="mt-1 grid max-h-60 grid-cols-2 gap-x-4 gap-y-1 overflow-y-auto phone:grid-cols-1">
        {names.map((name) => (
          <li key={name} className="flex items-center gap-2">
            <span className="min-w-0 grow truncate font-mono text-sm">{name}</span>
            <Select
              className="max-w-32"
              size="sm"
              label={t("cells.dataset.typeOf", { column: name })}
              disabled={disabled}
              value={ownValue(csv.typeOverrides, name) ?? inferred.get(name) ?? "text"}
              options={COLUMN_TYPES.map((value) => ({ value, label: t(`cells.dataset.typeNames.${value}`) }))}
              onChange={(type) => setType(name, type)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
