"use client";

/** Actual by predicted, as a grid that arrow keys walk through. Choosing a cell asks for its rows. */
import { useRef, useState, type KeyboardEvent } from "react";
import type { ConfusionMatrix as Matrix } from "@/lib/evaluation/evaluation";
import { useText } from "../i18n";
import { classNames } from "../ui/class-names";

export interface MatrixCell {
  readonly actual: number;
  readonly predicted: number;
}

export interface ConfusionMatrixProps {
  readonly matrix: Matrix;
  readonly selected?: MatrixCell | null;
  readonly onSelect?: (cell: MatrixCell) => void;
}

export function ConfusionMatrix({ matrix, selected = null, onSelect }: ConfusionMatrixProps) {
  const { t } = useText();
  const grid = useRef<HTMLTableElement>(null);
  const [focus, setFocus] = useState<MatrixCell>({ actual: 0, predicted: 0 });
  const size = matrix.classes.length;

  const move = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = { actual: clamp(focus.actual + step[0], size), predicted: clamp(focus.predicted + step[1], size) };
    setFocus(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.actual}-${next.predicted}"]`)?.focus();
  };

  return (
    <div className="max-w-full overflow-x-auto pb-1">
      <table
        ref={grid}
        role="grid"
        aria-label={t("common.chart.confusion")}
        onKeyDown={move}
        className="border-separate border-spacing-0.5 text-sm"
      >
        <thead>
          <tr>
            <td className="pr-2 text-right align-bottom text-faint">
              {t("common.chart.actual")} ↓ · {t("common.chart.predicted")} →
            </td>
            {matrix.classes.map((name) => (
              <th
                key={name}
                scope="col"
                className="max-w-20 min-w-9 truncate px-1 pb-1 text-center font-medium text-soft"
                title={name}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.counts.map((row, actual) => (
            <tr key={matrix.classes[actual]}>
              <th scope="row" className="max-w-40 truncate pr-2 text-right font-medium text-soft">
                {matrix.classes[actual]}
              </th>
              {row.map((count, predicted) => (
                <td key={predicted} role="gridcell" aria-selected={isAt(selected, actual, predicted)} className="p-0">
                  <Count
                    matrix={matrix}
                    actual={actual}
                    predicted={predicted}
                    count={count}
                    active={focus.actual === actual && focus.predicted === predicted}
                    selected={isAt(selected, actual, predicted)}
                    {...(onSelect ? { onSelect: () => onSelect({ actual, predicted }) } : {})}
                    onFocus={() => setFocus({ actual, predicted })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CountProps extends MatrixCell {
  readonly matrix: Matrix;
  readonly count: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onSelect?: () => void;
  readonly onFocus: () => void;
}

function Count({ matrix, actual, predicted, count, active, selected, onSelect, onFocus }: CountProps) {
  const { t, formatNumber } = useText();
  const rowTotal = Math.max(1, matrix.counts[actual]?.reduce((sum, value) => sum + value, 0) ?? 1);
  const share = count / rowTotal;
  const hue = actual === predicted ? "var(--model)" : "var(--failed)";
  const strength = count === 0 ? 0 : 12 + Math.round(share * 38);
  const name = t("common.chart.cell", {
    actual: matrix.classes[actual] ?? "",
    predicted: matrix.classes[predicted] ?? "",
    count,
  });
  return (
    <button
      type="button"
      data-cell={`${actual}-${predicted}`}
      tabIndex={active ? 0 : -1}
      aria-label={name}
      title={name}
      onClick={onSelect}
      onFocus={onFocus}
      className={classNames(
        "grid h-8 w-full min-w-9 place-items-center rounded-sm px-1",
        selected && "outline-2 outline-ink",
        count === 0 && "text-faint",
      )}
      style={{ background: strength ? `color-mix(in oklab, ${hue} ${strength}%, var(--surface))` : "var(--sunk)" }}
    >
      {count === 0 ? "·" : formatNumber(count)}
    </button>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clamp = (index: number, size: number) => Math.min(size - 1, Math.max(0, index));
const isAt = (cell: MatrixCell | null, actual: number, predicted: number) =>
  cell?.actual === actual && cell.predicted === predicted;
