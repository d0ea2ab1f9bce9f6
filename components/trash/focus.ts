/** Where the keyboard goes on: what follows a thing that was removed, and what came back. */

/** The link behind the first one that goes, else the one before it; null where none stays. */
export function followerOf(links: readonly HTMLElement[], goes: (link: HTMLElement) => boolean): HTMLElement | null {
  const first = links.findIndex(goes);
  if (first < 0) return null;
  return (
    links.slice(first).find((link) => !goes(link)) ?? links.slice(0, first).findLast((link) => !goes(link)) ?? null
  );
}

/** The link of the page that leads there. */
export function linkTo(href: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main a[href="${CSS.escape(href)}"]`);
}
