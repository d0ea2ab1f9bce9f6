"use client";

import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Fields, MoreOptions, type FormProps } from "../form";
import { RuleConditions } from "./rule-conditions";

export function MonitorForm({ cell, disabled, onChange }: FormProps<"monitor">) {
  const { t } = useText();
  const { windowRows, rule } = cell.params;
  return (
    <div>
      <Fields>
        <Field label={t("monitoring.windowRows")} explains="window">
          <NumberInput
            value={windowRows}
            min={20}
            max={10_000}
            step={20}
            integer
            disabled={disabled}
            onChange={(next) => onChange({ windowRows: next })}
          />
        </Field>
        <Field label={t("monitoring.m")} hint={t("monitoring.mOfN", { m: rule.m, n: rule.n })}>
          <NumberInput
            value={rule.m}
            min={1}
            max={rule.n}
            integer
            disabled={disabled}
            onChange={(m) => onChange({ rule: { ...rule, m } })}
          />
        </Field>
        <Field label={t("monitoring.n")}>
          <NumberInput
            value={rule.n}
            min={rule.m}
            max={50}
            integer
            disabled={disabled}
            onChange={(n) => onChange({ rule: { ...rule, n } })}
          />
        </Field>
      </Fields>
      <MoreOptions>
        <RuleConditions rule={rule} disabled={disabled} onChange={(next) => onChange({ rule: next })} />
      </MoreOptions>
    </div>
  );
}
