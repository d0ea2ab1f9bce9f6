"use client";

import { asId, type RecipeId } from "@/lib/ids";
import { planWidth } from "@/lib/preprocess/recipe";
import {
  BACKENDS,
  DEFAULT_CNN,
  DEFAULT_TRAIN,
  LOSSES,
  OPTIMIZERS,
  pinnedTo,
  type ModelSpec,
} from "@/lib/training/model-spec";
import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { Switch } from "../../../ui/form/switch";
import { TextInput } from "../../../ui/form/text-input";
import { useInputHandle, useStoredById } from "../../use-stored";
import { ConvolutionsEditor } from "./convolutions-editor";
import { Fields, MoreOptions, type FormProps } from "../form";
import { LayersEditor } from "./layers-editor";

const DEFAULT_PATIENCE = 5;
/** The default convolutions halve an image twice. */
const SMALLEST_IMAGE = 4;
const NEW_MODELS: { readonly [Kind in ModelSpec["kind"]]: ModelSpec } = {
  linear: { kind: "linear" },
  mlp: DEFAULT_TRAIN.model,
  cnn: DEFAULT_CNN,
};

export function TrainForm({ cell, disabled, onChange }: FormProps<"train">) {
  const { t } = useText();
  const { model, epochs, learningRate } = cell.params;
  const readsImages = useSquareInputs(cell) || model.kind === "cnn";
  const kinds: readonly ModelSpec["kind"][] = readsImages ? ["mlp", "cnn", "linear"] : ["mlp", "linear"];
  return (
    <div>
      <Fields>
        <Field label={t("cells.train.model")}>
          <Select
            value={model.kind}
            disabled={disabled}
            options={kinds.map((value) => ({ value, label: t(`cells.train.models.${value}`) }))}
            onChange={(kind) => onChange({ model: NEW_MODELS[kind] })}
          />
        </Field>
        <Field label={t("cells.train.epochs")} explains="epoch">
          <NumberInput
            value={epochs}
            min={1}
            max={10_000}
            integer
            disabled={disabled}
            onChange={(next) => onChange({ epochs: next })}
          />
        </Field>
        <Field label={t("cells.train.learningRate")} explains="learningRate">
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
        <NetworkFields {...{ model, disabled }} onChange={(next) => onChange({ model: next })} />
        <div className="mt-3">
          <TrainMore {...{ cell, disabled, onChange }} />
        </div>
      </MoreOptions>
    </div>
  );
}

function NetworkFields({
  model,
  disabled,
  onChange,
}: {
  readonly model: ModelSpec;
  readonly disabled: boolean;
  readonly onChange: (model: ModelSpec) => void;
}) {
  if (model.kind === "linear") return null;
  return (
    <div className="flex flex-col gap-4">
      {model.kind === "cnn" ? (
        <ConvolutionsEditor
          convolutions={model.convolutions}
          disabled={disabled}
          onChange={(convolutions) => onChange({ ...model, convolutions })}
        />
      ) : null}
      <LayersEditor
        layers={model.layers}
        disabled={disabled}
        atLeast={model.kind === "cnn" ? 0 : 1}
        onChange={(layers) => onChange({ ...model, layers })}
      />
    </div>
  );
}

/** Whether the recipe gives a square number of inputs, enough for an image. */
function useSquareInputs(cell: FormProps<"train">["cell"]): boolean {
  const recipe = useInputHandle(cell, "recipe");
  const stored = useStoredById(recipe?.id, (stores, id) => stores.recipes.getRecipe(asId<RecipeId>(id)));
  const width = stored?.fitted.features.reduce((sum, plan) => sum + planWidth(plan), 0) ?? 0;
  const side = Math.sqrt(width);
  return Number.isInteger(side) && side >= SMALLEST_IMAGE;
}

function TrainMore({ cell, disabled, onChange }: FormProps<"train">) {
  const { t } = useText();
  const { loss, optimizer, batchSize, seed, earlyStopping, backend, reproducible, experiment } = cell.params;
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
          value={reproducible ? "compiled-wasm" : backend}
          disabled={disabled}
          options={(["auto", ...BACKENDS] as const).map((value) => ({
            value,
            label: t(`cells.train.backends.${value}`),
          }))}
          onChange={(next) => onChange(pinnedTo(next, cell.params))}
        />
      </Field>
      <Field label={t("cells.train.batchSize")} explains="batch">
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
      <Field label={t("cells.train.earlyStopping")} explains="earlyStopping" inline>
        <Switch
          checked={earlyStopping !== null}
          disabled={disabled}
          onChange={(on) => onChange({ earlyStopping: on ? { patience: DEFAULT_PATIENCE } : null })}
        />
      </Field>
      <Field label={t("cells.train.reproducible")} hint={t("cells.train.reproducibleHint")}>
        <Switch
          checked={reproducible}
          disabled={disabled}
          onChange={(on) => onChange({ reproducible: on, backend: "auto" })}
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
