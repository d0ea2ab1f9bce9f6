"use client";

/** A number written as the region writes it. What cannot be read is shown as an error and not handed on. */
import { useId, useState } from "react";
import { useText } from "../../i18n";
import { classNames } from "../class-names";
import { CONTROL_CLASS, useField } from "./field";

export interface NumberInputProps {
  readonly value: number | null;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  /** What the arrow keys add. */
  readonly step?: number;
  readonly integer?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly className?: string;
}

export function NumberInput({ value, onChange, min = -Infinity, max = Infinity, step = 1, ...rest }: NumberInputProps) {
  const { integer = false, disabled = false, label, className } = rest;
  const { t, formatNumber, decimalSeparator } = useText();
  const field = useField();
  const errorId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const write = (number: number) => formatNumber(number, { useGrouping: false, maximumSignificantDigits: 12 });

  const parsed = draft === null ? value : parseNumber(draft, decimalSeparator);
  const problem =
    draft === null
      ? null
      : parsed === null || (integer && !Number.isInteger(parsed))
        ? t("common.notANumber", { example: write(integer ? 12 : 1.5) })
        : parsed < min || parsed > max
          ? t("common.outOfRange", { min: bound(min, write), max: bound(max, write) })
          : null;

  const change = (text: string) => {
    setDraft(text);
    const next = parseNumber(text, decimalSeparator);
    if (next !== null && next >= min && next <= max && (!integer || Number.isInteger(next))) onChange(next);
  };
  const nudge = (by: number) => {
    const next = Math.min(max, Math.max(min, roundTo((value ?? 0) + by, step)));
    setDraft(null);
    onChange(next);
  };

  return (
    <div className={classNames("min-w-0", className)}>
      <input
        type="text"
        inputMode={integer ? "numeric" : "decimal"}
        id={field?.id}
        aria-label={label}
        aria-describedby={problem ? errorId : field?.describedBy}
        aria-invalid={problem !== null || field?.invalid || undefined}
        disabled={disabled}
        value={draft ?? (value === null ? "" : write(value))}
        onChange={(event) => change(event.target.value)}
        onBlur={() => problem === null && setDraft(null)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          nudge(event.key === "ArrowUp" ? step : -step);
        }}
        className={CONTROL_CLASS}
      />
      {problem ? (
        <p id={errorId} role="alert" className="mt-1 text-sm text-failed">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** Reads a number with the region's decimal character; a point is always understood where it cannot group. */
export function parseNumber(text: string, decimalSeparator: string): number | null {
  const plain = text.trim().replace(/[\s\u00a0\u202f']/g, "");
  if (plain === "") return null;
  const both = plain.includes(",") && plain.includes(".");
  const grouping = decimalSeparator === "," ? "." : ",";
  const normal = (both ? plain.replaceAll(grouping, "") : plain).replace(",", ".");
  const number = Number(normal);
  return Number.isFinite(number) ? number : null;
}

function bound(value: number, write: (value: number) => string): string {
  return Number.isFinite(value) ? write(value) : value > 0 ? "∞" : "−∞";
}

function roundTo(value: number, step: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step)) + 1);
  return Number(value.toFixed(digits));
}
