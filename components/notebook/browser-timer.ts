import type { Timer } from "@/lib/notebook/runtime/timer";

/** The browser's own timer behind the port. */
export const browserTimer: Timer = {
  after(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
};
