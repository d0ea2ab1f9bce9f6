"use client";

import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from "react";
import { classNames } from "../class-names";
import { CONTROL_CLASS, useControl } from "./field";

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Accessible name where no Field gives one. */
  readonly label?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextInput({ value, onChange, label, className, ...rest }: TextInputProps) {
  const control = useControl(label);
  return (
    <input
      type="text"
      {...control}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classNames(CONTROL_CLASS, className)}
    />
  );
}

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label?: string;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ value, onChange, label, className, ...rest }: TextAreaProps) {
  const control = useControl(label);
  return (
    <textarea
      {...control}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classNames(CONTROL_CLASS, "resize-y", className)}
    />
  );
}
