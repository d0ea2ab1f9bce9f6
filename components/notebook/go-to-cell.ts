import type { CellId } from "@/lib/ids";

const TOLD_MS = 2400;
/** So long the page may still grow above a cell that a link has landed on. */
const SETTLING_MS = 3000;
const HANDS = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Scrolls to a cell, focuses it and lights it for a moment; false when it is not on the page. */
export function goToCell(id: CellId): boolean {
  const element = document.getElementById(`cell-${id}`);
  if (!element) return false;
  element.scrollIntoView({ block: "start" });
  element.focus({ preventScroll: true });
  element.classList.remove("told");
  requestAnimationFrame(() => element.classList.add("told"));
  setTimeout(() => element.classList.remove("told"), TOLD_MS);
  return true;
}

/**
 * The same on a page that is still filling: the results of the cells above arrive later and would push the cell away. It is kept in view
 * until the page has settled or the person moves. Returns how to stop.
 */
export function landOnCell(id: CellId): () => void {
  if (!goToCell(id)) return () => undefined;
  const keep = new ResizeObserver(() => document.getElementById(`cell-${id}`)?.scrollIntoView({ block: "start" }));
  keep.observe(document.body);
  const stop = () => {
    keep.disconnect();
    clearTimeout(settled);
    for (const hand of HANDS) removeEventListener(hand, stop);
  };
  const settled = setTimeout(stop, SETTLING_MS);
  for (const hand of HANDS) addEventListener(hand, stop, { passive: true });
  return stop;
}
