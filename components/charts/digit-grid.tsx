"use client";

/** Rows that are images, as a grid of small grey pictures. */
import { ownValue } from "@/lib/own-value";
import { useEffect, useRef } from "react";
import type { ImageLayout } from "@/lib/data/version/dataset";
import type { Row } from "@/lib/data/table";
import { useText } from "../i18n";

export interface DigitGridProps {
  readonly layout: ImageLayout;
  readonly rows: readonly { readonly index: number; readonly row: Row; readonly caption?: string }[];
  /** Side of one picture in pixels. */
  readonly size?: number;
}

export function DigitGrid({ layout, rows, size = 44 }: DigitGridProps) {
  return (
    <ul className="flex flex-wrap gap-2">
      {rows.map(({ index, row, caption }) => (
        <li key={index} className="flex flex-col items-center">
          <Digit layout={layout} row={row} name={String(index)} size={size} />
          {caption === undefined ? null : <span className="text-sm text-soft">{caption}</span>}
        </li>
      ))}
    </ul>
  );
}

interface DigitProps {
  readonly layout: ImageLayout;
  readonly row: Row;
  readonly name: string;
  readonly size?: number;
}

/** One picture: ink on paper in either theme. */
export function Digit({ layout, row, name, size = 44 }: DigitProps) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(layout.width, layout.height);
    layout.columns.forEach((column, pixel) => {
      const value = ownValue(row, column);
      const ink = typeof value === "number" ? Math.min(1, Math.max(0, value / layout.max)) : 0;
      image.data.set([38, 33, 28, Math.round(ink * 255)], pixel * 4);
    });
    context.putImageData(image, 0, 0);
  }, [layout, row]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t("common.chart.image", { row: name })}
      width={layout.width}
      height={layout.height}
      className="rounded-sm border border-line bg-[#fbf8f3]"
      style={{ width: size, height: (size * layout.height) / layout.width, imageRendering: "pixelated" }}
    />
  );
}
