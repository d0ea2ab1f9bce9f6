"use client";

import { directionOf } from "@/lib/data/goal";
import type { EdgeMode } from "@/lib/notebook/document/document";
import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { useNotebook } from "../../notebook-context";
import { Fields, MoreOptions, type FormProps } from "../form";

const MODES: readonly EdgeMode[] = ["automatic", "approval", "manual"];

export function TriggerForm({ cell, disabled, onChange }: FormProps<"trigger">) {
  const { t } = useText();
  const { document, edit } = useNotebook();
  const { mode, gate, canary } = cell.params;
  const goal = document.cells.find((other) => other.kind === "goal");
  const most = goal?.kind === "goal" && directionOf(goal.params.metric) === "minimize";
  return (
    <div>
      <Fields>
        <Field label={t("monitoring.trigger.mode")} explains="trigger">
          <Select
            value={mode}
            disabled={disabled}
            options={(["on-alert", "manual"] as const).map((value) => ({
              value,
              label: t(`monitoring.trigger.modes.${value}`),
            }))}
            onChange={(next) => onChange({ mode: next })}
          />
        </Field>
        <Field label={t("monitoring.trigger.promotion")}>
          <Select
            value={document.edges[cell.id] ?? "automatic"}
            disabled={disabled}
            options={MODES.map((value) => ({ value, label: t(`monitoring.trigger.promotions.${value}`) }))}
            onChange={(next) => edit({ kind: "edge", cellId: cell.id, mode: next })}
          />
        </Field>
        <Field label={t(most ? "monitoring.trigger.valueMost" : "monitoring.trigger.value")} explains="gate">
          <NumberInput
            value={gate.valueThreshold}
            step={0.01}
            disabled={disabled}
            onChange={(valueThreshold) => onChange({ gate: { ...gate, valueThreshold } })}
          />
        </Field>
      </Fields>
      <MoreOptions>
        <Fields>
          <Field label={t("monitoring.trigger.change")}>
            <NumberInput
              value={gate.changeThreshold}
              step={0.01}
              disabled={disabled}
              onChange={(changeThreshold) => onChange({ gate: { ...gate, changeThreshold } })}
            />
          </Field>
          <Field label={t("monitoring.trigger.canaryPercent")} explains="canary">
            <NumberInput
              value={canary.percent}
              min={1}
              max={99}
              integer
              disabled={disabled}
              onChange={(percent) => onChange({ canary: { ...canary, percent } })}
            />
          </Field>
          <Field label={t("monitoring.trigger.canaryWindows")}>
            <NumberInput
              value={canary.windows}
              min={1}
              max={50}
              integer
              disabled={disabled}
              onChange={(windows) => onChange({ canary: { ...canary, windows } })}
            />
          </Field>
        </Fields>
      </MoreOptions>
    </div>
  );
}
