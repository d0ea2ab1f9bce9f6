"use client";

/** The keyboard's way to draw: 8×8 boxes, arrows move, space paints. */
import { useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../../../i18n";
import { GRID_MAX, GRID_SIDE } from "./drawing";

export interface DigitPixelsProps {
  readonly values: readonly number[];
  readonly onChange: (values: readonly number[]) => void;
}

const MOVES: Readonly<Record<string, number>> = {
  ArrowUp: -GRID_SIDE,
  ArrowDown: GRID_SIDE,
  ArrowLeft: -1,
  ArrowRight: 1,
};

export function DigitPixels({ values, onChange }: DigitPixelsProps) {
  const { t } = useText();
  const host = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState(0);
  const toggle = (index: number) =>
    onChange(values.map((value, at) => (at === index ? (value > 0 ? 0 : GRID_MAX) : value)));
  const move = (event: KeyboardEvent) => {
    const by = MOVES[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(values.length - 1, Math.max(0, focus + by));
    setFocus(next);
    host.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      ref={host}
      role="group"
      aria-label={t("cells.draw.grid")}
      onKeyDown={move}
      className="grid size-50 grid-cols-8 gap-px rounded-md border border-strong bg-line p-px"
    >
      {values.map((value, index) => (
        <button
          key={index}
          type="button"
          tabIndex={index === focus ? 0 : -1}
          aria-pressed={value > 0}
          aria-label={t("cells.draw.pixel", {
            row: Math.floor(index / GRID_SIDE) + 1,
            column: (index % GRID_SIDE) + 1,
            state: t(value > 0 ? "cells.draw.on" : "cells.draw.off"),
          })}
          onClick={() => toggle(index)}
          onFocus={() => setFocus(index)}
          className={value > 0 ? "bg-[#26211c]" : "bg-[#fbf8f3]"}
        />
      ))}
    </div>
  );
}
