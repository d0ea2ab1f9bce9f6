/** What happened on a timeline, each as a shape of its own. */

import type { MarkKind } from "@/lib/monitoring/world-marks";

const COLOURS: Record<MarkKind, string> = {
  injection: "text-soft",
  alert: "text-failed",
  retrain: "text-model",
  promotion: "text-done",
  rollback: "text-stale",
};

const PATHS: Record<MarkKind, string> = {
  injection: "M11 2 4 11h5l-1 7 8-10h-5Z",
  alert: "M10 3 18 17H2Z M10 8v4 M10 14.5v.2",
  retrain: "M16 10a6 6 0 1 1-2-4.5 M14.5 2.5v3.5H11",
  promotion: "M10 17V4 M4.5 9.5 10 4l5.5 5.5",
  rollback: "M4 8h8a4 4 0 0 1 0 8H8 M7.5 4.5 4 8l3.5 3.5",
};

export function MarkShape({ kind, size = 18 }: { readonly kind: MarkKind; readonly size?: number }) {
  return (
    <svg
      aria-hidden
      data-mark={kind}
      viewBox="0 0 20 20"
      width={size}
      height={size}
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`${COLOURS[kind]} fill-paper`}
    >
      <path d={PATHS[kind]} fill={kind === "alert" ? undefined : "none"} />
    </svg>
  );
}
