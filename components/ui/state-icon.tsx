"use client";

/** The state of a cell: a shape of its own before any colour. */
import type { ReactNode } from "react";
import type { CellStatus } from "@/lib/notebook/result/cell-result";
import { useText } from "../i18n";

const COLOURS: Record<CellStatus, string> = {
  idle: "text-strong",
  stale: "text-stale",
  queued: "text-faint",
  running: "text-running",
  waiting: "text-waiting",
  done: "text-done",
  cached: "text-done",
  failed: "text-failed",
  stopped: "text-faint",
  interrupted: "text-stale",
};

export interface StateIconProps {
  readonly status: CellStatus;
  readonly size?: number;
  /** Hidden from assistive technology where the state is written beside it. */
  readonly decorative?: boolean;
}

export function StateIcon({ status, size = 18, decorative = false }: StateIconProps) {
  const { t } = useText();
  const name = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": t(`common.status.${status}`) };
  return (
    <svg
      {...name}
      data-status={status}
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${COLOURS[status]}`}
    >
      <StateShape status={status} />
    </svg>
  );
}

/** The shape alone, in a 20 × 20 box, for drawings that hold many. */
export function StateShape({ status }: { readonly status: CellStatus }): ReactNode {
  switch (status) {
    case "idle":
      return <circle cx="10" cy="10" r="6.5" />;
    case "stale":
      return <circle cx="10" cy="10" r="7" strokeDasharray="2.6 3.2" />;
    case "queued":
      return (
        <g fill="currentColor" stroke="none">
          <circle cx="4.5" cy="10" r="1.6" />
          <circle cx="10" cy="10" r="1.6" />
          <circle cx="15.5" cy="10" r="1.6" />
        </g>
      );
    case "running":
      return (
        <g>
          <circle cx="10" cy="10" r="7" opacity="0.25" />
          <path
            d="M10 3a7 7 0 0 1 7 7"
            className="origin-center animate-spin-slow"
            style={{ transformBox: "view-box" }}
          />
        </g>
      );
    case "waiting":
      return (
        <path d="M6 10.5V5.6a1.2 1.2 0 0 1 2.4 0V9m0-4.6a1.2 1.2 0 0 1 2.4 0V9m0-3.9a1.2 1.2 0 0 1 2.4 0v5m0-3a1.2 1.2 0 0 1 2.4 0v4.4a5.6 5.6 0 0 1-5.6 5.6c-2.2 0-3.6-1-4.6-2.8L3.3 11.600a1.2 1.2 0 0 1 2-1.300L6 11.2" />
      );
    case "done":
      return <path d="M4 10.8 8 15l8-9.5" strokeWidth={2.2} />;
    case "cached":
      return (
        <g>
          <path d="M2.5 10.8 6 14.500l6.5-8" strokeWidth={2} />
          <path d="m9.5 14.5 8-9" strokeWidth={2} />
        </g>
      );
    case "failed":
      return <path d="M5 5l10 10M15 5 5 15" strokeWidth={2.2} />;
    case "stopped":
      return <rect x="5" y="5" width="10" height="10" rx="1.5" />;
    case "interrupted":
      return <path d="M3.5 6.5 10 3l6.5 3.500M10 3v7m-6.5 3.500L10 17l6.5-3.500M10 17v-3" />;
  }
}
