/** The keyboard goes on at something that is not on the page yet, or that a closing menu would take the focus from. */

const PATIENCE_FRAMES = 60;
/** A closing menu or dialog gives the focus back to its button within these. */
const SETTLED_FRAMES = 12;

/** Gives the focus to what is found, as soon as it is there and menus have closed; the page itself where nothing comes. */
export function focusSoon(find: () => HTMLElement | null): void {
  let frames = 0;
  const look = () => {
    // What is open on top keeps the focus; it is taken when that has closed.
    const held = document.activeElement?.closest("[role=menu], [role=dialog]");
    frames++;
    const found = held ? null : find();
    if (found && document.activeElement !== found) found.focus();
    const settled = found ? frames >= SETTLED_FRAMES : frames >= PATIENCE_FRAMES;
    if (!settled) return void requestAnimationFrame(look);
    if (!found && document.activeElement === document.body)
      document.getElementById("content")?.focus({ preventScroll: true });
  };
  requestAnimationFrame(look);
}
