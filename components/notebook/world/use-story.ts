"use client";

/** Follows the story of a change from cell to cell, and steps back while the person moves or types. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { StageKind } from "@/lib/notebook/document/document";
import type { World } from "../guide/world-facts";
import { storyPlace } from "./story";

/** A person who moved within this time is left where they are. */
const QUIET_MS = 4000;
const TOLD_MS = 2400;
const HANDS = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

export interface Story {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly following: boolean;
  readonly setFollowing: (following: boolean) => void;
  /** The world was changed: the dock folds, the page goes where the change will show, and follows from there. */
  readonly begin: () => void;
}

export function useStory(world: World): Story {
  const [open, setOpen] = useState(false);
  const [following, setFollowing] = useState(false);
  const movedAt = useLastMove();
  const place = storyPlace(world);
  const moment = place?.moment ?? null;
  const kind = place?.kind ?? null;
  const told = useRef(moment);
  useEffect(() => {
    if (told.current === moment) return;
    told.current = moment;
    if (following && kind && performance.now() - movedAt.current > QUIET_MS && !isTyping()) tell(kind);
  }, [moment, kind, following, movedAt]);
  const begin = useCallback(() => {
    setOpen(false);
    setFollowing(true);
    tell("monitor");
  }, []);
  return { open, setOpen, following, setFollowing, begin };
}

function useLastMove() {
  const movedAt = useRef(-QUIET_MS);
  useEffect(() => {
    const note = () => {
      movedAt.current = performance.now();
    };
    for (const hand of HANDS) addEventListener(hand, note, { passive: true, capture: true });
    return () => {
      for (const hand of HANDS) removeEventListener(hand, note, { capture: true });
    };
  }, []);
  return movedAt;
}

function isTyping(): boolean {
  return document.activeElement?.matches("input, textarea, select, [contenteditable=true]") ?? false;
}

/** Brings the cell into view and lights it for a moment; the focus stays where it is. */
function tell(kind: StageKind): void {
  const cell = document.querySelector<HTMLElement>(`[data-cell][data-kind=${kind}]`);
  if (!cell) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  cell.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  cell.classList.remove("told");
  requestAnimationFrame(() => cell.classList.add("told"));
  setTimeout(() => cell.classList.remove("told"), TOLD_MS);
}
