"use client";

/** Choosing some columns of a dataset: a fieldset of boxes that wraps. */
import { useId } from "react";

export interface ColumnPickerProps {
  readonly label: string;
  readonly hint?: string;
  readonly columns: readonly string[];
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

export function ColumnPicker({ label, hint, columns, chosen, disabled, onChange }: ColumnPickerProps) {
  const id = useId();
  const all = [...new Set([...columns, ...chosen])];
  const toggle = (column: string, on: boolean) =>
    onChange(on ? [...chosen, column] : chosen.filter((other) => other !== column));
  return (
    <fieldset disabled={disabled} aria-describedby={hint ? id : undefined} className="min-w-0">
      <legend className="text-sm font-medium text-soft">{label}</legend>
      {hint ? (
        <p id={id} className="text-sm text-faint">
          {hint}
        </p>
      ) : null}
      <div className="mt-1 flex max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
        {all.map((column) => (
          <label key={column} className="inline-flex min-h-7 items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              checked={chosen.includes(column)}
              onChange={(event) => toggle(column, event.target.checked)}
            />
            <span className="font-mono">{column}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
