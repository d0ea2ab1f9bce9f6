"use client";

import { Explained } from "../ui/explained";
import { seriesStyle, type SeriesKind } from "./series-style";

export interface LegendProps {
  readonly series: readonly {
    readonly name: string;
    readonly kind: SeriesKind;
    readonly colour?: string;
    readonly dash?: string | undefined;
  }[];
  /** Called with the line under the pointer, and with null when there is none. */
  readonly onIsolate?: (name: string | null) => void;
}

/** Names beside a stroke drawn as the line is. */
export function Legend({ series, onIsolate }: LegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
      {series.map(({ name, kind, colour, dash }) => {
        const style = seriesStyle(kind);
        return (
          <li
            key={name}
            className="flex items-center gap-1.5"
            onPointerEnter={() => onIsolate?.(name)}
            onPointerLeave={() => onIsolate?.(null)}
          >
            <svg aria-hidden width="22" height="8">
              <line
                x1="1"
                x2="21"
                y1="4"
                y2="4"
                stroke={colour ?? style.stroke}
                strokeWidth={style.width}
                strokeDasharray={dash ?? style.dash}
                strokeLinecap="round"
              />
            </svg>
            {kind === "baseline" || kind === "champion" || kind === "challenger" ? (
              <Explained term={kind}>{name}</Explained>
            ) : (
              name
            )}
          </li>
        );
      })}
    </ul>
  );
}
