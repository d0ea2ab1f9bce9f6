"use client";

/** A pad to draw on with a pointer. Hands on the strokes; what the model sees is made from them. */
import { useEffect, useRef, type PointerEvent } from "react";
import { useText } from "../../../i18n";
import type { Point, Stroke } from "./drawing";

const SIDE = 200;
const PEN_WIDTH = 15;

export interface DigitPadProps {
  readonly strokes: readonly Stroke[];
  readonly onChange: (strokes: readonly Stroke[]) => void;
}

export function DigitPad({ strokes, onChange }: DigitPadProps) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) paint(context, strokes);
  }, [strokes]);

  const at = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
  };
  const start = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    onChange([...strokes, [at(event)]]);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    const last = strokes.at(-1) ?? [];
    onChange([...strokes.slice(0, -1), [...last, at(event)]]);
  };
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t("cells.draw.pad")}
      data-testid="digit-pad"
      width={SIDE}
      height={SIDE}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={() => void (drawing.current = false)}
      onPointerCancel={() => void (drawing.current = false)}
      className="size-50 cursor-crosshair touch-none rounded-md border border-strong bg-[#fbf8f3]"
    />
  );
}

function paint(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  context.clearRect(0, 0, SIDE, SIDE);
  context.lineWidth = PEN_WIDTH;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = "#26211c";
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x, first.y);
    for (const point of rest.length > 0 ? rest : [first]) context.lineTo(point.x, point.y);
    context.stroke();
  }
}
