"use client";

import { useState } from "react";
import type { ColumnProfile } from "@/lib/data/profile/profile";
import { asId } from "@/lib/ids";
import type { ColumnPlan, TargetPlan } from "@/lib/preprocess/recipe";
import { Histogram, type HistogramBar } from "../../../charts/histogram";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { Field } from "../../../ui/form/field";
import { Select } from "../../../ui/form/select";
import { useStoredById } from "../../use-stored";
import { Glance, ResultSkeleton, type ResultProps } from "../result";

export function PrepareResult({ handle, brief }: ResultProps<"prepare">) {
  const { t } = useText();
  const recipe = useStoredById(handle.id, (stores, id) => stores.recipes.getRecipe(asId(id)));
  const version = useStoredById(recipe?.datasetVersionId, (stores, id) => stores.datasets.getVersion(asId(id)));
  if (!recipe) return <ResultSkeleton height={60} />;
  const { features, outputNames, target } = recipe.fitted;
  return (
    <div>
      <Glance>
        <Explained term="recipe">
          {t("cells.prepare.glance", { inputs: features.length, count: outputNames.length })}
        </Explained>
        <span className="text-sm text-soft">
          <TargetText target={target} />
        </span>
      </Glance>
      {brief || !version ? null : <BeforeAfter features={features} profiles={version.profile.columns} />}
    </div>
  );
}

function TargetText({ target }: { readonly target: TargetPlan }) {
  const { t, formatNumber } = useText();
  return target.kind === "labels"
    ? t("cells.prepare.targetClasses", { count: target.classes.length })
    : t("cells.prepare.targetScaled", { offset: formatNumber(target.offset), scale: formatNumber(target.scale) });
}

interface BeforeAfterProps {
  readonly features: readonly ColumnPlan[];
  readonly profiles: readonly ColumnProfile[];
}

function BeforeAfter({ features, profiles }: BeforeAfterProps) {
  const { t, formatNumber } = useText();
  const [name, setName] = useState(features.find((plan) => plan.kind === "one-hot" || plan.factor !== 0)?.column ?? "");
  const plan = features.find((other) => other.column === name);
  const profile = profiles.find((other) => other.name === name);
  if (!plan || !profile) return null;
  return (
    <div className="mt-4">
      <Field label={t("cells.prepare.column")} className="max-w-60">
        <Select
          value={name}
          onChange={setName}
          options={features.map(({ column }) => ({ value: column, label: column }))}
        />
      </Field>
      <div className="mt-3 grid grid-cols-2 gap-6 phone:grid-cols-1">
        <div>
          <h4 className="text-sm font-medium text-soft">{t("cells.prepare.before")}</h4>
          <Histogram name={name} bars={barsOf(profile, (value) => formatNumber(value))} height={90} />
        </div>
        <div>
          <h4 className="text-sm font-medium text-soft">{t("cells.prepare.after")}</h4>
          <After plan={plan} profile={profile} />
        </div>
      </div>
    </div>
  );
}

function After({ plan, profile }: { readonly plan: ColumnPlan; readonly profile: ColumnProfile }) {
  const { t, formatNumber } = useText();
  if (plan.kind === "one-hot") {
    const examples = plan.categories.slice(0, 4).map((value) => `${plan.column}=${value}`);
    return (
      <p className="text-sm text-soft">
        {t("cells.prepare.oneHot", { count: plan.categories.length, examples: examples.join(", ") })}
      </p>
    );
  }
  if (plan.factor === 0) return <p className="text-sm text-soft">{t("cells.prepare.constant")}</p>;
  const scaled = (value: number) => formatNumber((value - plan.offset) * plan.factor, { maximumSignificantDigits: 3 });
  return (
    <>
      <Histogram name={plan.column} bars={barsOf(profile, scaled)} height={90} />
      {plan.fill === null || profile.missing === 0 ? null : (
        <p className="text-sm text-soft">{t("cells.prepare.fill", { value: formatNumber(plan.fill) })}</p>
      )}
    </>
  );
}

function barsOf(profile: ColumnProfile, write: (value: number) => string): HistogramBar[] {
  if (profile.kind === "categorical")
    return profile.top.map(({ value, count }) => ({ label: value, reference: count }));
  return profile.histogram.map((bin) => ({ label: write(bin.from), reference: bin.count }));
}
