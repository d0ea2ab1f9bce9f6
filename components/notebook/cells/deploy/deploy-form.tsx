"use client";

import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { TextInput } from "../../../ui/form/text-input";
import { Fields, MoreOptions, type FormProps } from "../form";

const DEFAULT_CANARY = { kind: "canary", percent: 10, windows: 2 } as const;

export function DeployForm({ cell, disabled, onChange }: FormProps<"deploy">) {
  const { t } = useText();
  const { endpointName, environment, rollout } = cell.params;
  return (
    <div>
      <Fields>
        <Field label={t("cells.deploy.rollout")}>
          <Select
            value={rollout.kind}
            disabled={disabled}
            options={(["all-at-once", "canary"] as const).map((value) => ({
              value,
              label: t(`cells.deploy.rollouts.${value}`),
            }))}
            onChange={(kind) => onChange({ rollout: kind === "canary" ? DEFAULT_CANARY : { kind } })}
          />
        </Field>
        {rollout.kind === "canary" ? (
          <Field label={t("cells.deploy.percent")} explains="canary" hint={t("cells.deploy.canaryHint")}>
            <NumberInput
              value={rollout.percent}
              min={1}
              max={99}
              integer
              disabled={disabled}
              onChange={(percent) => onChange({ rollout: { ...rollout, percent } })}
            />
          </Field>
        ) : null}
      </Fields>
      <MoreOptions>
        <Fields two>
          <Field label={t("cells.deploy.endpoint")} explains="endpoint">
            <TextInput
              value={endpointName}
              disabled={disabled}
              onChange={(text) => onChange({ endpointName: routeName(text) })}
            />
          </Field>
          <Field label={t("cells.deploy.environment")}>
            <Select
              value={environment}
              disabled={disabled}
              options={(["staging", "production"] as const).map((value) => ({
                value,
                label: t(`cells.deploy.environments.${value}`),
              }))}
              onChange={(next) => onChange({ environment: next })}
            />
          </Field>
        </Fields>
      </MoreOptions>
    </div>
  );
}

/** Lower-case letters, digits and hyphens: what a route may be called. */
function routeName(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-");
}
