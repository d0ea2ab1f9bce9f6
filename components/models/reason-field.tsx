"use client";

/** A person's reason: asked for where a version misses its goal, welcome anywhere else. */
import { useText } from "../i18n";
import { Field } from "../ui/form/field";
import { TextInput } from "../ui/form/text-input";

export interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly needed: boolean;
  readonly disabled?: boolean;
}

export function ReasonField({ value, onChange, needed, disabled = false }: ReasonFieldProps) {
  const { t } = useText();
  return (
    <Field label={t(needed ? "models.reason.needed" : "models.reason.optional")} className="grow basis-64">
      <TextInput
        value={value}
        disabled={disabled}
        required={needed}
        data-testid="reason"
        placeholder={t(needed ? "models.reason.example" : "models.reason.free")}
        onChange={onChange}
      />
    </Field>
  );
}

/** Whether a reason was given. */
export const hasReason = (text: string): boolean => text.trim() !== "";
