"use client";

import { BUILTIN_DATASETS, type DatasetSource } from "@/lib/data/version/dataset";
import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { TextInput } from "../../../ui/form/text-input";
import { useNotebook } from "../../notebook-context";
import { useStoredById } from "../../use-stored";
import { CsvOptionsFields } from "./csv-options";
import { FilePicker } from "./file-picker";
import { Fields, MoreOptions, type FormProps } from "../form";

const DEFAULT_LOANS: DatasetSource = { kind: "generator", name: "loan-default", seed: 7, rows: 4000 };
const FILE_CHOICE = "file";

export function DatasetForm({ cell, disabled, onChange }: FormProps<"dataset">) {
  const { t } = useText();
  const { source, version } = cell.params;
  const picked = useSourceChoice({ cell, disabled, onChange });
  return (
    <div>
      <Fields>
        <Field
          label={t("cells.dataset.source")}
          className={source.kind === "generator" ? "" : "col-span-2 phone:col-span-1"}
        >
          <Select fit value={picked.value} disabled={disabled} options={picked.options} onChange={picked.choose} />
        </Field>
        {source.kind === "generator" ? (
          <>
            <Field label={t("cells.dataset.rows")}>
              <NumberInput
                value={source.rows}
                min={100}
                max={100_000}
                step={100}
                integer
                disabled={disabled}
                onChange={(rows) => onChange({ source: { ...source, rows } })}
              />
            </Field>
            <Field label={t("cells.dataset.seed")}>
              <NumberInput
                value={source.seed}
                integer
                disabled={disabled}
                onChange={(seed) => onChange({ source: { ...source, seed } })}
              />
            </Field>
          </>
        ) : null}
      </Fields>
      {source.kind === "file" || source.kind === "none" ? <FilePicker {...{ cell, disabled, onChange }} /> : null}
      <MoreOptions>
        <Fields>
          <Field label={t("cells.dataset.name")}>
            <TextInput
              value={cell.params.datasetName}
              disabled={disabled}
              onChange={(datasetName) => onChange({ datasetName })}
            />
          </Field>
          <Field label={t("cells.dataset.version")}>
            <VersionSelect {...{ cell, disabled, onChange }} value={version} />
          </Field>
          <Field label={t("cells.dataset.message")} hint={t("cells.dataset.messageHint")}>
            <TextInput value={cell.params.message} disabled={disabled} onChange={(message) => onChange({ message })} />
          </Field>
        </Fields>
        {source.kind === "file" ? <CsvOptionsFields {...{ cell, disabled, onChange }} /> : null}
      </MoreOptions>
    </div>
  );
}

function useSourceChoice({ cell, onChange }: FormProps<"dataset">) {
  const { t } = useText();
  const { source } = cell.params;
  const value = source.kind === "builtin" ? source.name : source.kind === "file" ? FILE_CHOICE : source.kind;
  const options = [
    ...(source.kind === "none" ? [{ value: "none", label: t("cells.dataset.none") }] : []),
    ...BUILTIN_DATASETS.map((name) => ({ value: name, label: t(`cells.dataset.builtins.${name}`) })),
    { value: "generator", label: t("cells.dataset.generator") },
    { value: FILE_CHOICE, label: t("cells.dataset.file") },
  ];
  const choose = (next: string) => {
    const builtin = BUILTIN_DATASETS.find((name) => name === next);
    if (builtin) onChange({ source: { kind: "builtin", name: builtin }, datasetName: builtin, version: "source" });
    else if (next === "generator") onChange({ source: DEFAULT_LOANS, datasetName: "loans", version: "source" });
    else onChange({ source: { kind: "none" }, version: "source" });
  };
  return { value: source.kind === "none" ? "none" : value, options, choose };
}

type VersionSelectProps = FormProps<"dataset"> & { readonly value: number | "source" };

function VersionSelect({ cell, value, disabled, onChange }: VersionSelectProps) {
  const { t } = useText();
  const { projectId } = useNotebook();
  const versions = useStoredById(cell.params.datasetName, async (stores, name) =>
    (await stores.datasets.listVersions(projectId)).filter((version) => version.name === name),
  );
  const numbers = (versions ?? []).map((version) => version.version);
  const known = value === "source" || numbers.includes(value) ? numbers : [...numbers, value];
  return (
    <Select
      value={String(value)}
      disabled={disabled}
      options={[
        { value: "source", label: t("cells.dataset.versionSource") },
        ...known.map((number) => ({
          value: String(number),
          label: t("cells.dataset.versionPinned", { version: String(number) }),
        })),
      ]}
      onChange={(next) => onChange({ version: next === "source" ? "source" : Number(next) })}
    />
  );
}
