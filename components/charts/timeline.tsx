"use client";

/** The story of an endpoint: one series over virtual time with marks, and a brush that two handles or arrow keys move. */
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useText } from "../i18n";
import { ChartFrame } from "./chart-frame";
import { MarkShape, type MarkKind } from "./timeline-mark";

export interface TimelinePoint {
  readonly x: number;
  readonly y: number | null;
}

export interface TimelineMark {
  readonly id: string;
  readonly x: number;
  readonly kind: MarkKind;
  readonly label: string;
}

export interface TimelineRange {
  readonly from: number;
  readonly to: number;
}

export interface TimelineProps {
  readonly name: string;
  readonly points: readonly TimelinePoint[];
  readonly marks: readonly TimelineMark[];
  readonly threshold?: number | null;
  /** How a time is written. */
  readonly formatX: (x: number) => string;
  readonly xLabel: string;
  /** Chosen range; null is everything. */
  readonly range: TimelineRange | null;
  readonly onRange: (range: TimelineRange | null) => void;
  readonly onMark?: (id: string) => void;
  readonly height?: number;
}

const WIDTH = 720;
const PAD = 8;
const MARK_ROW = 22;

export function Timeline(props: TimelineProps) {
  const { name, points, marks, threshold = null, formatX, xLabel, range, onRange, onMark, height = 150 } = props;
  const { t } = useText();
  const scale = useMemo(() => scales({ points, marks, threshold, height }), [points, marks, threshold, height]);
  const shown = range ?? { from: scale.low, to: scale.high };
  return (
    <ChartFrame
      label={t("common.chart.timeline", { name })}
      legend={<span className="text-sm text-soft first-letter:uppercase">{name}</span>}
      table={() => ({
        columns: [xLabel, name, t("common.details")],
        rows: points.map((point) => [formatX(point.x), point.y, marksAt(marks, point.x)]),
      })}
    >
      <div className="relative" data-timeline>
        <svg
          aria-hidden
          viewBox={`0 0 ${WIDTH} ${height}`}
          className="block w-full"
          preserveAspectRatio="none"
          style={{ height }}
        >
          <path d={`M0 ${height - 1}H${WIDTH}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
          {threshold === null ? null : (
            <path
              d={`M0 ${scale.y(threshold)}H${WIDTH}`}
              stroke="var(--chart-threshold)"
              vectorEffect="non-scaling-stroke"
            />
          )}
          <path d={areaOf(points, scale, height)} fill="var(--chart-fill)" opacity={0.35} />
          <path
            d={lineOf(points, scale)}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={1.75}
            vectorEffect="non-scaling-stroke"
          />
          {marks.map((mark) => (
            <path
              key={mark.id}
              d={`M${scale.x(mark.x)} ${MARK_ROW}V${height}`}
              stroke="var(--strong)"
              strokeDasharray="2 3"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <Brush scale={scale} range={shown} onRange={onRange} formatX={formatX} height={height} />
        {marks.map((mark) => (
          <button
            key={mark.id}
            type="button"
            title={mark.label}
            aria-label={mark.label}
            onClick={() => onMark?.(mark.id)}
            className="absolute top-0 grid size-6 -translate-x-1/2 place-items-center"
            style={{ left: `${(scale.x(mark.x) / WIDTH) * 100}%` }}
          >
            <MarkShape kind={mark.kind} />
          </button>
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-sm text-faint">
        <span>{formatX(scale.low)}</span>
        <span>{formatX(scale.high)}</span>
      </div>
    </ChartFrame>
  );
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly invert: (share: number) => number;
}

function scales({
  points,
  marks,
  threshold,
  height,
}: Pick<TimelineProps, "points" | "marks" | "threshold"> & { height: number }): Scale {
  const times = [...points.map((point) => point.x), ...marks.map((mark) => mark.x)];
  const low = times.length ? Math.min(...times) : 0;
  const high = Math.max(low + 1, ...times);
  const values = points.flatMap((point) => (point.y === null ? [] : [point.y]));
  const bottom = Math.min(0, ...values);
  const top = Math.max(bottom + 1e-9, ...values, threshold ?? 0) * 1.05;
  return {
    low,
    high,
    x: (value) => PAD + ((value - low) / (high - low)) * (WIDTH - 2 * PAD),
    y: (value) => height - PAD - ((value - bottom) / (top - bottom)) * (height - MARK_ROW - 2 * PAD),
    invert: (share) => low + Math.min(1, Math.max(0, (share * WIDTH - PAD) / (WIDTH - 2 * PAD))) * (high - low),
  };
}

interface BrushProps {
  readonly scale: Scale;
  readonly range: TimelineRange;
  readonly onRange: (range: TimelineRange | null) => void;
  readonly formatX: (x: number) => string;
  readonly height: number;
}

function Brush({ scale, range, onRange, formatX, height }: BrushProps) {
  const { t } = useText();
  const host = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState<number | null>(null);
  const at = (event: PointerEvent) => {
    const box = host.current?.getBoundingClientRect();
    return box ? scale.invert((event.clientX - box.left) / box.width) : scale.low;
  };
  const left = (scale.x(range.from) / WIDTH) * 100;
  const right = 100 - (scale.x(range.to) / WIDTH) * 100;
  const set = (edge: "from" | "to", value: number) => {
    const next = { ...range, [edge]: Math.min(scale.high, Math.max(scale.low, value)) };
    onRange({ from: Math.min(next.from, next.to), to: Math.max(next.from, next.to) });
  };
  return (
    <div
      ref={host}
      className="absolute inset-x-0 bottom-0 cursor-crosshair touch-pan-y"
      style={{ top: MARK_ROW, height: height - MARK_ROW }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(at(event));
      }}
      onPointerMove={(event) => {
        if (from === null) return;
        const to = at(event);
        onRange({ from: Math.min(from, to), to: Math.max(from, to) });
      }}
      onPointerUp={() => setFrom(null)}
      onDoubleClick={() => onRange(null)}
      role="group"
      aria-label={t("common.chart.brush")}
    >
      <div aria-hidden className="absolute inset-y-0 left-0 bg-paper/70" style={{ width: `${left}%` }} />
      <div aria-hidden className="absolute inset-y-0 right-0 bg-paper/70" style={{ width: `${right}%` }} />
      {(["from", "to"] as const).map((edge) => (
        <div
          key={edge}
          role="slider"
          tabIndex={0}
          aria-label={t(`common.chart.${edge}`)}
          aria-valuemin={scale.low}
          aria-valuemax={scale.high}
          aria-valuenow={range[edge]}
          aria-valuetext={formatX(range[edge])}
          onKeyDown={(event) => nudge({ event, scale, value: range[edge], set: (value) => set(edge, value) })}
          className="absolute inset-y-1 w-1.5 -translate-x-1/2 rounded-full bg-strong/60 hover:bg-ink"
          style={{ left: `${edge === "from" ? left : 100 - right}%` }}
        />
      ))}
    </div>
  );
}

interface Nudge {
  readonly event: KeyboardEvent;
  readonly scale: Scale;
  readonly value: number;
  readonly set: (value: number) => void;
}

function nudge({ event, scale, value, set }: Nudge): void {
  const step = (scale.high - scale.low) / 50;
  const moves: Record<string, number> = {
    ArrowLeft: value - step,
    ArrowRight: value + step,
    Home: scale.low,
    End: scale.high,
  };
  const next = moves[event.key];
  if (next === undefined) return;
  event.preventDefault();
  set(next);
}

function lineOf(points: readonly TimelinePoint[], scale: Scale): string {
  let pen = false;
  let path = "";
  for (const point of points) {
    if (point.y === null) pen = false;
    else {
      path += `${pen ? "L" : "M"}${scale.x(point.x)} ${scale.y(point.y)}`;
      pen = true;
    }
  }
  return path;
}

function areaOf(points: readonly TimelinePoint[], scale: Scale, height: number): string {
  const known = points.filter((point): point is { x: number; y: number } => point.y !== null);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return "";
  return `${lineOf(known, scale)}L${scale.x(last.x)} ${height}L${scale.x(first.x)} ${height}Z`;
}

function marksAt(marks: readonly TimelineMark[], x: number): string {
  return marks
    .filter((mark) => mark.x === x)
    .map((mark) => mark.label)
    .join(", ");
}
