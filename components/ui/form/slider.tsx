"use client";

import { Slider as Primitive } from "radix-ui";
import { useField } from "./field";

export interface SliderProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Called once when the person lets go. */
  readonly onCommit?: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly label?: string;
  /** The value in words, for screen readers. */
  readonly valueText?: string;
  readonly disabled?: boolean;
}

export function Slider({ value, onChange, onCommit, min = 0, max = 1, step = 0.01, ...rest }: SliderProps) {
  const { label, valueText, disabled = false } = rest;
  const field = useField();
  return (
    <Primitive.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
      className="relative flex h-6 w-full min-w-24 touch-none items-center select-none data-[disabled]:opacity-50"
    >
      <Primitive.Track className="relative h-1 grow rounded-full bg-line">
        <Primitive.Range className="absolute h-full rounded-full bg-ink" />
      </Primitive.Track>
      <Primitive.Thumb
        {...(field ? { id: field.id, "aria-labelledby": `${field.id}-label` } : {})}
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-4.5 rounded-full border-2 border-ink bg-paper"
      />
    </Primitive.Root>
  );
}
