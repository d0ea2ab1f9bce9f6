"use client";

import { Plus } from "lucide-react";
import type { RecipeStep } from "@/lib/preprocess/recipe";
import { RECIPE_STEP_KINDS } from "@/lib/preprocess/recipe";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { Menu } from "../../../ui/menu";
import { useNotebookData } from "../../use-stored";
import type { FormProps } from "../form";
import { newStep, RecipeStepRow } from "./recipe-step-row";

export function PrepareForm({ cell, disabled, onChange }: FormProps<"prepare">) {
  const { t } = useText();
  const version = useNotebookData() ?? null;
  const { steps } = cell.params;
  const setSteps = (next: readonly RecipeStep[]) => onChange({ steps: next });
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length) return;
    const others = steps.filter((_, index) => index !== from);
    setSteps([...others.slice(0, to), step, ...others.slice(to)]);
  };
  return (
    <div>
      <ol aria-label={t("cells.prepare.steps")} className="flex flex-col divide-y divide-line">
        {steps.map((step, index) => (
          <RecipeStepRow
            key={index}
            {...{ step, index, disabled }}
            count={steps.length}
            columns={version?.schema.map((column) => column.name) ?? []}
            onChange={(next) => setSteps(steps.map((other, at) => (at === index ? next : other)))}
            onRemove={() => setSteps(steps.filter((_, at) => at !== index))}
            onMove={(by) => move(index, index + by)}
          />
        ))}
      </ol>
      <div className="mt-3">
        <Menu
          align="start"
          trigger={
            <Button size="sm" disabled={disabled} icon={<Plus aria-hidden size={14} />}>
              {t("cells.prepare.add")}
            </Button>
          }
          items={RECIPE_STEP_KINDS.map((kind) => ({
            key: kind,
            label: t(`cells.prepare.kinds.${kind}`),
            onSelect: () => setSteps([...steps, newStep(kind)]),
          }))}
        />
      </div>
    </div>
  );
}
