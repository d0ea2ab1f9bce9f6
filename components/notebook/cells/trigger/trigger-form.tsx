"use client";

import { directionOf, type Goal } from "@/lib/data/goal";
import type { EdgeMode } from "@/lib/notebook/document/document";
import type { GateParams } from "@/lib/registry/gate-types";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { Switch } from "../../../ui/form/switch";
import { useNotebook } from "../../notebook-context";
import { Fields, MoreOptions, type FormProps } from "../form";

const MODES: readonly EdgeMode[] = ["automatic", "approval", "manual"];

export function TriggerForm({ cell, disabled, onChange }: FormProps<"trigger">) {
  const { t } = useText();
  const { document, edit } = useNotebook();
  const { mode, gate, canary } = cell.params;
  const goal = document.cells.find((other) => other.kind === "goal");
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
      </Fields>
      {goal ? <AsksGoal goal={goal.params} /> : null}
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
        <OwnBound
          gate={gate}
          goal={goal?.params ?? null}
          disabled={disabled}
          onChange={(next) => onChange({ gate: next })}
        />
      </MoreOptions>
    </div>
  );
}

/** What the gate asks for stands in the goal, not here. */
function AsksGoal({ goal }: { readonly goal: Goal }) {
  const { t, formatNumber } = useText();
  const asked = t("cells.goal.glance", {
    metric: t(`common.metric.${goal.metric}`),
    comparison: t(directionOf(goal.metric) === "maximize" ? "cells.goal.atLeast" : "cells.goal.atMost"),
    minimum: formatNumber(goal.minimum),
  });
  return (
    <p className="mt-3 text-sm text-soft">
      <Explained term="gate">{t("monitoring.trigger.goal", { goal: asked })}</Explained>
    </p>
  );
}

interface OwnBoundProps {
  readonly gate: GateParams;
  readonly goal: Goal | null;
  readonly disabled: boolean;
  readonly onChange: (gate: GateParams) => void;
}

/** A bound that holds even where the champion is worse still. */
function OwnBound({ gate: { valueThreshold, ...gate }, goal, disabled, onChange }: OwnBoundProps) {
  const { t } = useText();
  const most = goal !== null && directionOf(goal.metric) === "minimize";
  return (
    <div className="mt-3 flex flex-wrap items-start gap-x-6 gap-y-3">
      <Field label={t("monitoring.trigger.bound")} inline>
        <Switch
          checked={valueThreshold !== undefined}
          disabled={disabled}
          onChange={(on) => onChange(on ? { ...gate, valueThreshold: goal?.minimum ?? 0 } : gate)}
        />
      </Field>
      {valueThreshold === undefined ? null : (
        <Field label={t(most ? "monitoring.trigger.valueMost" : "monitoring.trigger.value")}>
          <NumberInput
            value={valueThreshold}
            step={0.01}
            disabled={disabled}
            onChange={(next) => onChange({ ...gate, valueThreshold: next })}
          />
        </Field>
      )}
    </div>
  );
}
