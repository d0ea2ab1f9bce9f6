"use client";

import { useText } from "../../../i18n";
import { Field } from "../../../ui/form/field";
import { TextInput } from "../../../ui/form/text-input";
import { Fields, type FormProps } from "../form";

export function RegisterForm({ cell, disabled, onChange }: FormProps<"register">) {
  const { t } = useText();
  return (
    <Fields two>
      <Field label={t("cells.register.modelName")}>
        <TextInput
          value={cell.params.modelName}
          disabled={disabled}
          onChange={(modelName) => onChange({ modelName })}
        />
      </Field>
    </Fields>
  );
}
