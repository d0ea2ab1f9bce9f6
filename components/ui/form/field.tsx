"use client";

/** A labelled form field: label, control, hint and error, tied together for assistive technology. */
import { createContext, useContext, useId, useMemo, type ReactNode } from "react";
import { classNames } from "../class-names";

export interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

/** The ids a control inside a {@link Field} takes; null outside of one. */
export function useField(): FieldIds | null {
  return useContext(FieldContext);
}

/** What names a native control: the {@link Field} around it, or its own label. */
export function useControl(label: string | undefined) {
  const field = useField();
  return {
    id: field?.id,
    "aria-label": label,
    "aria-describedby": field?.describedBy,
    "aria-invalid": field?.invalid || undefined,
  };
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** Label and control on one line: switches and short numbers. */
  readonly inline?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Field({ label, hint, error, inline = false, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const ids = useMemo(
    () => ({ id, describedBy: describedBy || undefined, invalid: Boolean(error) }),
    [id, describedBy, error],
  );
  return (
    <div className={classNames("min-w-0", className)}>
      <div className={inline ? "flex items-center justify-between gap-4" : "flex flex-col gap-1"}>
        <label htmlFor={id} id={`${id}-label`} className="text-sm font-medium text-soft">
          {label}
        </label>
        <FieldContext value={ids}>{children}</FieldContext>
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-sm text-faint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm text-failed" role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** What every text-like control looks like. */
export const CONTROL_CLASS =
  "min-h-9 w-full min-w-0 rounded-md border border-strong bg-surface px-2.5 py-1 text-base text-ink placeholder:text-faint " +
  "disabled:opacity-50 aria-invalid:border-failed";
