"use client";

/** A failure in words: what happened, what to do, and a way to try again. */
import type { ReactNode } from "react";
import type { WireError } from "@/lib/errors";
import { useErrorText, useText } from "../i18n";
import { Button } from "./button";
import { StateIcon } from "./state-icon";

export interface ErrorNoteProps {
  readonly error: WireError;
  readonly onRetry?: () => void;
  /** Other ways out: a link to the settings, another button. */
  readonly children?: ReactNode;
}

export function ErrorNote({ error, onRetry, children }: ErrorNoteProps) {
  const { t } = useText();
  const sentence = useErrorText();
  return (
    <div
      role="alert"
      data-error={error.code}
      className="flex gap-3 rounded-md border border-failed bg-failed-wash px-3 py-2.5"
    >
      <span className="pt-0.5">
        <StateIcon status="failed" decorative />
      </span>
      <div className="flex min-w-0 grow flex-col items-start gap-2">
        <p className="max-w-prose break-words">{sentence(error)}</p>
        {onRetry || children ? (
          <div className="flex flex-wrap gap-2">
            {onRetry ? (
              <Button size="sm" onClick={onRetry}>
                {t("common.retry")}
              </Button>
            ) : null}
            {children}
          </div>
        ) : null}
      </div>
    </div>
  );
}
