"use client";

/** What happened, below a chart and aligned with it: a row for each kind of event, with its word, so that none covers another. */
import { useEffect, useRef, useState } from "react";
import { MARK_KINDS, type MarkKind } from "@/lib/monitoring/world-marks";
import { useText } from "../i18n";
import { groupEvents, type EventGroup } from "./event-groups";
import { MarkShape } from "./timeline-mark";

export interface LaneMark {
  readonly id: string;
  readonly x: number;
  readonly kind: MarkKind;
  /** What and when, in words. */
  readonly label: string;
}

export interface EventLaneProps {
  readonly marks: readonly LaneMark[];
  readonly span: readonly [number, number];
  /** Pixels beside the lane, as the chart above has them. */
  readonly left: number;
  readonly right: number;
  readonly onChoose: (x: number) => void;
}

/** Marks of a kind that are nearer than this many pixels are one. */
const NEAR = 26;

export function EventLane({ marks, span, left, right, onChoose }: EventLaneProps) {
  const { t } = useText();
  const host = useRef<HTMLUListElement>(null);
  const width = useWidth(host) - left - right;
  const [from, to] = span;
  const unit = width > 0 ? (to - from) / width : 1;
  const kinds = MARK_KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  return (
    <ul ref={host} data-lane aria-label={t("monitoring.timeline.lane")} className="text-sm text-soft">
      {kinds.map((kind) => (
        <li key={kind} data-lane-kind={kind} className="relative min-h-7 border-t border-line">
          <span className="block max-w-24 pt-1 leading-tight">{t(`monitoring.timeline.marks.${kind}`)}</span>
          <span className="absolute inset-y-0" style={{ left, right }}>
            {groupEvents(
              marks.filter((mark) => mark.kind === kind),
              NEAR * unit,
            ).map((group) => (
              <LaneButton key={group.first.id} kind={kind} group={group} span={span} onChoose={onChoose} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface LaneButtonProps extends Pick<EventLaneProps, "span" | "onChoose"> {
  readonly kind: MarkKind;
  readonly group: EventGroup<LaneMark>;
}

function LaneButton({ kind, group, span, onChoose }: LaneButtonProps) {
  const { t } = useText();
  const { first, count } = group;
  const [from, to] = span;
  const label = count === 1 ? first.label : t("monitoring.timeline.several", { label: first.label, count });
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      onClick={() => onChoose(first.x)}
      className="absolute top-0.5 flex min-h-6 min-w-6 -translate-x-3 items-center justify-center"
      style={{ left: `${(100 * (first.x - from)) / Math.max(1, to - from)}%` }}
    >
      <MarkShape kind={kind} />
      {count > 1 ? <span aria-hidden>×{count}</span> : null}
    </button>
  );
}

function useWidth(host: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return width;
}
