/** Drawing on the pad with the mouse, stroke by stroke. */
import type { Locator, Page } from "@playwright/test";

/** Points of a stroke in shares of the pad's side. */
type Stroke = readonly (readonly [x: number, y: number])[];

/** A zero, as a hand draws it: one closed oval. */
export const ZERO: readonly Stroke[] = [
  Array.from({ length: 25 }, (_, index) => {
    const angle = (index / 24) * 2 * Math.PI - Math.PI / 2;
    return [0.5 + 0.22 * Math.cos(angle), 0.5 + 0.36 * Math.sin(angle)] as const;
  }),
];

export async function draw(page: Page, pad: Locator, strokes: readonly Stroke[]): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("the pad is not on the screen");
  const place = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  for (const [first, ...rest] of strokes) {
    if (!first) continue;
    await page.mouse.move(...place(first));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...place(point));
    await page.mouse.up();
  }
}
