/** The device that an engine works on, and how it gets another when that one is lost. */
import { AppError } from "../../errors";
import type { PlanTarget } from "./device-plan";

export interface TargetHost {
  current(): PlanTarget;
  /** Another target in place of a lost one; null when there is none. Asked twice for the same loss, it renews once. */
  renew(lost: PlanTarget): Promise<PlanTarget | null>;
}

/** A host that starts with `target` and asks `renewTarget` for the next ones. */
export function targetHost(target: PlanTarget, renewTarget?: () => Promise<PlanTarget | null>): TargetHost {
  let current = target;
  let renewing: Promise<PlanTarget | null> | null = null;
  const replace = async (): Promise<PlanTarget | null> => {
    const next = (await renewTarget?.()) ?? null;
    if (next) current = next;
    return next;
  };
  return {
    current: () => current,
    renew(lost) {
      if (lost !== current) return Promise.resolve(current);
      renewing ??= replace().finally(() => (renewing = null));
      return renewing;
    },
  };
}

/** The result of `work` on the current target, done again on a new one when the device is lost under it. */
export async function onTarget<T>(host: TargetHost, work: (target: PlanTarget) => Promise<T>): Promise<T> {
  const target = host.current();
  try {
    return await work(target);
  } catch (error) {
    if (!isDeviceLost(error)) throw error;
    const renewed = await host.renew(target);
    if (!renewed) throw error;
    return work(renewed);
  }
}

/** Whether a failure means that the device went away. */
export function isDeviceLost(error: unknown): boolean {
  return error instanceof AppError && error.code === "training.device-lost";
}
