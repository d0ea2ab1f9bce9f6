"use client";

import { BACKENDS, DEFAULT_TRAIN, LOSSES, OPTIMIZERS } from "@/lib/training/model-spec";
import { useText } from "../../i18n";
import { Field } from "../../ui/field";
import { NumberInput } from "../../ui/number-input";
import { Select } from "../../ui/select";
import { Term } from "../../ui/term";
import { Switch } from "../../ui/switch";
import { TextInput } from "../../ui/text-input";
import { Fields, MoreOptions, type FormProps } from "./form";
import { LayersEditor } from "./layers-editor";

const DEFAULT_PATIENCE = 5;

export function TrainForm({ cell, disabled, onChange }: FormProps<"train">) {
  const { t } = useText();
  const { model, epochs, learningRate } = cell.params;
  return (
    <div>
      <Fields>
        <Field label={t("cells.train.model")}>
          <Select
            value={model.kind}
            disabled={disabled}
            options={(["mlp", "linear"] as const).map((value) => ({ value, label: t(`cells.train.models.${value}`) }))}
            onChange={(kind) => onChange({ model: kind === "linear" ? { kind } : DEFAULT_TRAIN.model })}
          />
        </Field>
        <Field label={t("cells.train.epochs")}>
          <NumberInput
            value={epochs}
            min={1}
            max={10_000}
            integer
            disabled={disabled}
            onChange={(next) => onChange({ epochs: next })}
          />
        </Field>
        <Field label={t("cells.train.learningRate")}>
          <NumberInput
            value={learningRate}
            min={0}
            max={10}
            step={0.001}
            disabled={disabled}
            onChange={(next) => onChange({ learningRate: next })}
          />
        </Field>
      </Fields>
      <MoreOptions>
        {model.kind === "mlp" ? (
          <LayersEditor
            layers={model.layers}
            disabled={disabled}
            onChange={(layers) => onChange({ model: { kind: "mlp", layers } })}
          />
        ) : null}
        <div className="mt-3">
          <TrainMore {...{ cell, disabled, onChange }} />
        </div>
      </MoreOptions>
    </div>
  );
}

function TrainMore({ cell, disabled, onChange }: FormProps<"train">) {
  const { t } = useText();
  const { loss, optimizer, batchSize, seed, earlyStopping, backend, experiment } = cell.params;
  return (
    <Fields>
      <Field label={t("cells.train.optimizer")}>
        <Select
          value={optimizer}
          disabled={disabled}
          options={OPTIMIZERS.map((value) => ({ value, label: t(`cells.train.optimizers.${value}`) }))}
          onChange={(next) => onChange({ optimizer: next })}
        />
      </Field>
      <Field label={t("cells.train.loss")}>
        <Select
          value={loss}
          disabled={disabled}
          options={LOSSES.map((value) => ({ value, label: t(`cells.train.losses.${value}`) }))}
          onChange={(next) => onChange({ loss: next })}
        />
      </Field>
      <Field label={t("cells.train.backend")}>
        <Select
          value={backend}
          disabled={disabled}
          options={(["auto", ...BACKENDS] as const).map((value) => ({
            value,
            label: t(`cells.train.backends.${value}`),
          }))}
          onChange={(next) => onChange({ backend: next })}
        />
      </Field>
      <Field label={t("cells.train.batchSize")}>
        <NumberInput
          value={batchSize}
          min={1}
          max={65_536}
          integer
          disabled={disabled}
          onChange={(next) => onChange({ batchSize: next })}
        />
      </Field>
      <Field label={t("cells.train.seed")}>
        <NumberInput value={seed} integer disabled={disabled} onChange={(next) => onChange({ seed: next })} />
      </Field>
      <Field label={t("cells.train.experiment")}>
        <TextInput value={experiment} disabled={disabled} onChange={(next) => onChange({ experiment: next })} />
      </Field>
      <Field label={<Term of="common.terms.earlyStopping">{t("cells.train.earlyStopping")}</Term>} inline>
        <Switch
          checked={earlyStopping !== null}
          disabled={disabled}
          onChange={(on) => onChange({ earlyStopping: on ? { patience: DEFAULT_PATIENCE } : null })}
        />
      </Field>
      {earlyStopping ? (
        <Field label={t("cells.train.patience")}>
          <NumberInput
            value={earlyStopping.patience}
            min={1}
            max={1000}
            integer
            disabled={disabled}
            onChange={(patience) => onChange({ earlyStopping: { patience } })}
          />
        </Field>
      ) : null}
    </Fields>
  );
}
