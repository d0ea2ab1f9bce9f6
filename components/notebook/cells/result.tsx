"use client";

import type { ReactNode } from "react";
import type { CellState, Handle } from "@/lib/notebook/result/cell-result";
import type { StageCellOf, StageKind } from "@/lib/notebook/document/document";

export interface ResultProps<Kind extends StageKind> {
  readonly cell: StageCellOf<Kind>;
  readonly handle: Handle;
  readonly state: CellState;
  /** Only the at-a-glance line and its drawing. */
  readonly brief: boolean;
}

/** The one line that says the result. */
export function Glance({ children }: { readonly children: ReactNode }) {
  return <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg">{children}</p>;
}

/** Holds the room of a result while it is read, so that nothing jumps. */
export function ResultSkeleton({ height = 120 }: { readonly height?: number }) {
  return <div aria-hidden className="skeleton" style={{ height }} />;
}
