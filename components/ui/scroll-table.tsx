"use client";

/**
 * The room of a wide table: its first column stays, a cut edge casts a shadow, and the cell around it learns how wide the
 * table would like to be.
 */
import { useEffect, useRef, type ReactNode } from "react";
import { classNames } from "./class-names";

export interface ScrollTableProps {
  readonly label: string;
  readonly className?: string;
  /** One table. */
  readonly children: ReactNode;
}

export function ScrollTable({ label, className, children }: ScrollTableProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    return element ? watch(element) : undefined;
  }, []);
  return (
    <div ref={host} role="region" aria-label={label} tabIndex={0} className={classNames("scroll-table", className)}>
      {children}
    </div>
  );
}

/** Keeps the edges and the wish for room true; returns how to stop. */
function watch(element: HTMLElement): () => void {
  const room = element.closest<HTMLElement>(".cell-room");
  const look = () => {
    const hidden = element.scrollWidth - element.clientWidth;
    element.toggleAttribute("data-cut-left", element.scrollLeft > 1);
    element.toggleAttribute("data-cut-right", hidden - element.scrollLeft > 1);
    if (hidden > 1) room?.style.setProperty("--table-width", `${element.scrollWidth}px`);
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(element);
  for (const child of element.children) sizes.observe(child);
  element.addEventListener("scroll", look, { passive: true });
  return () => {
    sizes.disconnect();
    element.removeEventListener("scroll", look);
  };
}
