"use client";

import { metricsFor, TASKS, directionOf, type Task } from "@/lib/data/goal";
import { suggestGoal } from "@/lib/notebook/document/goal-suggestion";
import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { TextInput } from "../../../ui/form/text-input";
import { useNotebookData } from "../../use-stored";
import { ColumnPicker } from "../column-picker";
import { TargetQuestion } from "./target-question";
import { Fields, MoreOptions, type FormProps } from "../form";
import { TargetDoubt } from "./target-doubt";

export function GoalForm({ cell, disabled, onChange }: FormProps<"goal">) {
  const { t } = useText();
  const version = useNotebookData() ?? null;
  const goal = cell.params;
  if (version && goal.target === "") return <TargetQuestion {...{ cell, version, disabled }} />;
  const setTask = (task: Task) => onChange({ task, metric: metricsFor(task)[0] ?? goal.metric });
  return (
    <div>
      <Fields>
        <Field
          label={t("cells.goal.target")}
          explains="target"
          hint={version ? undefined : t("cells.goal.targetMissing")}
        >
          <TargetControl {...{ cell, disabled, onChange }} />
        </Field>
        <Field label={t("cells.goal.metric")}>
          <Select
            value={goal.metric}
            disabled={disabled}
            options={metricsFor(goal.task).map((metric) => ({ value: metric, label: t(`common.metric.${metric}`) }))}
            onChange={(metric) => onChange({ metric })}
          />
        </Field>
        <Field
          label={`${t("cells.goal.minimum")} (${t(directionOf(goal.metric) === "maximize" ? "cells.goal.atLeast" : "cells.goal.atMost")})`}
        >
          <NumberInput
            value={goal.minimum}
            step={goal.task === "regression" ? 1 : 0.01}
            disabled={disabled}
            onChange={(minimum) => onChange({ minimum })}
          />
        </Field>
      </Fields>
      <TargetDoubt goal={goal} />
      <MoreOptions>
        <Fields>
          <Field label={t("cells.goal.task")}>
            <Select
              value={goal.task}
              disabled={disabled}
              options={TASKS.map((task) => ({ value: task, label: t(`cells.goal.tasks.${task}`) }))}
              onChange={setTask}
            />
          </Field>
          {goal.task === "binary" ? <CostFields {...{ cell, disabled, onChange }} /> : null}
        </Fields>
        {version ? (
          <div className="mt-3">
            <ColumnPicker
              label={t("cells.goal.sensitive")}
              hint={t("cells.goal.sensitiveHint")}
              columns={version.schema.map((column) => column.name).filter((name) => name !== goal.target)}
              chosen={goal.sensitive}
              disabled={disabled}
              onChange={(sensitive) => onChange({ sensitive })}
            />
          </div>
        ) : null}
      </MoreOptions>
    </div>
  );
}

function TargetControl({ cell, disabled, onChange }: FormProps<"goal">) {
  const { t } = useText();
  const version = useNotebookData() ?? null;
  const { target } = cell.params;
  if (!version) return <TextInput value={target} disabled={disabled} onChange={(next) => onChange({ target: next })} />;
  const names = version.schema.map((column) => column.name);
  const options = [
    ...(names.includes(target) ? [] : [{ value: target, label: target === "" ? t("cells.dataset.none") : target }]),
    ...names.map((name) => ({ value: name, label: name })),
  ];
  return (
    <Select
      value={target}
      disabled={disabled}
      options={options}
      onChange={(name) => onChange({ ...suggestGoal(version, name), sensitive: cell.params.sensitive })}
    />
  );
}

function CostFields({ cell, disabled, onChange }: FormProps<"goal">) {
  const { t } = useText();
  const { costs } = cell.params;
  return (
    <>
      <Field label={t("cells.goal.falsePositive")}>
        <NumberInput
          value={costs.falsePositive}
          min={0}
          disabled={disabled}
          onChange={(falsePositive) => onChange({ costs: { ...costs, falsePositive } })}
        />
      </Field>
      <Field label={t("cells.goal.falseNegative")}>
        <NumberInput
          value={costs.falseNegative}
          min={0}
          disabled={disabled}
          onChange={(falseNegative) => onChange({ costs: { ...costs, falseNegative } })}
        />
      </Field>
    </>
  );
}
