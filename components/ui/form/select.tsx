"use client";

/** The platform's own select: the best keyboard, touch and screen-reader behaviour there is. */
import { ChevronDown } from "lucide-react";
import { classNames } from "../class-names";
import { CONTROL_CLASS, useControl } from "./field";

export interface SelectOption<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectProps<Value extends string = string> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  /** Accessible name where no Field gives one. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly size?: "sm" | "md";
  /** As wide as what it shows, instead of as its column. */
  readonly fit?: boolean;
  readonly className?: string;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, options, label, disabled, size = "md", fit = false, className } = props;
  const control = useControl(label);
  return (
    <span className={classNames("relative inline-block", fit ? "w-fit max-w-full" : "w-full min-w-0", className)}>
      <select
        {...control}
        disabled={disabled}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={classNames(
          CONTROL_CLASS,
          "appearance-none truncate pr-8",
          fit && "field-sizing-content w-auto! max-w-full",
          size === "sm" && "min-h-7 py-0 text-sm",
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
