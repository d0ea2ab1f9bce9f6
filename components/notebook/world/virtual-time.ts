/** Virtual minutes as a day and a clock: the world starts on day 1 at 08:00. */
import type { VirtualMinute } from "@/lib/clock";
import type { Translate } from "@/lib/i18n/translate";

const START_MINUTE = 8 * 60;
const DAY = 24 * 60;

export function virtualTime(minute: VirtualMinute): { readonly day: number; readonly clock: string } {
  const total = START_MINUTE + minute;
  const inDay = total % DAY;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return { day: Math.floor(total / DAY) + 1, clock: `${two(inDay / 60)}:${two(inDay % 60)}` };
}

/** "Day 1, 08:12". */
export function virtualTimeText(minute: VirtualMinute, t: Translate): string {
  return t("world.time", virtualTime(minute));
}
