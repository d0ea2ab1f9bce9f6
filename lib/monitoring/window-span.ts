/** Which minutes a window covers. Virtual minutes are numbered from 1: the world's minute is how many have passed. */
import type { VirtualMinute } from "../clock";

export interface WindowSpan {
  readonly index: number;
  /** from ≤ minute < to */
  readonly fromMinute: VirtualMinute;
  readonly toMinute: VirtualMinute;
}

/** Minutes of a window of `windowRows` consecutive requests. */
export function windowMinutes(windowRows: number, requestsPerMinute: number): number {
  return Math.max(1, Math.ceil(windowRows / Math.max(1, requestsPerMinute)));
}

/** The minutes of window `index`, counted from 0. */
export function windowSpan(index: number, minutes: number): WindowSpan {
  return { index, fromMinute: index * minutes + 1, toMinute: (index + 1) * minutes + 1 };
}

/** How many windows are complete when `minute` minutes have passed. */
export function completeWindows(minute: VirtualMinute, minutes: number): number {
  return Math.floor(minute / minutes);
}

/** The first window that begins after `sinceMinute` and is not complete when `minute` minutes have passed. */
export function nextWindow(world: {
  readonly minute: VirtualMinute;
  readonly sinceMinute: VirtualMinute;
  readonly minutes: number;
}): WindowSpan {
  const { minute, sinceMinute, minutes } = world;
  return windowSpan(Math.max(completeWindows(minute, minutes), Math.ceil(sinceMinute / minutes)), minutes);
}
