/** The machine's clock: the only place outside tests where wall time enters the product. */
import type { Clock } from "../lib/clock";

export const wallClock: Clock = { nowMs: () => Date.now() };
