"use client";

/** Ask a model about one row: filled with a row of the data, every value can be changed. */
import { Shuffle } from "lucide-react";
import { useState } from "react";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { CellValue, Row } from "@/lib/data/table";
import { ownValue } from "@/lib/own-value";
import type { ModelPackage } from "@/lib/packaging/package";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { ErrorNote } from "../../../ui/error-note";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { TextInput } from "../../../ui/form/text-input";
import { AnswerView } from "./answer-view";
import { useRows } from "../dataset/dataset-result";
import { MoreOptions } from "../form";
import { useAnswer, type Ask } from "./use-answer";
import { WasItRight } from "./was-it-right";

const EXAMPLES = 20;
const MAIN_FIELDS = 6;

export interface TryRowProps {
  /** The package that answers. */
  readonly made: ModelPackage;
  readonly version: DatasetVersion;
  readonly ask: Ask;
}

export function TryRow({ made, version, ask }: TryRowProps) {
  const { t } = useText();
  const { signature } = made;
  const examples = useRows(version.id, { limit: EXAMPLES });
  const [example, setExample] = useState(0);
  const [changes, setChanges] = useState<Row>({});
  const { answer, asked, error, send, clear } = useAnswer(ask);
  if (!examples || examples.length === 0) return null;

  const base = examples[example % examples.length]?.row ?? {};
  const row: Row = Object.fromEntries(
    signature.inputs.map(({ name }) => [
      name,
      (Object.hasOwn(changes, name) ? ownValue(changes, name) : ownValue(base, name)) ?? null,
    ]),
  );
  const field = ({ name }: { name: string }) => (
    <RowField
      key={name}
      name={name}
      version={version}
      value={ownValue(row, name) ?? null}
      onChange={(value) => setChanges(Object.fromEntries([...Object.entries(changes), [name, value]]))}
    />
  );
  return (
    <section aria-label={t("cells.tryRow.title")} data-testid="try-row">
      <h4 className="font-semibold">{t("cells.tryRow.title")}</h4>
      <div className="mt-2 grid grid-cols-2 gap-6 phone:grid-cols-1">
        <div>
          <div className="grid grid-cols-2 gap-3">{signature.inputs.slice(0, MAIN_FIELDS).map(field)}</div>
          {signature.inputs.length > MAIN_FIELDS ? (
            <MoreOptions>
              <div className="grid grid-cols-2 gap-3">{signature.inputs.slice(MAIN_FIELDS).map(field)}</div>
            </MoreOptions>
          ) : null}
          <div className="mt-3 flex gap-2">
            <Button onClick={() => void send(row)}>{t("cells.tryRow.ask")}</Button>
            <Button
              variant="ghost"
              icon={<Shuffle aria-hidden size={14} />}
              onClick={() => {
                setExample(example + 1);
                setChanges({});
                clear();
              }}
            >
              {t("cells.tryRow.fill")}
            </Button>
          </div>
        </div>
        <div className="min-h-24">
          {error ? <ErrorNote error={error} /> : answer ? <AnswerView answer={answer} /> : null}
          <WasItRight made={made} row={asked} answer={error ? null : answer} />
        </div>
      </div>
    </section>
  );
}

interface RowFieldProps {
  readonly name: string;
  readonly version: DatasetVersion;
  readonly value: CellValue;
  readonly onChange: (value: CellValue) => void;
}

function RowField({ name, version, value, onChange }: RowFieldProps) {
  const type = version.schema.find((column) => column.name === name)?.type ?? "text";
  const profile = version.profile.columns.find((column) => column.name === name);
  if (type === "number" || type === "date") {
    return (
      <Field label={name}>
        <NumberInput value={typeof value === "number" ? value : null} onChange={onChange} />
      </Field>
    );
  }
  const known = profile?.kind === "categorical" ? profile.top.map((entry) => entry.value) : [];
  if (known.length === 0 || known.length < (profile?.distinct ?? 0)) {
    return (
      <Field label={name}>
        <TextInput
          value={value === null ? "" : String(value)}
          onChange={(text) => onChange(text === "" ? null : text)}
        />
      </Field>
    );
  }
  return <KnownValue {...{ name, known, value, onChange }} />;
}

interface KnownValueProps extends Omit<RowFieldProps, "version"> {
  readonly known: readonly string[];
}

/** Not a value that a column could hold. */
const OTHER = "\u0000other";

/** One of the values that were seen, none, or one that nobody has seen yet: the model answers all three. */
function KnownValue({ name, known, value, onChange }: KnownValueProps) {
  const { t } = useText();
  const [other, setOther] = useState(false);
  const text = value === null ? "" : String(value);
  const free = other || (value !== null && !known.includes(text));
  return (
    <Field label={name}>
      <Select
        value={free ? OTHER : text}
        options={[
          { value: "", label: t("cells.tryRow.missing") },
          ...known.map((one) => ({ value: one, label: one })),
          { value: OTHER, label: t("cells.tryRow.other") },
        ]}
        onChange={(next) => {
          setOther(next === OTHER);
          onChange(next === "" || next === OTHER ? null : next);
        }}
      />
      {free ? (
        <TextInput
          value={text}
          label={t("cells.tryRow.otherOf", { name })}
          onChange={(next) => onChange(next === "" ? null : next)}
        />
      ) : null}
    </Field>
  );
}
