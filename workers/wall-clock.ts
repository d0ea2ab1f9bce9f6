/** The machine's clock: the only place outside tests where wall time enters the product. */
import type { Clock } from "../lib/clock";

export const wallClock: Clock = { nowMs: () => Date.now() };

/** Wall time with fractions of a millisecond, for measuring. It does not jump when the machine's time is set. */
export const preciseClock: Clock = { nowMs: () => performance.timeOrigin + performance.now() };
