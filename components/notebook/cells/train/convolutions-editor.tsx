"use client";

/** The convolutions of a network, one line each. */
import { Plus, X } from "lucide-react";
import { ACTIVATIONS, DEFAULT_CNN, PADDINGS, type ConvLayer } from "@/lib/training/model-spec";
import { useText } from "../../../i18n";
import { Button, IconButton } from "../../../ui/button";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { Switch } from "../../../ui/form/switch";

export interface ConvolutionsEditorProps {
  readonly convolutions: readonly ConvLayer[];
  readonly disabled: boolean;
  readonly onChange: (convolutions: readonly ConvLayer[]) => void;
}

const MAX_FILTERS = 256;
const MAX_KERNEL = 11;
const COLUMNS = "grid-cols-[4rem_4rem_1fr_1.3fr_1.3fr_4.5rem_auto]";
/** Above the fields, for the eye: each field has its own name. */
const HEADINGS = ["filters", "kernel", "activation", "edge", "pooling", "normalised"] as const;
const POOLS = ["1", "2", "3", "4"] as const;

export function ConvolutionsEditor({ convolutions, disabled, onChange }: ConvolutionsEditorProps) {
  const { t } = useText();
  const last = convolutions.at(-1) ?? DEFAULT_CNN.convolutions[0];
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="text-sm font-medium text-soft">{t("cells.train.convolutions")}</legend>
      <p className="text-sm text-faint">{t("cells.train.cnnHint")}</p>
      <div aria-hidden className={`mt-2 grid ${COLUMNS} gap-2 text-xs text-faint phone:hidden`}>
        {HEADINGS.map((key) => (
          <span key={key}>{t(`cells.train.convolutionHeadings.${key}`)}</span>
        ))}
        <span className="w-7" />
      </div>
      <ol className="mt-1 flex flex-col gap-2">
        {convolutions.map((layer, index) => (
          <ConvolutionRow
            key={index}
            number={index + 1}
            layer={layer}
            disabled={disabled}
            onChange={(patch) => onChange(convolutions.map((old, at) => (at === index ? { ...old, ...patch } : old)))}
            onRemove={convolutions.length === 1 ? null : () => onChange(convolutions.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      <Button
        size="sm"
        className="mt-2"
        disabled={disabled}
        icon={<Plus aria-hidden size={14} />}
        onClick={() => last && onChange([...convolutions, { ...last, pool: 1 }])}
      >
        {t("cells.train.addConvolution")}
      </Button>
    </fieldset>
  );
}

function ConvolutionRow({
  layer,
  number,
  disabled,
  onChange,
  onRemove,
}: {
  readonly layer: ConvLayer;
  readonly number: number;
  readonly disabled: boolean;
  readonly onChange: (patch: Partial<ConvLayer>) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { t } = useText();
  const name = { number };
  return (
    <li className={`grid ${COLUMNS} items-center gap-2 phone:grid-cols-[1fr_1fr_auto]`}>
      <NumberInput
        label={t("cells.train.filters", name)}
        value={layer.filters}
        min={1}
        max={MAX_FILTERS}
        integer
        disabled={disabled}
        onChange={(filters) => onChange({ filters })}
      />
      <NumberInput
        label={t("cells.train.kernelSize", name)}
        value={layer.kernelSize}
        min={1}
        max={MAX_KERNEL}
        integer
        disabled={disabled}
        onChange={(kernelSize) => onChange({ kernelSize })}
      />
      <Select
        label={t("cells.train.convolutionActivation", name)}
        value={layer.activation}
        disabled={disabled}
        options={ACTIVATIONS.map((value) => ({ value, label: t(`cells.train.activations.${value}`) }))}
        onChange={(activation) => onChange({ activation })}
      />
      <Select
        label={t("cells.train.padding", name)}
        value={layer.padding}
        disabled={disabled}
        options={PADDINGS.map((value) => ({ value, label: t(`cells.train.paddings.${value}`) }))}
        onChange={(padding) => onChange({ padding })}
      />
      <Select
        label={t("cells.train.pool", name)}
        value={String(layer.pool)}
        disabled={disabled}
        options={[...new Set([...POOLS, String(layer.pool)])].map((value) => ({
          value,
          label: value === "1" ? t("cells.train.pools.none") : t("cells.train.pools.of", { side: value }),
        }))}
        onChange={(pool) => onChange({ pool: Number(pool) })}
      />
      <Switch
        label={t("cells.train.batchNormalization", name)}
        checked={layer.batchNormalization}
        disabled={disabled}
        onChange={(batchNormalization) => onChange({ batchNormalization })}
      />
      <IconButton
        size="sm"
        label={t("cells.train.removeConvolution", name)}
        disabled={disabled || onRemove === null}
        onClick={() => onRemove?.()}
      >
        <X aria-hidden size={14} />
      </IconButton>
    </li>
  );
}
