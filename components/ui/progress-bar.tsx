"use client";

/** How far long work is; without a total it only says that it goes on. */
import type { Progress } from "@/lib/progress";
import { useText } from "../i18n";

export interface ProgressBarProps {
  readonly progress: Progress;
  readonly label?: string;
  /** Only the bar: its words stand beside it. */
  readonly bare?: boolean;
}

export function ProgressBar({ progress, label, bare = false }: ProgressBarProps) {
  const { t, formatNumber } = useText();
  const { done, total } = progress;
  const known = done !== undefined && total !== undefined && total > 0;
  const share = known ? Math.min(1, done / total) : null;
  const name = label ?? t(`progress.${progress.phase}`);
  return (
    <div className="flex flex-col gap-1">
      {bare ? null : (
        <div className="flex justify-between gap-4 text-sm text-soft">
          <span>{name}</span>
          {known ? <span>{t("progress.of", { done: formatNumber(done), total: formatNumber(total) })}</span> : null}
        </div>
      )}
      <div
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { "aria-valuenow": Math.round(share * 100) })}
        className="h-1 overflow-hidden rounded-full bg-line"
      >
        <div
          className={
            share === null ? "skeleton h-full w-full bg-running" : "h-full rounded-full bg-running transition-[width]"
          }
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
