import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type BadgeTone = "neutral" | "done" | "stale" | "running" | "waiting" | "failed" | "world";

const TONES: Record<BadgeTone, string> = {
  neutral: "border-line text-soft",
  done: "border-current text-done",
  stale: "border-current border-dashed text-stale",
  running: "border-current text-running",
  waiting: "border-current text-waiting",
  failed: "border-current text-failed",
  world: "border-world-line bg-world text-ink",
};

export interface BadgeProps {
  readonly tone?: BadgeTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly title?: string;
}

export function Badge({ tone = "neutral", icon, children, title }: BadgeProps) {
  return (
    <span
      title={title}
      className={classNames(
        "inline-flex min-h-5.5 items-center gap-1 rounded-full border px-2 text-sm leading-none whitespace-nowrap",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
