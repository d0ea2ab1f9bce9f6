/** How many steps run between two looks at the clock: enough to hide the call, few enough to stop soon. */

/** No burst grows faster: the first steps of a device say little about the next ones. */
const GROWTH = 4;
const MAX_STEPS = 4_096;

export interface BurstSizer {
  /** Steps of the next burst; the first burst is one step. */
  next(): number;
  /** Tells how long a burst took. */
  took(steps: number, ms: number): void;
}

/** A sizer that aims at `limitMs` for each burst. The size never changes a result, only when it is seen. */
export function burstSizer(limitMs: number): BurstSizer {
  let size = 1;
  return {
    next: () => size,
    took(steps, ms) {
      const fitting = ms > 0 ? Math.floor((steps * limitMs) / ms) : Infinity;
      size = Math.max(1, Math.min(fitting, size * GROWTH, MAX_STEPS));
    },
  };
}
