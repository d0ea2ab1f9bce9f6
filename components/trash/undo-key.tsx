"use client";

/** Ctrl+Z and ⌘Z on home and on every shelf: the last deletion comes back, also when its line at the bottom is long gone. */
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { useWayBack } from "./use-way-back";

const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

export function UndoKey() {
  const bringBack = useWayBack();
  // A notebook has edits of its own to undo.
  const asleep = usePathname() === "/notebook";
  useEffect(() => {
    if (asleep) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const undoes = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "z";
      if (!undoes || event.repeat || target?.closest(WRITING)) return;
      event.preventDefault();
      bringBack(null);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [asleep, bringBack]);
  return null;
}
