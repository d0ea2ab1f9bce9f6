"use client";

import { Switch as Primitive } from "radix-ui";
import { useField } from "./field";

export interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label?: string;
  readonly disabled?: boolean;
}

export function Switch({ checked, onChange, label, disabled = false }: SwitchProps) {
  const field = useField();
  return (
    <Primitive.Root
      {...(field ? { id: field.id, "aria-describedby": field.describedBy } : {})}
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="relative h-6 w-10 shrink-0 rounded-full border border-strong bg-sunk transition-colors disabled:opacity-50 data-[state=checked]:border-ink data-[state=checked]:bg-ink"
    >
      <Primitive.Thumb className="block size-4 translate-x-[3px] rounded-full bg-strong transition-transform data-[state=checked]:translate-x-[19px] data-[state=checked]:bg-paper" />
    </Primitive.Root>
  );
}
