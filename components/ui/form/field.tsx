"use client";

/** A labelled form field: label, control, hint and error, tied together for assistive technology. */
import { createContext, useContext, useId, useMemo, type ReactNode } from "react";
import { classNames } from "../class-names";
import { Explained } from "../explained";
import type { GlossaryTerm } from "../glossary-terms";

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
  /** The word of the trade in the label; its note opens beside it. */
  readonly explains?: GlossaryTerm;
  readonly error?: string | null | undefined;
  /** Label and control on one line: switches and short numbers. */
  readonly inline?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Field({ label, hint, explains, error, inline = false, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const ids = useMemo(
    () => ({ id, describedBy: describedBy || undefined, invalid: Boolean(error) }),
    [id, describedBy, error],
  );
  return (
    <div className={classNames("min-w-0", className)}>
      <div className={inline ? "flex items-center justify-between gap-4" : "flex flex-col gap-1"}>
        <span className="flex items-baseline gap-2 text-sm">
          <label htmlFor={id} id={`${id}-label`} className="font-medium text-soft">
            {label}
          </label>
          {explains ? (
            <Explained term={explains} className="px-1 text-faint">
              ?
            </Explained>
          ) : null}
        </span>
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
