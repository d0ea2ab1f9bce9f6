"use client";

/** One Observable Plot figure: the library is loaded when the first chart appears, and redraws at most four times a second. */
import type { PlotOptions } from "@observablehq/plot";
import { useEffect, useRef, useState } from "react";

type PlotModule = typeof import("@observablehq/plot");
export type MakeOptions = (plot: PlotModule, width: number) => PlotOptions;

const REDRAW_MS = 250;

export interface PlotFigureProps {
  /** Options for a width; keep it stable (useCallback) so that it only redraws when the data changes. */
  readonly make: MakeOptions;
  readonly height: number;
}

export function PlotFigure({ make, height }: PlotFigureProps) {
  const host = useRef<HTMLDivElement>(null);
  const drawnAt = useRef(0);
  const width = useWidth(host);
  const plot = usePlot();

  useEffect(() => {
    const element = host.current;
    if (!element || !plot || width === 0) return;
    const draw = () => {
      drawnAt.current = performance.now();
      element.replaceChildren(plot.plot({ ...make(plot, width), width, height }));
    };
    const wait = drawnAt.current + REDRAW_MS - performance.now();
    if (wait <= 0) {
      draw();
      return;
    }
    const timer = setTimeout(draw, wait);
    return () => clearTimeout(timer);
  }, [plot, make, width, height]);

  return <div ref={host} aria-hidden className="chart w-full" style={{ minHeight: height }} />;
}

function usePlot(): PlotModule | null {
  const [plot, setPlot] = useState<PlotModule | null>(null);
  useEffect(() => {
    let alive = true;
    void import("@observablehq/plot").then((loaded) => alive && setPlot(loaded));
    return () => {
      alive = false;
    };
  }, []);
  return plot;
}

function useWidth(host: React.RefObject<HTMLDivElement | null>): number {
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
