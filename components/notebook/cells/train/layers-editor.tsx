"use client";

/** The hidden layers of a network, one line each. */
import { Plus, X } from "lucide-react";
import { ACTIVATIONS, type DenseLayer } from "@/lib/training/model-spec";
import { useText } from "../../../i18n";
import { Button, IconButton } from "../../../ui/button";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";

export interface LayersEditorProps {
  readonly layers: readonly DenseLayer[];
  readonly disabled: boolean;
  /** Fewer than these are not offered. */
  readonly atLeast: 0 | 1;
  readonly onChange: (layers: readonly DenseLayer[]) => void;
}

const NEW_LAYER: DenseLayer = { units: 16, activation: "relu", dropout: 0 };
const MAX_UNITS = 1024;

export function LayersEditor({ layers, disabled, atLeast, onChange }: LayersEditorProps) {
  const { t } = useText();
  const set = (index: number, patch: Partial<DenseLayer>) =>
    onChange(layers.map((layer, at) => (at === index ? { ...layer, ...patch } : layer)));
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="text-sm font-medium text-soft">{t("cells.train.layers")}</legend>
      <ol className="mt-1 flex flex-col gap-2">
        {layers.map((layer, index) => (
          <li
            key={index}
            className="grid grid-cols-[4rem_1fr_1fr_1fr_auto] items-center gap-2 phone:grid-cols-[1fr_1fr_auto]"
          >
            <span className="text-sm text-faint phone:hidden">{t("cells.train.layer", { number: index + 1 })}</span>
            <NumberInput
              label={t("cells.train.units", { number: index + 1 })}
              value={layer.units}
              min={1}
              max={MAX_UNITS}
              integer
              disabled={disabled}
              onChange={(units) => set(index, { units })}
            />
            <Select
              label={t("cells.train.activation", { number: index + 1 })}
              value={layer.activation}
              disabled={disabled}
              options={ACTIVATIONS.map((value) => ({ value, label: t(`cells.train.activations.${value}`) }))}
              onChange={(activation) => set(index, { activation })}
            />
            <NumberInput
              className="phone:hidden"
              label={t("cells.train.dropout", { number: index + 1 })}
              value={layer.dropout}
              min={0}
              max={0.9}
              step={0.1}
              disabled={disabled}
              onChange={(dropout) => set(index, { dropout })}
            />
            <IconButton
              size="sm"
              label={t("cells.train.removeLayer", { number: index + 1 })}
              disabled={disabled || layers.length === atLeast}
              onClick={() => onChange(layers.filter((_, at) => at !== index))}
            >
              <X aria-hidden size={14} />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        className="mt-2"
        disabled={disabled}
        icon={<Plus aria-hidden size={14} />}
        onClick={() => onChange([...layers, NEW_LAYER])}
      >
        {t("cells.train.addLayer")}
      </Button>
    </fieldset>
  );
}
