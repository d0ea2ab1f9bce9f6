/** Details of an error that are names of the code's own, in words. */
import type { Translate } from "@/lib/i18n/translate";

const WORKERS = ["data", "training", "serving", "trial"] as const;
const ENDS = ["error", "unreadable", "ended", "cancel-ignored", "not-loaded", "too-slow"] as const;

const isOneOf = <Name extends string>(names: readonly Name[], value: unknown): value is Name =>
  (names as readonly unknown[]).includes(value);

/** The detail as a person reads it. */
export function errorWord(name: string, value: string, t: Translate): string {
  if (name === "worker" && isOneOf(WORKERS, value)) return t(`common.workers.${value}`);
  if (name === "reason" && isOneOf(ENDS, value)) return t(`common.workerEnds.${value}`);
  return value;
}
