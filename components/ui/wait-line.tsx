"use client";

/** A wait that says what it waits for: "2 of 3 windows, next in 4 s". */
import { useText } from "../i18n";
import { StateIcon } from "./state-icon";

export interface WaitLineProps {
  readonly done: number;
  readonly total: number;
  /** What is counted, in the plural: "windows". */
  readonly what: string;
  /** Milliseconds until the next one; absent when nobody knows. */
  readonly nextInMs?: number | null;
}

export function WaitLine({ done, total, what, nextInMs }: WaitLineProps) {
  const { t, formatDuration } = useText();
  const known = nextInMs !== undefined && nextInMs !== null;
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-soft">
      <StateIcon status="queued" size={16} decorative />
      <span>
        {t("common.waitOf", { done, total, what })}
        {known
          ? `, ${t("common.waitNext", { time: formatDuration(Math.max(0, Math.round(nextInMs / 1000) * 1000)) })}`
          : ""}
      </span>
    </p>
  );
}
