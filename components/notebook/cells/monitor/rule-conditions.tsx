"use client";

/** The conditions of an alert rule: series, comparison, threshold; any of them may fire. */
import { Plus, X } from "lucide-react";
import type { Operator } from "@/lib/check";
import { SERIES, type AlertCondition, type AlertRule } from "@/lib/monitoring/monitor";
import { useText } from "../../../i18n";
import { Button, IconButton } from "../../../ui/button";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { operatorSign, seriesName } from "../../guide/sentences";

const OPERATORS: readonly Operator[] = [">=", ">", "<=", "<"];
const NEW_CONDITION: AlertCondition = { series: "quality.missingShare", operator: ">=", threshold: 0.1 };

export interface RuleConditionsProps {
  readonly rule: AlertRule;
  readonly disabled: boolean;
  readonly onChange: (rule: AlertRule) => void;
}

export function RuleConditions({ rule, disabled, onChange }: RuleConditionsProps) {
  const words = useText();
  const { t } = words;
  const setAll = (anyOf: readonly AlertCondition[]) => onChange({ ...rule, anyOf });
  const set = (index: number, patch: Partial<AlertCondition>) =>
    setAll(rule.anyOf.map((condition, at) => (at === index ? { ...condition, ...patch } : condition)));
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="text-sm font-medium text-soft">{t("monitoring.anyOf")}</legend>
      <ul className="mt-1 flex flex-col gap-2">
        {rule.anyOf.map((condition, index) => (
          <li
            key={index}
            role="group"
            aria-label={t("monitoring.ruleCondition", { number: index + 1 })}
            className="grid grid-cols-[1fr_4.5rem_6rem_auto] items-center gap-2"
          >
            <Select
              label={t("monitoring.series")}
              value={condition.series}
              options={SERIES.map((value) => ({ value, label: seriesName(value, words) }))}
              onChange={(series) => set(index, { series })}
            />
            <Select
              label={t("monitoring.operator")}
              value={condition.operator}
              options={OPERATORS.map((value) => ({ value, label: operatorSign(value) }))}
              onChange={(operator) => set(index, { operator })}
            />
            <NumberInput
              label={t("monitoring.threshold")}
              value={condition.threshold}
              step={0.05}
              disabled={disabled}
              onChange={(threshold) => set(index, { threshold })}
            />
            <IconButton
              size="sm"
              label={t("monitoring.removeCondition", { number: index + 1 })}
              disabled={rule.anyOf.length === 1}
              onClick={() => setAll(rule.anyOf.filter((_, at) => at !== index))}
            >
              <X aria-hidden size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-2"
        icon={<Plus aria-hidden size={14} />}
        onClick={() => setAll([...rule.anyOf, NEW_CONDITION])}
      >
        {t("monitoring.addCondition")}
      </Button>
    </fieldset>
  );
}
