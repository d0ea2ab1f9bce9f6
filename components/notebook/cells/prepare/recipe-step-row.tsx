"use client";

/** One step of a recipe: what it does, to which columns, and how. */
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { ColumnSelection, RecipeStep } from "@/lib/preprocess/recipe";
import { useText } from "../../../i18n";
import { IconButton } from "../../../ui/button";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { ColumnPicker } from "../column-picker";

export interface RecipeStepRowProps {
  readonly step: RecipeStep;
  readonly index: number;
  readonly count: number;
  readonly columns: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (step: RecipeStep) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: -1 | 1) => void;
}

/** A step of a kind with its usual settings. */
export function newStep(kind: RecipeStep["kind"]): RecipeStep {
  switch (kind) {
    case "drop":
      return { kind, columns: [] };
    case "impute":
      return { kind, columns: "numeric", strategy: "median" };
    case "one-hot":
      return { kind, columns: "categorical", maxCategories: 50 };
    default:
      return { kind, columns: "numeric" };
  }
}

export function RecipeStepRow(props: RecipeStepRowProps) {
  const { step, index, count, columns, disabled, onChange, onRemove, onMove } = props;
  const { t } = useText();
  const number = index + 1;
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="w-5 text-sm text-faint">{number}</span>
        <span className="min-w-40 font-medium">{t(`cells.prepare.kinds.${step.kind}`)}</span>
        {step.kind === "drop" ? null : (
          <Select
            fit
            size="sm"
            label={`${t("cells.prepare.columns")} · ${t("cells.prepare.stepNumber", { number })}`}
            disabled={disabled}
            value={typeof step.columns === "string" ? step.columns : "named"}
            options={[
              { value: "numeric", label: t("cells.prepare.columnsNumeric") },
              { value: "categorical", label: t("cells.prepare.columnsCategorical") },
              { value: "named", label: t("cells.prepare.columnsNamed") },
            ]}
            onChange={(next) => onChange(withColumns(step, next === "named" ? [] : next))}
          />
        )}
        <StepSetting {...{ step, number, disabled, onChange }} />
        <span className="ml-auto flex">
          <IconButton
            size="sm"
            label={t("cells.prepare.up", { number })}
            disabled={disabled || index === 0}
            onClick={() => onMove(-1)}
          >
            <ArrowUp aria-hidden size={14} />
          </IconButton>
          <IconButton
            size="sm"
            label={t("cells.prepare.down", { number })}
            disabled={disabled || index === count - 1}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden size={14} />
          </IconButton>
          <IconButton size="sm" label={t("cells.prepare.remove", { number })} disabled={disabled} onClick={onRemove}>
            <X aria-hidden size={14} />
          </IconButton>
        </span>
      </div>
      {typeof step.columns === "string" ? null : (
        <div className="mt-1 pl-7">
          <ColumnPicker
            label={t("cells.prepare.columns")}
            columns={columns}
            chosen={step.columns}
            disabled={disabled}
            onChange={(chosen) => onChange(withColumns(step, chosen))}
          />
        </div>
      )}
    </li>
  );
}

type SettingProps = Pick<RecipeStepRowProps, "step" | "disabled" | "onChange"> & { readonly number: number };

function StepSetting({ step, number, disabled, onChange }: SettingProps) {
  const { t } = useText();
  const suffix = t("cells.prepare.stepNumber", { number });
  if (step.kind === "impute") {
    return (
      <Select
        fit
        size="sm"
        label={`${t("cells.prepare.strategy")} · ${suffix}`}
        disabled={disabled}
        value={step.strategy}
        options={(["mean", "median", "mode"] as const).map((value) => ({
          value,
          label: t(`cells.prepare.strategies.${value}`),
        }))}
        onChange={(strategy) => onChange({ ...step, strategy })}
      />
    );
  }
  if (step.kind !== "one-hot") return null;
  return (
    <NumberInput
      className="max-w-20"
      label={`${t("cells.prepare.maxCategories")} · ${suffix}`}
      value={step.maxCategories}
      min={2}
      max={1000}
      integer
      disabled={disabled}
      onChange={(maxCategories) => onChange({ ...step, maxCategories })}
    />
  );
}

function withColumns(step: RecipeStep, columns: ColumnSelection): RecipeStep {
  if (step.kind === "drop") return { ...step, columns: typeof columns === "string" ? [] : columns };
  return { ...step, columns };
}
