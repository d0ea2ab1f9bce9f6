"use client";

import type { SplitParams } from "@/lib/data/split/split";
import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Switch } from "../../../ui/form/switch";
import { Fields, MoreOptions, type FormProps } from "../form";

/** The test part keeps at least this share. */
const LEAST_TEST = 0.01;

export function SplitForm({ cell, disabled, onChange }: FormProps<"split">) {
  const { t, formatPercent } = useText();
  const { train, validation, test, seed, stratify } = cell.params;
  const share = (percent: number, other: number) => Math.min(percent / 100, 1 - other - LEAST_TEST);
  return (
    <div>
      <Fields>
        <Field label={t("cells.split.trainShare")} hint={t("cells.split.restHint", { test: formatPercent(test, 0) })}>
          <NumberInput
            value={Math.round(train * 100)}
            min={1}
            max={98}
            integer
            disabled={disabled}
            onChange={(percent) => onChange(withRest({ train: share(percent, validation), validation }))}
          />
        </Field>
        <Field label={t("cells.split.validationShare")}>
          <NumberInput
            value={Math.round(validation * 100)}
            min={1}
            max={98}
            integer
            disabled={disabled}
            onChange={(percent) => onChange(withRest({ train, validation: share(percent, train) }))}
          />
        </Field>
        <Field label={t("cells.split.seed")}>
          <NumberInput value={seed} integer disabled={disabled} onChange={(next) => onChange({ seed: next })} />
        </Field>
      </Fields>
      <MoreOptions>
        <Field label={t("cells.split.stratify")} inline>
          <Switch checked={stratify} disabled={disabled} onChange={(next) => onChange({ stratify: next })} />
        </Field>
      </MoreOptions>
    </div>
  );
}

/** Shares rounded to whole thousandths, so that the three add up to exactly 1. */
function withRest(shares: { train: number; validation: number }): Pick<SplitParams, "train" | "validation" | "test"> {
  const train = Math.round(shares.train * 1000) / 1000;
  const validation = Math.round(shares.validation * 1000) / 1000;
  return { train, validation, test: Math.round((1 - train - validation) * 1000) / 1000 };
}
