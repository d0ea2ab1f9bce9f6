/** Time as a port: `lib/` never asks the machine. Wall time comes from the composition root, virtual time from an endpoint. */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
}

/** A clock that stands still, or is moved by hand: for tests and replays. */
export function manualClock(startMs = 0): Clock & { advance(ms: number): void } {
  let now = startMs;
  return { nowMs: () => now, advance: (ms) => void (now += ms) };
}

/** Virtual time of a world: whole simulated minutes since its start. */
export type VirtualMinute = number;
