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

const STEPS = [10, 20, 30, 60, 120, 180, 360, 720, DAY] as const;

/** Round times of the world's clock within from and to, at most about `most` of them. */
export function worldTicks(from: VirtualMinute, to: VirtualMinute, most: number): readonly VirtualMinute[] {
  const fits = (step: number): boolean => (to - from) / step <= most;
  const step = STEPS.find(fits) ?? DAY * Math.ceil((to - from) / DAY / most);
  const first = Math.ceil((START_MINUTE + from) / step) * step - START_MINUTE;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, at) => first + at * step);
}

/** "10:20", and the day below it where a day begins or is asked for. */
export function worldTickText(minute: VirtualMinute, isFirst: boolean, t: Translate): string {
  const { day, clock } = virtualTime(minute);
  return isFirst || clock === "00:00" ? `${clock}\n${t("world.day", { day })}` : clock;
}
