"use client";

import { useState } from "react";
import type { CellState } from "@/lib/notebook/result/cell-result";

type States = Readonly<Record<string, CellState>>;

/**
 * The states, kept the same object while only progress moves: four times a second a running cell says how far it is, and
 * the cells that do not run have nothing to draw again.
 */
export function useSettledStates(states: States): States {
  const [kept, setKept] = useState(states);
  if (kept === states || sameOutcomes(kept, states)) return kept;
  setKept(states);
  return states;
}

function sameOutcomes(before: States, after: States): boolean {
  const ids = Object.keys(after);
  return (
    ids.length === Object.keys(before).length &&
    ids.every((id) => {
      const [old, now] = [before[id], after[id]];
      const same = old?.status === now?.status && old?.runsIn === now?.runsIn;
      return same && old?.result === now?.result && old?.stale === now?.stale;
    })
  );
}
