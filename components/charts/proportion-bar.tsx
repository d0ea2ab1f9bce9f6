"use client";

/** How the rows are shared out, and the class balance within each share. */
import type { SplitBalance, SplitPart } from "@/lib/data/split/split";
import { useText } from "../i18n";
import { categoryColour } from "./series-style";

export interface ProportionBarProps {
  readonly balance: readonly SplitBalance[];
  /** The parts' names, from the catalogue. */
  readonly partName: (part: SplitPart) => string;
}

const MOST_CLASSES = 12;

export function ProportionBar({ balance, partName }: ProportionBarProps) {
  const { t, formatPercent } = useText();
  const total = Math.max(
    1,
    balance.reduce((sum, part) => sum + part.rows, 0),
  );
  const classes = balance[0]?.classes.map((entry) => entry.value) ?? [];
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex gap-1">
        {balance.map((part) => (
          <li key={part.part} style={{ flexGrow: part.rows, flexBasis: 0 }} className="min-w-0">
            <div className="flex h-7 overflow-hidden rounded-sm bg-line" aria-hidden>
              {part.classes.map((entry, index) => (
                <span
                  key={entry.value}
                  title={entry.value}
                  className="h-full border-r border-paper last:border-r-0"
                  style={{
                    width: `${(entry.count / Math.max(1, part.rows)) * 100}%`,
                    background: categoryColour(index),
                    opacity: 0.85,
                  }}
                />
              ))}
            </div>
            <p className="mt-1 truncate text-sm">
              <span className="font-medium">{partName(part.part)}</span>{" "}
              <span className="text-faint">{formatPercent(part.rows / total, 0)}</span>
            </p>
            <p className="truncate text-sm text-faint">{t("common.rows", { count: part.rows })}</p>
          </li>
        ))}
      </ul>
      {classes.length > 1 && classes.length <= MOST_CLASSES ? (
        <ul className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-soft">
          {classes.map((name, index) => (
            <li key={name} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2.5 rounded-xs" style={{ background: categoryColour(index) }} />
              {name}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
