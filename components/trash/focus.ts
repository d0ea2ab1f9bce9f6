/** The keyboard goes on: what follows a thing that was removed takes the focus, and what came back takes it again. */

/** The link behind the first one that goes, else the one before it; null where none stays. */
export function followerOf(links: readonly HTMLElement[], goes: (link: HTMLElement) => boolean): HTMLElement | null {
  const first = links.findIndex(goes);
  if (first < 0) return null;
  return (
    links.slice(first).find((link) => !goes(link)) ?? links.slice(0, first).findLast((link) => !goes(link)) ?? null
  );
}

const PATIENCE_FRAMES = 60;
/** A closing menu or dialog gives the focus back to its button within these. */
const SETTLED_FRAMES = 12;

/** Gives the focus to what is found, as soon as it is there and menus have closed; the page itself where nothing comes. */
export function focusSoon(find: () => HTMLElement | null): void {
  let frames = 0;
  const look = () => {
    frames++;
    const found = find();
    if (found && document.activeElement !== found) found.focus();
    const settled = found ? frames >= SETTLED_FRAMES : frames >= PATIENCE_FRAMES;
    if (!settled) return void requestAnimationFrame(look);
    if (!found) document.getElementById("content")?.focus({ preventScroll: true });
  };
  requestAnimationFrame(look);
}

/** The link of the page that leads there. */
export function linkTo(href: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main a[href="${CSS.escape(href)}"]`);
}
