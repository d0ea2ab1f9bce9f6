"use client";

/** Draw a digit and the package answers, stroke by stroke. */
import { Eraser, Grid3x3, Pencil } from "lucide-react";
import { useMemo, useState } from "react";
import type { ImageLayout } from "@/lib/data/version/dataset";
import type { Row } from "@/lib/data/table";
import type { ModelPackage } from "@/lib/packaging/package";
import { Digit } from "../../../charts/digit-grid";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { ErrorNote } from "../../../ui/error-note";
import { AnswerView } from "./answer-view";
import { DigitPad } from "./digit-pad";
import { DigitPixels } from "./digit-pixels";
import { digitFromStrokes, GRID_MAX, type Stroke } from "./drawing";
import { useAnswer, type Ask } from "./use-answer";
import { WasItRight } from "./was-it-right";

const EMPTY: readonly number[] = new Array<number>(64).fill(0);

export interface DrawDigitProps {
  readonly layout: ImageLayout;
  /** The package that answers. */
  readonly made: ModelPackage;
  readonly ask: Ask;
}

export function DrawDigit({ layout, made, ask }: DrawDigitProps) {
  const { t } = useText();
  const [mode, setMode] = useState<"pad" | "grid">("pad");
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [values, setValues] = useState(EMPTY);
  const { answer, asked, error, send, clear } = useAnswer(ask);

  const show = (next: readonly number[]) => {
    setValues(next);
    if (next.some((value) => value > 0)) void send(rowOf(layout, next));
    else clear();
  };
  const draw = (next: readonly Stroke[]) => {
    setStrokes(next);
    show(digitFromStrokes(next));
  };
  const erase = () => {
    setStrokes([]);
    show(EMPTY);
  };
  const row = useMemo(() => rowOf(layout, values), [layout, values]);

  return (
    <section aria-label={t("cells.draw.title")} data-testid="draw-digit">
      <h4 className="font-semibold">{t("cells.draw.title")}</h4>
      <p className="text-sm text-soft">{mode === "pad" ? t("cells.draw.hint") : t("cells.draw.grid")}</p>
      <div className="mt-2 grid grid-cols-[auto_auto_minmax(0,1fr)] items-start gap-6 phone:grid-cols-1">
        {mode === "pad" ? (
          <DigitPad strokes={strokes} onChange={draw} />
        ) : (
          <DigitPixels values={values} onChange={show} />
        )}
        <figure className="flex flex-col gap-1">
          <Digit layout={layout} row={row} name={t("cells.draw.seenAlt")} size={72} />
          <figcaption className="max-w-20 text-sm text-faint">{t("cells.draw.seen")}</figcaption>
        </figure>
        <div className="min-h-50">
          {error ? (
            <ErrorNote error={error} />
          ) : answer ? (
            <AnswerView answer={answer} />
          ) : (
            <p className="text-soft">{t("cells.draw.waiting")}</p>
          )}
        </div>
      </div>
      <div className="mt-2 flex gap-2">
        <Button size="sm" icon={<Eraser aria-hidden size={14} />} onClick={erase}>
          {t("cells.draw.clear")}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon={mode === "pad" ? <Grid3x3 aria-hidden size={14} /> : <Pencil aria-hidden size={14} />}
          onClick={() => {
            erase();
            setMode(mode === "pad" ? "grid" : "pad");
          }}
        >
          {t(mode === "pad" ? "cells.draw.useGrid" : "cells.draw.usePad")}
        </Button>
      </div>
      <WasItRight made={made} row={asked} answer={error ? null : answer} />
    </section>
  );
}

/** The 64 values under the names of the layout's columns, in its own range. */
function rowOf(layout: ImageLayout, values: readonly number[]): Row {
  return Object.fromEntries(
    layout.columns.map((column, pixel) => [column, ((values[pixel] ?? 0) * layout.max) / GRID_MAX]),
  );
}
